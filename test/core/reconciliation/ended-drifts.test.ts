import { expect, test } from 'vitest';
import type { ShareEntry } from '../../../core/ledger/wanted-share.ts';
import type { DriftRecord } from '../../../core/reconciliation/drift-record.ts';
import { endedDrifts } from '../../../core/reconciliation/ended-drifts.ts';
import type { Reality } from '../../../core/reconciliation/reality.ts';
import { UnderWay } from '../../../core/reconciliation/under-way.ts';
import { entryOf } from './tampered-world.ts';

const unit = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;
const flags = { shareTagOptions: false, sharePrincipals: false };
const lacking = { driftKey: 'k', driftId: 'd', difference: { kind: 'ACCESS_MISSING', recipient: unit } };
const spare = { driftKey: 's', driftId: 'e', difference: { kind: 'ACCESS_WITHOUT_SHARE', accountId: '1' } };
const look = { lookedAt: '', having: 2, lacking: 0, lackingAccounts: [], doubtfulAccounts: [] };

const ended = (drift: object, entry: Partial<ShareEntry>, reality: Partial<Reality>) =>
  endedDrifts(
    {
      entries: [{ ...entryOf(unit, 1, flags), ...entry }],
      drifts: [drift as DriftRecord],
      underWay: new UnderWay([]),
    },
    [],
    { shares: {}, ...reality },
  ).length === 1;

test.each([
  [
    'where its accounts were looked at',
    { end: { access: 'NOT_ALL' } },
    { looks: [{ recipient: unit, look }] },
    true,
  ],
  ['where all are known to have it', { end: { access: 'ALL' } }, {}, true],
  ['where the share is not wanted any more', { wanted: undefined }, {}, true],
  ['where nobody looked', { end: { access: 'NOT_ALL' } }, {}, false],
  [
    'where nobody looked, and some may have had it by another path',
    { end: { access: 'ALL', hasOtherPaths: true } },
    {},
    false,
  ],
] as const)('lacking access has ended %s: %j, %j, %s', (_, entry, reality, isEnded) => {
  expect(ended(lacking, entry as Partial<ShareEntry>, reality)).toBe(isEnded);
});

test('access without a share has ended only where access was read', () => {
  expect(ended(spare, {}, {})).toBe(false);
  expect(ended(spare, {}, { access: { all: [], inherited: [] } })).toBe(true);
});

test('a risk that rose has ended where constraints were read, or where no names are shared; not where nobody may read them', () => {
  const risen = { driftKey: 'r', driftId: 'f', difference: { kind: 'RISK_RISEN' } };
  const power = (readable: boolean) => ({
    power: { readable, launchConstraints: [], stackSetConstraints: [] },
  });

  expect(ended(risen, {}, power(false))).toBe(false);
  expect(ended(risen, {}, power(true))).toBe(true);
  expect(ended(risen, {}, {})).toBe(true);
});

test('what was found again, has ended before, or is left to a request under way does not end now', () => {
  const pattern = { principalArn: 'arn:aws:iam:::role/a', principalType: 'IAM_PATTERN' } as const;
  const gone = { driftKey: 'g', difference: { kind: 'SHARE_MISSING', recipient: unit } };
  const unasked = { driftKey: 'u', difference: { kind: 'PRINCIPAL_NOT_ASKED_FOR', principal: pattern } };
  const busyWith = (request: object) => new UnderWay([{ request } as never]);
  const keys = (drifts: readonly object[], found: readonly object[], underWay = new UnderWay([])) =>
    endedDrifts(
      { entries: [entryOf(unit, 1, flags)], drifts: drifts as readonly DriftRecord[], underWay },
      found as readonly DriftRecord[],
      { shares: {}, access: { all: [], inherited: [] } },
    ).map(({ driftKey }) => driftKey);

  expect(keys([gone, unasked], [])).toEqual(['g', 'u']);
  expect(keys([gone, unasked], [gone])).toEqual(['u']);
  expect(keys([{ ...gone, endedAt: '2026-03-02T02:00:00.000Z' }, unasked], [])).toEqual(['u']);
  const ofShare = busyWith({ recipient: unit, principals: [] });
  expect(keys([gone, unasked, spare], [], ofShare)).toEqual(['u']);
  const ofPrincipal = busyWith({ recipient: { ...unit, value: 'ou-ab12-zzzz3456' }, principals: [pattern] });
  expect(keys([gone, unasked], [], ofPrincipal)).toEqual(['g']);
});
