import { expect, test } from 'vitest';
import { handler as deleteShare } from '../../../functions/share/delete-share.ts';
import { type Given, intentOf, listed, NOW, STATE, TURN } from '../given.ts';
import { step } from '../step.ts';

const BUSY = 'InvalidStateException: no more';
const SAID = 'DeletePortfolioShare: no more';
const REMAKE = { planVisit: 'visit 0', before: 'ABSENT', tried: ['UPDATE', 'REMAKE'], remakes: 1 };
const CONFIRM = {
  ...STATE,
  nextWrite: 'CONFIRM',
  writeNumber: 2,
  phase: 'REMAKE',
  waitSeconds: 5,
  remakes: 0,
  busySince: NOW,
};

function remake(given: Given = {}, state: object = {}) {
  const aws = { DescribePortfolioShares: listed(), DeletePortfolioShare: BUSY, ...given.aws };
  const record = { ...REMAKE, ...given.record };
  return step(deleteShare, { ...TURN, share: { ...STATE, remakes: 1, ...state } }, { ...given, aws, record });
}

test('a remake that is refused as busy gives way to another look', async () => {
  const { out, record } = await remake();

  expect(out).toEqual({ ...CONFIRM, busySaid: SAID, newLooks: 1 });
  expect(record).toMatchObject({
    tried: ['UPDATE'],
    remakes: 0,
    metOthers: true,
    intent: { answer: 'REFUSED', isBusy: true },
  });
});

test('a share that was made again before has been made again once still', async () => {
  const { out, record } = await remake({ record: { remakes: 2 } }, { remakes: 2 });

  expect([out.remakes, record.remakes]).toEqual([1, 1]);
});

test('only twice: then the refusal is told, and the other means follow', async () => {
  const second = await remake({}, { newLooks: 1 });
  const third = await remake({}, { newLooks: 2 });

  expect(second.out).toMatchObject({ nextWrite: 'CONFIRM', newLooks: 2 });
  expect(third.out).toMatchObject({ nextWrite: 'NONE', phase: 'SETTLED', writeNumber: 2, remakes: 0 });
  expect(third.record).toMatchObject({ tried: ['UPDATE', 'REMAKE'], remakes: 0, meansRefused: SAID });
});

test('an attempt that finds its deletion refused as busy does not delete', async () => {
  const record = { intent: intentOf('REFUSED', { write: 'DELETE', isBusy: true }), tried: ['UPDATE'] };

  const again = await remake({ record });
  const last = await remake({ record }, { newLooks: 2, busySaid: SAID });

  const busySaid = "somebody else's share action is running";
  expect(again).toMatchObject({ calls: [], out: { ...CONFIRM, busySaid, newLooks: 1 } });
  expect(last).toMatchObject({ calls: [], record: { meansRefused: SAID } });
});

test.each([
  ['was refused otherwise', { intent: intentOf('REFUSED', { write: 'DELETE' }) }],
  ['is of another write', { intent: intentOf('REFUSED', { write: 'UPDATE', number: 0, isBusy: true }) }],
])('one whose last attempt %s deletes', async (_, record) => {
  const aws = { DeletePortfolioShare: { PortfolioShareToken: 'share-1' } };

  const { calls, out } = await remake({ record, aws });

  expect(calls).toContain('DeletePortfolioShare');
  expect(out).toMatchObject({ phase: 'PENDING' });
});

const HALF = { write: 'DELETE', isBlind: true, status: 'NOT_STARTED', successfulSoFar: 0 };

test.each([
  ['an UNSHARE', { request: { action: 'UNSHARE' } }],
  ['a machine of the first release', { record: { planVisit: undefined } }],
  ['a deletion whose answer was lost', { record: { intent: intentOf('UNANSWERED', { write: 'DELETE' }) } }],
  ['a deletion that has begun', { record: { share: HALF } }],
])('the deletion itself is tried again later by %s', async (_, given) => {
  const { out, record } = await remake(given);

  expect(out).toMatchObject({ nextWrite: 'DELETE', phase: 'REMAKE', writeNumber: 1, remakes: 1 });
  expect(out).not.toHaveProperty('newLooks');
  expect(record.tried).toEqual(['UPDATE', 'REMAKE']);
});
