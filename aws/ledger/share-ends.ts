import type { ShareEntry } from '../../core/ledger/wanted-share.ts';
import { byWhichPath, type ShareEnd } from '../../core/share/share-end.ts';
import { readShareEntry, shareKeyOf } from './shares.ts';
import { IS_REPEATABLE, updateItem } from './table.ts';

/** How often to try again if others wrote meanwhile. */
const MOST_TRIES = 10;

/** Of a share that no request has ended yet. */
const NOT_ENDED = { access: 'UNKNOWN', flags: 'ALL', failures: [], requestId: '', grantedAt: '' } as const;

/**
 * Changes what is known of the share's last end. Who acts on the share at the same time, or is told that others did,
 * loses nothing: it is read again, and changed as it is by then.
 * @param after what is to be known of the end; what it was, or `undefined`, where nothing is to be changed
 */
export async function changeEnd(
  entry: ShareEntry,
  after: (end: ShareEnd | undefined) => Partial<ShareEnd> | undefined,
): Promise<void> {
  const { portfolioId, recipient } = entry;
  let read = entry;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const end = after(read.end);
    if (!end || end === read.end || (await replaceEnd(read, { ...NOT_ENDED, ...end }))) return;
    read = await readShareEntry(portfolioId, recipient);
  }
  throw new Error(
    `The end of the share of ${portfolioId} with ${recipient.value} was changed by others ${MOST_TRIES} times`,
  );
}

/**
 * Records what a look at the accounts showed, if no request is changing the share. Changes nothing if anything of its end
 * was recorded since the entry was read: the look may be from before.
 */
export async function recordSeenAccess(
  entry: ShareEntry,
  seen: Pick<ShareEnd, 'access' | 'lackedAccounts' | 'lackedAt'>,
): Promise<void> {
  const { end } = entry;
  const path = seen.access === 'ALL' && byWhichPath(end);
  await replaceEnd(entry, { ...NOT_ENDED, ...end, ...seen, ...path });
}

/**
 * @returns false if somebody wrote meanwhile. So is this very write, where its answer was lost: whoever reads again finds
 * what it wrote, and changes nothing by writing that once more.
 */
function replaceEnd(
  { portfolioId, recipient, endVersion: read }: ShareEntry,
  end: ShareEnd,
): Promise<boolean> {
  return updateItem(shareKeyOf(portfolioId, recipient), {
    update: 'SET #end = :end, endVersion = :next',
    condition: read === undefined ? 'attribute_not_exists(endVersion)' : 'endVersion = :read',
    names: { '#end': 'end' },
    values: { ':end': end, ':next': (read ?? 0) + 1, ...(read !== undefined && { ':read': read }) },
    isOurs: IS_REPEATABLE,
  });
}
