import type { Lease } from '../../core/lease/lease.ts';
import { getItem, type ItemKey, updateItem } from './table.ts';

/** How often a withdrawal follows its place in a list that moves under it. */
const MOST_TRIES = 20;

export const LIST_IS_EMPTY = '(attribute_not_exists(#queue) OR size(#queue) = :zero)';

/**
 * Version 0.1.0 kept the waiting requests in the lease's own item. Those go before new SHAREs, and are gone within a
 * day.
 */
export const OLD_LIST = {
  names: { '#queue': 'queue' },

  async remove(lease: ItemKey, requestKey: string): Promise<boolean> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { queue = [] } = ((await getItem(lease)) ?? {}) as Partial<Lease>;
      const at = queue.indexOf(requestKey);
      if (at === -1) return false;
      const isRemoved = await updateItem(lease, {
        update: `REMOVE #queue[${at}]`,
        condition: `#queue[${at}] = :entry`,
        names: OLD_LIST.names,
        values: { ':entry': requestKey },
        isOurs: (standing) => !((standing as unknown as Lease).queue ?? []).includes(requestKey),
      });
      if (isRemoved) return true;
    }
    throw new Error(`${requestKey} could not be taken out of the list in ${MOST_TRIES} tries`);
  },
};
