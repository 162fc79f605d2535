import { getItem, IS_REPEATABLE, type ItemKey, updateItem } from './table.ts';

const PAUSE: ItemKey = { pk: 'PAUSE', sk: 'PAUSE' };

/**
 * Remembers that writes are paused, whatever leases there are (one for each portfolio, if that is the scope).
 * @param pausedAt ISO 8601; `undefined` once they go on
 * @returns whether that is new
 */
export function keepPaused(pausedAt: string | undefined, pausedBy: string): Promise<boolean> {
  return updateItem(
    PAUSE,
    pausedAt === undefined
      ? {
          update: 'REMOVE pausedAt, pausedBy',
          condition: 'attribute_exists(pausedAt)',
          isOurs: IS_REPEATABLE,
        }
      : {
          update: 'SET pausedAt = :now, pausedBy = :by',
          condition: 'attribute_not_exists(pausedAt)',
          values: { ':now': pausedAt, ':by': pausedBy },
          isOurs: (standing) => standing.pausedAt === pausedAt && standing.pausedBy === pausedBy,
        },
  );
}

/** ISO 8601; `undefined` where writes go on. */
export async function readPausedAt(): Promise<string | undefined> {
  const pausedAt = (await getItem(PAUSE))?.pausedAt;
  return typeof pausedAt === 'string' ? pausedAt : undefined;
}
