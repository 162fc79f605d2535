import type { QueuedWish } from '../../core/ledger/queued-wish.ts';
import type { ShareEntry, WantedPrincipal, WantedShare } from '../../core/ledger/wanted-share.ts';
import type { WantedChange } from '../../core/outcome/wanted-after.ts';
import type { ApprovedExposure } from '../../core/principals/risk-input.ts';
import { RECIPIENT_TYPES, type Recipient } from '../../core/share/recipient.ts';
import type { ShareEnd } from '../../core/share/share-end.ts';
import { landFlight } from './flights.ts';
import { queryPartition } from './queries.ts';
import { getItem, IS_REPEATABLE, type ItemKey, incrementItem, updateAndRead, updateItem } from './table.ts';

/**
 * The position of a request among those for the same share: in the order of acceptance, however late it is asked for,
 * and after all that version 0.1.0 counted here (`lastSequence`). Safe to repeat.
 */
export async function takeSequence(
  portfolioId: string,
  recipient: Recipient,
  number: number,
): Promise<number> {
  const item = await updateAndRead(shareKeyOf(portfolioId, recipient), {
    update: 'SET lastSequence = if_not_exists(lastSequence, :none) REMOVE expiresAt',
    values: { ':none': 0 },
  });
  return Number(item?.lastSequence) + number;
}

/** The next number of acceptance, over all shares. A repeated attempt leaves a gap, which does no harm. */
export function drawNumber(): Promise<number> {
  return incrementItem({ pk: 'NUMBER', sk: 'NUMBER' }, 'last');
}

export async function readShareEntry(portfolioId: string, recipient: Recipient): Promise<ShareEntry> {
  const key = shareKeyOf(portfolioId, recipient);
  return entryOf({ ...(await getItem(key)), ...key });
}

/** Every share of a portfolio that any request was ever about; read consistently. */
export async function listShareEntries(portfolioId: string): Promise<ShareEntry[]> {
  const items = await queryPartition(`PORTFOLIO#${portfolioId}`, 'SHARE#');
  return items.map(entryOf);
}

/** The request is decided, so it is not under way any more. Safe to repeat. */
export async function endFlight(
  { portfolioId, recipient, inFlight }: Pick<ShareEntry, 'portfolioId' | 'recipient' | 'inFlight'>,
  requestKey: string,
): Promise<void> {
  if (inFlight.includes(requestKey)) await unlistFlight(portfolioId, recipient, requestKey);
  await landFlight(portfolioId, recipient, requestKey);
}

/** Version 0.1.0 listed in the share's own item who was under way. */
async function unlistFlight(portfolioId: string, recipient: Recipient, requestKey: string): Promise<void> {
  await updateItem(shareKeyOf(portfolioId, recipient), {
    update: 'DELETE inFlight :request',
    condition: 'attribute_exists(pk)',
    values: { ':request': new Set([requestKey]) },
    isOurs: IS_REPEATABLE,
  });
}

/**
 * Lets the item expire if nobody wants the share, and it left nothing behind.
 * @param expiresAt seconds since 1970, not before every request about it that is under way has ended
 */
export async function expireUnwanted(
  { portfolioId, recipient }: Pick<ShareEntry, 'portfolioId' | 'recipient'>,
  expiresAt: number,
): Promise<void> {
  await updateItem(shareKeyOf(portfolioId, recipient), {
    update: 'SET expiresAt = :expiresAt',
    condition:
      'attribute_exists(pk) AND attribute_not_exists(wanted) AND (attribute_not_exists(leftBehind) OR size(leftBehind) = :none)',
    values: { ':expiresAt': expiresAt, ':none': 0 },
    isOurs: IS_REPEATABLE,
  });
}

/**
 * Keeps what somebody approved, so the same is not asked again; replaces what was kept before. An attempt that thaws
 * after its turn changes nothing that a later turn kept or took away.
 * @param grantedAt ISO 8601: when the turn began in which it is kept
 */
export async function recordApproved(
  portfolioId: string,
  recipient: Recipient,
  approved: readonly ApprovedExposure[],
  grantedAt: string,
): Promise<void> {
  await updateItem(shareKeyOf(portfolioId, recipient), {
    update: 'SET approved = :approved, approvedTurn = :turn',
    condition: 'attribute_not_exists(approvedTurn) OR approvedTurn <= :turn',
    values: { ':approved': approved, ':turn': grantedAt },
    isOurs: IS_REPEATABLE,
  });
}

