import { recordPlacement } from '../../../aws/ledger/placements.ts';
import {
  changeWanted,
  expireUnwanted,
  forgetEnd,
  pruneLeftBehind,
  readShareEntry,
  recordApproved,
  recordEnd,
  recordLeftBehind,
  recordSeenAccess,
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
  async 'recordEnd: attribute_not_exists(#end) OR #end.grantedAt < :grantedAt OR (#end.grantedAt = :grantedAt AND #end.requestId <> :requestId)'(
    key,
  ) {
    await recordEnd(entry(key), end(LATER));
    await recordEnd(entry(key), end(EARLY));
  },
  async 'recordFirstSeen: attribute_not_exists(#end)'(key) {
    await recordEnd(entry(key), end(EARLY));
    await recordSeenAccess(entry(key), { access: 'ALL' });
  },
  async 'recordSeenAccess: #end.grantedAt = :grantedAt'(key) {
    await recordEnd(entry(key), end(EARLY));
    await recordEnd(entry(key), end(LATER));
    await recordSeenAccess(entry(key, { end: end(EARLY) }), { access: 'NOT_ALL' });
    return isKnownAs(key, { access: 'ALL' });
  },
  async 'recordSeenAccess: #end.#access = :access'(key) {
    await recordEnd(entry(key), end(EARLY));
    await recordSeenAccess(entry(key, { end: end(EARLY) }), { access: 'NOT_ALL' });
    await recordSeenAccess(entry(key, { end: end(EARLY) }), { access: 'ALL' });
    return isKnownAs(key, { access: 'NOT_ALL' });
  },
  async 'recordSeenAccess: (attribute_not_exists(#end.#acted) OR #end.#acted = :acted)'(key) {
    await recordEnd(entry(key), end(EARLY));
    await forgetEnd(entry(key, { end: end(EARLY) }), { access: 'UNKNOWN', othersActedAt: EARLY });
    const forgotten = await readShareEntry(key, UNIT);
    await recordSeenAccess(forgotten, { access: 'ALL' });
    await forgetEnd(forgotten, { access: 'UNKNOWN', othersActedAt: LATER });
    await recordSeenAccess(forgotten, { access: 'ALL' });
    return isKnownAs(key, { access: 'UNKNOWN' });
  },
  async 'forgetEnd: #end.grantedAt = :grantedAt'(key) {
    await recordEnd(entry(key), end(EARLY));
    await recordEnd(entry(key), end(LATER));
    await forgetEnd(entry(key, { end: end(EARLY) }), { access: 'UNKNOWN' });
    return isKnownAs(key, { access: 'ALL' });
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
