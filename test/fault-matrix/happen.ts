import type { WireOutcome } from '../../sandbox/wire/message.ts';
import type { FaultKind } from './fault-kinds.ts';

/** What a fault may do besides what its call meets. */
export interface Blows {
  killFunction(): void;
  stopExecution(): void;
  askAgain(): void | Promise<void>;
  /** Another request for the same share is accepted. */
  letRivalIn(): void | Promise<void>;
}

/** Lets a fault happen to one call. */
export async function happen(
  fault: FaultKind,
  perform: () => Promise<WireOutcome>,
  blows: Blows,
): Promise<WireOutcome> {
  switch (fault.kind) {
    case 'ERROR':
      return errorAnswer(fault.error, fault.statusCode);
    case 'DROP_BEFORE':
      return 'DROP';
    case 'DROP_AFTER':
      await perform();
      return 'DROP';
    case 'HANG_BEFORE':
      return 'HANG';
    case 'HANG_AFTER':
      await perform();
      return 'HANG';
    case 'EMPTY_ANSWER':
      return answeredWrong(await perform(), '');
    case 'GARBLED_ANSWER':
      return answeredWrong(await perform(), '<html><body>502 Bad Gateway</body></html>');
    case 'KILL_BEFORE':
      blows.killFunction();
      return 'DROP';
    case 'KILL_AFTER':
      await perform();
      blows.killFunction();
      return 'DROP';
    case 'DUPLICATE':
      await blows.askAgain();
      return perform();
    case 'RIVAL':
      await perform();
      await blows.letRivalIn();
      return 'DROP';
    case 'RIVAL_KILL':
      await perform();
      await blows.letRivalIn();
      blows.killFunction();
      return 'DROP';
    case 'STOP':
      blows.stopExecution();
      return perform();
  }
}

function answeredWrong(outcome: WireOutcome, body: string): WireOutcome {
  if (typeof outcome === 'string' || outcome.statusCode !== 200) return outcome;
  // A gateway in between knows nothing of the checksums of the service.
  const { 'x-amz-crc32': _, 'content-length': _length, ...headers } = outcome.headers;
  return { ...outcome, headers, body };
}

export function errorAnswer(name: string, statusCode: number): WireOutcome {
  return {
    statusCode,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': name,
      'x-amzn-requestid': 'fault',
    },
    body: JSON.stringify({ __type: name, message: `${name} by a fault of the test` }),
  };
}