/** Records the principals that a failed request left on the portfolio. Safe to repeat. */
export async function recordLeftBehind(
  { portfolioId, recipient }: ShareEntry,
  leftBehind: readonly WantedPrincipal[],
): Promise<void> {
  await updateItem(shareKeyOf(portfolioId, recipient), {
    update: 'SET leftBehind = :leftBehind REMOVE expiresAt',
    condition: 'attribute_exists(pk)',
    values: { ':leftBehind': leftBehind },
    isOurs: IS_REPEATABLE,
  });
}

/** Leaves only those of what was read. Under the lease, and safe to repeat; a share that was decided anew since stays as it is. */
export async function pruneLeftBehind(
  { portfolioId, recipient, generation }: ShareEntry,
  left: readonly WantedPrincipal[],
): Promise<void> {
  await updateItem(shareKeyOf(portfolioId, recipient), {
    update: 'SET leftBehind = :left',
    condition: 'generation = :generation',
    values: { ':left': left, ':generation': generation },
    isOurs: IS_REPEATABLE,
  });
}

/**
 * Writes the wanted share under the next generation.
 * @param grantedAt ISO 8601: when the turn began in which it was decided; absent where there was none
 * @returns false if somebody wrote meanwhile
 */
export function changeWanted(
  { portfolioId, recipient, generation }: ShareEntry,
  change: Exclude<WantedChange, { change: 'NONE' | 'LEAVE' }>,
  grantedAt?: string,
): Promise<boolean> {
  const isKept = change.change === 'KEEP';
  const turn = isKept ? undefined : grantedAt;
  const { wish } = change;
  const set = `SET generation = :next, decidedSequence = :sequence${wish ? ', decidedWish = :wish' : ''}`;
  return updateItem(shareKeyOf(portfolioId, recipient), {
    update: `${set}${isKept ? `, wanted = :wanted${change.leftBehind ? ', leftBehind = :leftBehind' : ''} REMOVE expiresAt` : `, leftBehind = :leftBehind${turn === undefined ? '' : ', approvedTurn = :turn'} REMOVE wanted, approved, expiresAt`}`,
    condition: generation === 0 ? 'attribute_not_exists(generation)' : 'generation = :generation',
    values: {
      ':next': generation + 1,
      ':sequence': change.sequence,
      ...(generation > 0 && { ':generation': generation }),
      ...(wish && { ':wish': wish }),
      ...(turn !== undefined && { ':turn': turn }),
      ...(change.change === 'KEEP' && { ':wanted': change.wanted }),
      ...(change.leftBehind && { ':leftBehind': change.leftBehind }),
    },
    isOurs: (standing) =>
      standing.generation === generation + 1 && standing.decidedSequence === change.sequence,
  });
}

export function shareKeyOf(portfolioId: string, { type, value }: Recipient): ItemKey {
  return { pk: `PORTFOLIO#${portfolioId}`, sk: `SHARE#${type}#${value}` };
}

export function entryOf(item: ItemKey & Readonly<Record<string, unknown>>): ShareEntry {
  const [, type = '', value = ''] = item.sk.split('#');
  const known = [...RECIPIENT_TYPES, 'NOBODY' as const].find((one) => one === type);
  if (!known) throw new Error(`The ledger holds ${item.pk} ${item.sk}, which names no type of recipient`);
  return {
    portfolioId: item.pk.replace(/^PORTFOLIO#/, ''),
    recipient: { type: known, value },
    generation: Number(item.generation ?? 0),
    decidedSequence: Number(item.decidedSequence ?? 0),
    inFlight: item.inFlight instanceof Set ? [...item.inFlight] : [],
    ...(item.decidedWish !== undefined && { decidedBy: (item.decidedWish as QueuedWish).requestKey }),
    ...(item.wanted !== undefined && { wanted: item.wanted as WantedShare }),
    ...(item.leftBehind !== undefined && { leftBehind: item.leftBehind as WantedPrincipal[] }),
    ...(item.approved !== undefined && { approved: item.approved as ApprovedExposure[] }),
    ...(item.end !== undefined && { end: item.end as ShareEnd }),
    ...(item.endVersion !== undefined && { endVersion: Number(item.endVersion) }),
  };
}
