import { recordPlacement } from '../../../aws/ledger/placements.ts';
import { changeEnd, recordSeenAccess } from '../../../aws/ledger/share-ends.ts';
import {
  changeWanted,
  expireUnwanted,
  pruneLeftBehind,
  readShareEntry,
  recordApproved,
  recordLeftBehind,
  takeSequence,
} from '../../../aws/ledger/shares.ts';
import { recordWish } from '../../../aws/ledger/wishes.ts';
import type { ShareEnd } from '../../../core/share/share-end.ts';
import { EARLY, LATER, type Play, part } from './play.ts';

const UNIT = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;
const PRINCIPAL = { principalArn: 'arn:aws:iam:::role/Deploy', principalType: 'IAM_PATTERN' } as const;
/** A share of the portfolio `key`, as it was read. */
const entry = (key: string, more: object = {}) =>
  part({ portfolioId: key, recipient: UNIT, generation: 0, ...more });
const end = (grantedAt: string) =>
  part({ access: 'ALL', flags: 'ALL', failures: [], requestId: grantedAt, grantedAt });
const keep = (sequence: number) =>
  part({ change: 'KEEP', sequence, wanted: { requestId: `req-${sequence}` } });
const record = (key: string, number: number) =>
  part({
    requestKey: `${key}-${number}`,
    requester: {},
    sequence: number,
    number,
    request: { portfolioId: key, recipient: UNIT, principals: [PRINCIPAL], action: 'UNSHARE' },
  });

async function isKnownAs(key: string, known: Partial<ShareEnd>): Promise<string | undefined> {
  const { end: standing } = await readShareEntry(key, UNIT);
  return standing?.access === known.access ? undefined : `the end is known as ${standing?.access}`;
}

export const OF_SHARES: Readonly<Record<string, Play>> = {
  async 'expireUnwanted: attribute_not_exists(wanted)'(key) {
    await changeWanted(entry(key), keep(1));
    await expireUnwanted(entry(key), 1);
  },
  async 'expireUnwanted: (attribute_not_exists(leftBehind) OR size(leftBehind) = :none)'(key) {
    await takeSequence(key, UNIT, 1);
    await recordLeftBehind(entry(key), [{ ...PRINCIPAL, askedBy: 'req-first' }]);
    await expireUnwanted(entry(key), 1);
  },
  async 'replaceEnd: attribute_not_exists(endVersion)'(key) {
    await changeEnd(entry(key), () => end(EARLY));
    await recordSeenAccess(entry(key), { access: 'NOT_ALL' });
    return isKnownAs(key, { access: 'ALL' });
  },
  async 'replaceEnd: endVersion = :read'(key) {
    await changeEnd(entry(key), () => end(EARLY));
    const read = await readShareEntry(key, UNIT);
    await changeEnd(read, (known) => ({ ...known, access: 'UNKNOWN', othersActedAt: LATER }));
    await recordSeenAccess(read, { access: 'ALL' });
    return isKnownAs(key, { access: 'UNKNOWN' });
  },
  async 'changeWanted: attribute_not_exists(generation)'(key) {
    await changeWanted(entry(key), keep(2));
    await changeWanted(entry(key), keep(1));
  },
  async 'changeWanted: generation = :generation'(key) {
    await changeWanted(entry(key), keep(1));
    await changeWanted(entry(key, { generation: 1 }), keep(3));
    await changeWanted(entry(key, { generation: 1 }), keep(2));
  },
  async 'pruneLeftBehind: generation = :generation'(key) {
    const left = part({ change: 'REMOVE', sequence: 1, leftBehind: [PRINCIPAL] });
    await changeWanted(entry(key), keep(1));
    await changeWanted(entry(key, { generation: 1 }), left);
    await pruneLeftBehind(entry(key, { generation: 1 }), []);
    const { leftBehind } = await readShareEntry(key, UNIT);
    return leftBehind?.length ? undefined : 'what was left behind since is forgotten';
  },
  async 'recordApproved: attribute_not_exists(approvedTurn) OR approvedTurn <= :turn'(key) {
    await recordApproved(key, UNIT, [], EARLY);
    await changeWanted(entry(key), part({ change: 'REMOVE', sequence: 1, leftBehind: [] }), LATER);
    await recordApproved(key, UNIT, [part({ exposed: 'arn' })], EARLY);
  },
  async 'recordWish: attribute_not_exists(newestWish) OR newestWish.#sequence <= :sequence'(key) {
    await recordWish(record(key, 2));
    await recordWish(record(key, 1));
  },
  async 'recordPlacement: #version = :version'(key) {
    const placed = (version: number, eventId: string) =>
      part({ accountId: key, parentId: eventId, generation: 1, eventIds: [eventId], pending: {}, version });
    await recordPlacement(undefined, placed(1, 'first'));
    await recordPlacement(placed(1, 'first'), placed(2, 'second'));
    await recordPlacement(placed(1, 'first'), placed(2, 'third'));
  },
};
