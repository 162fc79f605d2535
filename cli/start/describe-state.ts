import type { HistoryEvent } from '../../sandbox/state-machines/history-events.ts';

const NAME_WIDTH = 22;
const BAR_WIDTH = 20;

interface Seen {
  readonly admission?: string;
  readonly requestKey?: string;
  readonly lease?: { readonly fence: number };
  readonly share?: {
    readonly nextWrite: string;
    readonly phase: string;
    readonly status: string;
    readonly successfulSoFar: number;
    readonly waitSeconds: number;
  };
  readonly outcome?: { readonly detailType: string };
  readonly error?: { readonly Error: string };
}

/** One line for an event of an execution's history, or none where it would tell a reader nothing. */
export function describeState(event: HistoryEvent): string | undefined {
  const { name, output, input } = detailsOf(event);
  if (event.type === 'TaskStateExited') return line(name, describeOutput(name, read(output)));
  if (event.type === 'WaitStateEntered') return line(name, `${read(input).share?.waitSeconds ?? '?'} s`);
  if (/^(LambdaFunction|Task)(Failed|TimedOut)$/.test(event.type)) {
    const { error, cause } = detailsOf(event);
    return line('  ! failed', `${error ?? event.type}${cause ? `: ${firstSentence(cause)}` : ''}`);
  }
  if (/^Execution(Failed|TimedOut|Aborted)$/.test(event.type))
    return line(event.type, detailsOf(event).error ?? '');
  return undefined;
}

function describeOutput(name: string, { admission, requestKey, lease, share, outcome, error }: Seen): string {
  switch (name) {
    case 'AcceptRequest':
      return `${admission}${requestKey ? `, ${requestKey}` : ''}`;
    case 'AcquireLease':
      return `granted under fence ${lease?.fence}`;
    case 'PlanShare':
      return share ? `next write: ${share.nextWrite}` : '';
    case 'CreateShare':
    case 'UpdateShare':
    case 'DeleteShare':
      return share?.status ?? '';
    case 'DescribeShareStatus':
      return share ? `${share.status.padEnd(12)} ${bar(share)}` : '';
    case 'DecideOutcome':
      return `${outcome?.detailType ?? ''}${error ? ` after ${error.Error}` : ''}`;
    default:
      return '';
  }
}

/** A block for each account, since Service Catalog does not say how many there will be. */
function bar({ successfulSoFar }: { readonly successfulSoFar: number }): string {
  const blocks = '█'.repeat(Math.min(BAR_WIDTH, successfulSoFar));
  return `${blocks} ${successfulSoFar} ${successfulSoFar === 1 ? 'account' : 'accounts'} shared`;
}

function line(name: string, text: string): string {
  return `${name.padEnd(NAME_WIDTH)} ${text}`.trimEnd();
}

function detailsOf(event: HistoryEvent): Record<'name' | 'output' | 'input' | 'error' | 'cause', string> {
  const key = Object.keys(event).find((member) => member.endsWith('EventDetails')) as `${string}EventDetails`;
  return (event[key] ?? {}) as Record<'name' | 'output' | 'input' | 'error' | 'cause', string>;
}

function read(text: string | undefined): Seen {
  return text === undefined ? {} : (JSON.parse(text) as Seen);
}

/** Lambda's cause is JSON with the message inside. */
function firstSentence(cause: string): string {
  const message = cause.startsWith('{') ? String(JSON.parse(cause).errorMessage ?? cause) : cause;
  return message.length > 160 ? `${message.slice(0, 160)}…` : message;
}
