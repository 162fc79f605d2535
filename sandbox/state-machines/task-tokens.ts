import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Chance } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import { ServiceError } from '../wire/service.ts';

export type TokenAnswer =
  | { readonly type: 'SUCCESS'; readonly output: string }
  | { readonly type: 'FAILURE'; readonly error: string | undefined; readonly cause: string | undefined }
  | { readonly type: 'HEARTBEAT_TIMEOUT' };

/** The open task tokens of all executions. */
export interface TaskTokens {
  /** A token that nobody had before. */
  issue(): string;
  /** Opens a token; without a heartbeat within `heartbeatSeconds` it is answered by `HEARTBEAT_TIMEOUT`. */
  open(token: string, heartbeatSeconds: number | undefined, onAnswer: (answer: TokenAnswer) => void): void;
  /** From now on whoever answers the token is told `TaskTimedOut`. */
  close(token: string): void;
  /** @throws ServiceError `TaskTimedOut` for a token that is closed, `InvalidToken` for one never issued. */
  answer(token: string, answer: TokenAnswer): void;
  /** @throws ServiceError as {@link answer} does. */
  heartbeat(token: string): void;
}

interface OpenToken {
  readonly onAnswer: (answer: TokenAnswer) => void;
  readonly beat: () => void;
  readonly disarm: () => void;
}

/** Tokens of AWS have several hundred characters; shorter ones would hide what does not fit. */
const randomLength = 480;

export function createTaskTokens(clock: VirtualClock, chance: Chance): TaskTokens {
  const secret = chance.bytes(32);
  const open = new Map<string, OpenToken>();
  const sign = (random: Buffer) => createHmac('sha256', secret).update(random).digest();

  const isIssued = (token: string) => {
    const bytes = Buffer.from(token, 'base64');
    const random = bytes.subarray(0, randomLength);
    const signature = bytes.subarray(randomLength);
    return signature.length === 32 && timingSafeEqual(signature, sign(random));
  };
  const find = (token: string): OpenToken => {
    const found = open.get(token);
    if (found) return found;
    throw isIssued(token)
      ? new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
      : new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
  };
  const close = (token: string) => {
    open.get(token)?.disarm();
    open.delete(token);
  };

  return {
    issue() {
      const random = chance.bytes(randomLength);
      return Buffer.concat([random, sign(random)]).toString('base64');
    },
    open(token, heartbeatSeconds, onAnswer) {
      let timer: ReturnType<VirtualClock['setTimeout']> | undefined;
      const beat = () => {
        clock.clearTimeout(timer);
        if (heartbeatSeconds === undefined) return;
        timer = clock.setTimeout(() => {
          open.delete(token);
          onAnswer({ type: 'HEARTBEAT_TIMEOUT' });
        }, heartbeatSeconds * 1000);
      };
      open.set(token, { onAnswer, beat, disarm: () => clock.clearTimeout(timer) });
      beat();
    },
    close,
    answer(token, answer) {
      const { onAnswer } = find(token);
      close(token);
      onAnswer(answer);
    },
    heartbeat: (token) => find(token).beat(),
  };
}
