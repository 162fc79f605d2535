import { type FaultKind, faultKinds } from '../fault-matrix/fault-kinds.ts';
import { draw, pick } from './draw.ts';

/** What may go wrong with one call of the service, besides what the fault matrix knows. */
export type StormFault =
  | FaultKind
  /** Another request for the same share is accepted first. */
  | { readonly kind: 'RIVAL' }
  /** The call arrives after its caller has given up. */
  | { readonly kind: 'LATE'; readonly seconds: number };

/** A call, and which one of its kind about its request it is. */
export interface StormCall {
  readonly functionKey: string;
  readonly service: string;
  readonly operation: string;
  readonly subject: string;
  readonly nth: number;
}

/** A call that met a fault goes on to meet it up to so often, as faults do. */
const LONGEST_ROW = 5;
/** A write to the ledger that is held up so long finds that others have written meanwhile. */
const LONGEST_HELD_SECONDS = 1_200;
const LEDGER_WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];

const THROTTLED = { kind: 'ERROR', error: 'ThrottlingException', statusCode: 400 } as const;

const KINDS = [
  'ERROR',
  'DROP_BEFORE',
  'DROP_AFTER',
  'HANG_BEFORE',
  'HANG_AFTER',
  'EMPTY_ANSWER',
  'GARBLED_ANSWER',
  'KILL_BEFORE',
  'KILL_AFTER',
  'DUPLICATE',
  'STOP',
  'RIVAL',
  'LATE',
] as const;

export type StormKind = (typeof KINDS)[number];

export interface Weather {
  faultOf(call: StormCall): StormFault | undefined;
  /** Milliseconds of one way of a call. */
  latencyMs(call: StormCall, way: 'THERE' | 'BACK'): number;
  /** Of an event on its way to a target. */
  delivery(name: string): {
    readonly delayMs: number;
    readonly decision: 'DELIVER' | 'DELIVER_TWICE' | 'LOSE';
  };
}

/** Each seed has faults of its own: how many, and of which kinds. A swarm of such weathers finds what one misses. */
export function weatherOf(seed: number): Weather {
  const chance = 0.003 + 0.06 * draw(seed, 'chance') ** 2;
  const weights = KINDS.map((kind) => (draw(seed, 'has', kind) < 0.4 ? 0 : draw(seed, 'weight', kind) ** 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const isSlow = draw(seed, 'slow') < 0.3;
  const losesEvents = draw(seed, 'loses') < 0.3;
  const holdsWrites = draw(seed, 'holds') < 0.6 ? 0.02 + 0.1 * draw(seed, 'held writes') : 0;
  /** Some functions' writes are held up again and again: then a repeated attempt overtakes the one before. */
  const isHeldUp = ({ functionKey, operation }: StormCall, key: string) => {
    if (!LEDGER_WRITES.includes(operation)) return false;
    const isSore = draw(seed, 'sore', functionKey, operation) < 0.15;
    return draw(seed, 'holds', key) < holdsWrites * (isSore ? 6 : 0.5);
  };

  /** An account may be short of some calls as long as the storm lasts. */
  const isTight = draw(seed, 'tight') < 0.25;
  const isShortOf = ({ functionKey, service, operation }: StormCall) =>
    isTight && service === 'servicecatalog' && draw(seed, 'short of', functionKey, operation) < 0.3;

  const kindOf = (key: string): StormKind => {
    const luck = draw(seed, 'kind', key) * total;
    let sum = 0;
    return (
      KINDS.find((_, at) => {
        sum += weights[at] ?? 0;
        return luck < sum;
      }) ?? 'ERROR'
    );
  };
  const faultAt = (call: StormCall, key: string): StormFault => {
    const kind = kindOf(key);
    switch (kind) {
      case 'ERROR': {
        const errors = faultKinds(call).filter((fault) => fault.kind === 'ERROR');
        return pick(errors, draw(seed, 'error', key)) ?? { kind: 'DROP_BEFORE' };
      }
      case 'LATE':
        return { kind, seconds: 1 + 240 * draw(seed, 'late', key) ** 2 };
      default:
        return { kind };
    }
  };

  return {
    faultOf(call) {
      const name = nameOf(call);
      const itself = `${name} ${call.nth}`;
      if (isHeldUp(call, itself)) {
        // Its answer is lost, so that it is made again by itself; or it comes when others have written.
        if (draw(seed, 'holds back', itself) < 0.3) return { kind: 'DROP_AFTER' };
        return { kind: 'LATE', seconds: LONGEST_HELD_SECONDS ** draw(seed, 'holds for', itself) };
      }
      if (isShortOf(call) && draw(seed, 'is throttled', itself) < 0.3) return THROTTLED;
      for (let from = call.nth; from > Math.max(0, call.nth - LONGEST_ROW); from--) {
        const key = `${name} ${from}`;
        if (draw(seed, 'fault', key) >= chance) continue;
        const fault = faultAt(call, key);
        const isRow = fault.kind === 'ERROR' || fault.kind.startsWith('DROP');
        if (call.nth - from <= (isRow ? Math.floor(draw(seed, 'row', key) * LONGEST_ROW) : 0)) return fault;
      }
      return undefined;
    },
    latencyMs(call, way) {
      const key = `${nameOf(call)} ${call.nth}`;
      const luck = draw(seed, 'latency', way, key);
      const isHeld = luck < (isSlow ? 0.08 : 0.02);
      return isHeld ? 4_000 * draw(seed, 'held', way, key) : 2 + 30 * luck;
    },
    delivery(name) {
      const luck = draw(seed, 'delivery', name);
      const decision = luck < 0.1 ? 'DELIVER_TWICE' : luck > 0.95 && losesEvents ? 'LOSE' : 'DELIVER';
      return { delayMs: luck < 0.1 || luck > 0.8 ? 3_000 * draw(seed, 'way', name) : 0, decision };
    },
  };
}

export function nameOf({ functionKey, operation, subject }: StormCall): string {
  return `${functionKey} ${operation} ${subject}`.trim();
}
