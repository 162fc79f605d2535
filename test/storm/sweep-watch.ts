import type { WireOutcome } from '../../sandbox/wire/message.ts';
import type { Item } from './invariants.ts';

/** What has to be known of a sweep that is under way. */
interface Sweep {
  /** Leases that there were when it began, without those that it has looked at. */
  readonly leases: Set<string>;
  /** Requests that it listed, and when each had been looked at before. */
  readonly listed: Map<string, unknown>;
  /** Items that it could not write. */
  readonly unwritten: Set<string>;
}

/**
 * Watches that nobody can starve the sweep, from when it marks its beginning until it takes the mark away.
 * @returns to be called after each of its calls of the ledger; answers the sentences that do not hold
 */
export function watchSweeps(
  ledger: ReadonlyMap<string, Item>,
): (operation: string, body: string, outcome: WireOutcome) => string[] {
  let sweep: Sweep | undefined;
  return (operation, body, outcome) => {
    const { Key, UpdateExpression = '', ExpressionAttributeValues: values } = JSON.parse(body);
    // An answer that is empty or garbled on its way is none.
    const isDone = typeof outcome !== 'string' && outcome.statusCode === 200 && outcome.body.startsWith('{');
    const pk = String(Key?.pk?.S);
    const work = values?.[':work']?.S;
    if (UpdateExpression.startsWith('SET sweepId')) sweep = isDone ? begin(ledger) : undefined;
    if (!sweep) return [];
    const { leases, listed, unwritten } = sweep;
    if (operation === 'GetItem') leases.delete(pk);
    if (operation === 'UpdateItem' && !isDone) unwritten.add(pk);
    if (work === 'LEASE' && !isDone) leases.clear(); // it cannot know of any
    if (work === 'OPEN_REQUEST' && isDone) {
      for (const item of JSON.parse(outcome.body).Items) listed.set(item.pk.S, workAt(ledger, item.pk.S));
      return [...leases].map((lease) => `The sweep looks at the lease before all else. (${lease})`);
    }
    if (!UpdateExpression.startsWith('REMOVE sweepId') || !isDone) return [];
    sweep = undefined;
    return [...listed]
      .filter(
        ([key, before]) => before !== undefined && before === workAt(ledger, key) && !unwritten.has(key),
      )
      .map(([key]) => `What the sweep has looked at goes to the back, whatever comes of it. (${key})`);
  };
}

function begin(ledger: ReadonlyMap<string, Item>): Sweep {
  const leases = [...ledger.values()].filter(({ sk }) => sk === 'LEASE').map(({ pk }) => String(pk));
  return { leases: new Set(leases), listed: new Map(), unwritten: new Set() };
}

function workAt(ledger: ReadonlyMap<string, Item>, pk: string): unknown {
  return ledger.get(`${pk} REQUEST`)?.workAt;
}
