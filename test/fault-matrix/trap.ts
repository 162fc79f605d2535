import type { InterceptCall } from '../../sandbox/intercept-call.ts';
import { type Cell, explainsRefusal, looksForWrite, type Meeting } from './cell.ts';
import type { FaultKind } from './fault-kinds.ts';

/** An answer that is wrong is met again too: a read that believes it would be wrong all along. */
const MET_AGAIN: readonly string[] = [
  'ERROR',
  'DROP_BEFORE',
  'HANG_BEFORE',
  'EMPTY_ANSWER',
  'GARBLED_ANSWER',
];

/** How often the fault meets the call: an SDK tries a read, or a ledger call, up to four times by itself. */
const TIMES = 4;

/** Lies in wait for the calls of one cell, and says what becomes of each. */
export interface Trap {
  readonly cell: Cell;
  readonly requestId: string;
  /** The call that the cell is about was made. */
  readonly hasMet: boolean;
  /** It, or the second one: what is met first may keep the request from the other. */
  readonly hasMetAny: boolean;
  /** The request's share was written, and does not end before {@link follow}. */
  readonly isRunning: boolean;
  /** Somebody waits for the turn of the request, where that is what the cell needs. */
  follow(): void;
  /** `DROP`: its answer is lost, so that the call that the cell is about is made; `REFUSE`: it is refused, so that it is asked why; else the fault that the call meets. */
  spring(call: Parameters<InterceptCall>[0]): Promise<'PASS' | 'DROP' | 'REFUSE' | FaultKind>;
}

export function setTrap(cell: Cell, requestId: string): Trap {
  const followed = Promise.withResolvers<void>();
  const first = layTrap(cell);
  const second = cell.second && layTrap(cell.second);
  let hasMet = false;
  let hasMetSecond = false;
  let isRunning = false;
  let isRefused = !explainsRefusal(cell);
  let hasLostWrite = !looksForWrite(cell);
  return {
    cell,
    requestId,
    get hasMet() {
      return hasMet;
    },
    get hasMetAny() {
      return hasMet || hasMetSecond;
    },
    get isRunning() {
      return isRunning;
    },
    follow: followed.resolve,
    async spring({ functionName, service, operation }) {
      const functionKey = functionName?.replace(/^foliocast-[a-z]+-/, '');
      if (isAhead(cell) && functionKey === 'describeShareStatus') {
        isRunning = true;
        await followed.promise;
      }
      const call = { functionKey, service, operation };
      const springSecond = () => {
        const fault = second?.(call);
        hasMetSecond ||= fault !== undefined;
        return fault ?? 'PASS';
      };
      if (functionKey !== cell.call.functionKey) return springSecond();
      if (!hasLostWrite && /^(Create|Update|Delete)PortfolioShare$/.test(operation)) {
        hasLostWrite = true;
        return 'DROP';
      }
      if (!isRefused && operation === 'CreatePortfolioShare') {
        isRefused = true;
        return 'REFUSE';
      }
      const fault = first(call);
      hasMet ||= fault !== undefined;
      return fault ?? springSecond();
    },
  };
}

/** The fault that a call meets, for so many times as it meets it. */
export function layTrap({ call, fault }: Meeting) {
  let left = TIMES;
  return (made: { readonly functionKey: string | undefined; service: string; operation: string }) => {
    const isIt =
      made.functionKey === call.functionKey &&
      made.service === call.service &&
      made.operation === call.operation;
    if (left === 0 || !isIt) return undefined;
    left = isMetOnce({ call, fault }) ? 0 : left - 1;
    return fault;
  };
}

export function isAhead({ flavour }: Cell): boolean {
  return flavour === 'AHEAD' || flavour === 'VERIFY_AHEAD';
}

/** A write to Service Catalog that is refused is refused once; what no answer comes to, every time. */
function isMetOnce({ call, fault }: Meeting): boolean {
  const isRefusedWrite =
    fault.kind === 'ERROR' &&
    call.service === 'servicecatalog' &&
    /^(Create|Update|Delete|Associate|Disassociate)/.test(call.operation);
  return isRefusedWrite || !MET_AGAIN.includes(fault.kind);
}
