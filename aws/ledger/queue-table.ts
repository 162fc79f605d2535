import type { LeaseStore } from '../../core/lease/lease-store.ts';
import { countPartition, queryFirstKeys } from './queries.ts';
import { deleteItem, getItem, IS_REPEATABLE, type ItemKey, updateItem } from './table.ts';

type Queue = Pick<
  LeaseStore,
  'firstPlaces' | 'putPlace' | 'removePlace' | 'countWaiting' | 'addWaiting' | 'recount'
>;

/** Who waits, an item each, in one partition for each scope, whose order is the queue's. */
export const queueTable: Queue = {
  async firstPlaces(scope, most) {
    return (await queryFirstKeys(queueOf(scope), most)).map(({ sk }) => sk);
  },

  putPlace(scope, place, at) {
    return updateItem(
      { pk: queueOf(scope), sk: place },
      {
        update: 'SET since = :at',
        condition: 'attribute_not_exists(pk)',
        values: { ':at': at },
        isOurs: ({ since }) => since === at,
      },
    );
  },

  removePlace(scope, place) {
    return deleteItem({ pk: queueOf(scope), sk: place });
  },

  async countWaiting(scope) {
    return waitingIn(await getItem(lengthOf(scope)));
  },

  async addWaiting(scope, by) {
    await updateItem(lengthOf(scope), { update: 'ADD waiting :by', values: { ':by': by } });
  },

  async recount(scope) {
    const before = waitingIn(await getItem(lengthOf(scope)));
    const counted = await countPartition(queueOf(scope));
    if (counted !== before) {
      const none = before === 0 ? 'attribute_not_exists(waiting) OR ' : '';
      await updateItem(lengthOf(scope), {
        update: 'SET waiting = :counted',
        condition: `${none}waiting = :before`,
        values: { ':counted': counted, ':before': before },
        isOurs: IS_REPEATABLE,
      });
    }
    return counted;
  },
};

function waitingIn(item: Readonly<Record<string, unknown>> | undefined): number {
  return typeof item?.waiting === 'number' ? item.waiting : 0;
}

function queueOf(scope: string): string {
  return `QUEUE#${scope}`;
}

function lengthOf(scope: string): ItemKey {
  return { pk: `LENGTH#${scope}`, sk: 'LENGTH' };
}
