import { expect, test } from 'vitest';
import { handler as confirmShare } from '../../../functions/share/confirm-share.ts';
import { handler as createShare } from '../../../functions/share/create-share.ts';
import { handler as deleteShare } from '../../../functions/share/delete-share.ts';
import { handler as describeShareStatus } from '../../../functions/share/describe-share-status.ts';
import { doubtedAfterSeconds } from '../../../functions/share/doubt-update.ts';
import { handler as updateShare } from '../../../functions/share/update-share.ts';
import { ACCOUNT, type Given, intentOf, listed, STATE, TURN } from '../given.ts';
import { step } from '../step.ts';

const SAID = 'UpdatePortfolioShare: in progress';
const LONG_AGO = '2026-03-02T09:55:00.000Z';
const BUSY = { busySince: LONG_AGO, busySaid: SAID };
const ALL = { access: 'ALL', flags: 'ALL', failures: [], requestId: 'x', grantedAt: 'x' };
const NOT_ALL = { ...ALL, access: 'NOT_ALL' };
const FLAGS = { shareTagOptions: false, sharePrincipals: false };
const OTHER_FLAGS = { ...FLAGS, shareTagOptions: true };
const VISIT = { planVisit: 'visit 0' };
const SETTLED = {
  ...STATE,
  nextWrite: 'NONE',
  writeNumber: 2,
  phase: 'SETTLED',
  status: 'COMPLETED',
  looks: 0,
};

function update(given: Given = {}, state: object = BUSY, met = 'InvalidStateException: in progress') {
  const aws = { DescribePortfolioShares: listed(true), UpdatePortfolioShare: met };
  const record = { ...VISIT, ...given.record };
  return step(updateShare, { ...TURN, share: { ...STATE, ...state } }, { aws, ...given, record });
}

function probe(met: object | string, given: Given = {}, state: object = {}) {
  const aws = { DescribePortfolioShares: listed(true), CreatePortfolioShare: met };
  const share = { ...STATE, ...BUSY, nextWrite: 'CONFIRM', probes: 0, ...state };
  return step(confirmShare, { ...TURN, share }, { aws, ...given });
}

test('an update that is refused as busy for five minutes has a confirmation tell whether anything runs', async () => {
  const soon = await update({}, { busySince: '2026-03-02T09:55:01.000Z' });
  const { out } = await update();

  expect(soon.out).toMatchObject({ nextWrite: 'UPDATE', phase: 'REMAKE', writeNumber: 1 });
  expect(soon.out).not.toHaveProperty('probes');
  expect(out).toEqual({
    ...STATE,
    ...BUSY,
    nextWrite: 'CONFIRM',
    writeNumber: 2,
    phase: 'REMAKE',
    waitSeconds: 60,
    probes: 0,
  });
});

test('of a short turn it waits only a part', () => {
  expect([7_200, 2_400, 600].map(doubtedAfterSeconds)).toEqual([300, 300, 75]);
});

test('so does one whose refusal does not say that it ends', async () => {
  const { out } = await update({}, BUSY, 'InvalidStateException: no such state');

  expect(out).toMatchObject({ nextWrite: 'CONFIRM', probes: 0 });
});

test('once that was told twice, the look at the accounts decides what else may be done', async () => {
  const once = await update({}, { ...BUSY, probes: 1 });
  const { out, record } = await update({}, { ...BUSY, probes: 2 });

  expect(once.out).toMatchObject({ nextWrite: 'CONFIRM', probes: 1 });
  expect(out).toEqual({ ...SETTLED, busySaid: SAID });
  expect(record).toMatchObject({ tried: ['UPDATE'], updateRefused: SAID, metOthers: true });
});

test('where it was to bring access, the next means follows', async () => {
  const { record } = await update({ record: { tried: ['UPDATE'], endBefore: ALL } }, { ...BUSY, probes: 2 });

  expect(record).toMatchObject({ tried: ['UPDATE'], meansRefused: SAID });
  expect(record).not.toHaveProperty('updateRefused');
});

test.each([
  ['everybody has the share, with other flags', { record: { endBefore: ALL, before: OTHER_FLAGS } }],
  ['its answer was lost', { record: { intent: intentOf('UNANSWERED', { write: 'UPDATE' }) } }],
  [
    'it tells whether a write without a token has ended',
    { record: { share: { write: 'CREATE', isBlind: true } } },
  ],
  ['a machine of the first release cannot confirm', { record: { planVisit: undefined } }],
  ['a share with an account has no action', { request: ACCOUNT }],
])('it is waited for as long as the turn lasts where %s', async (_, given) => {
  const { out } = await update(given, { ...BUSY, probes: 2 });

  expect(out).toMatchObject({ nextWrite: 'UPDATE', phase: 'REMAKE', waitSeconds: 60 });
});

test.each([
  ['deletion', deleteShare, { action: 'UNSHARE' }, 'DELETE'],
  ['creation', createShare, {}, 'CREATE'],
])(
  'a %s waits for whatever runs, and nothing is confirmed instead',
  async (_, handler, request, nextWrite) => {
    const met = 'InvalidStateException: in progress';

    const { out } = await step(
      handler,
      { ...TURN, share: { ...STATE, ...BUSY, nextWrite } },
      { record: VISIT, request, aws: { CreatePortfolioShare: met, DeletePortfolioShare: met } },
    );

    expect(out).toMatchObject({ nextWrite, phase: 'REMAKE', writeNumber: 1 });
    expect(out).not.toHaveProperty('probes');
  },
);

test('where everybody has it as asked, the update is not needed', async () => {
  const { out, record } = await update({ record: { endBefore: ALL, before: FLAGS } }, { ...BUSY, probes: 2 });

  expect(out.phase).toBe('SETTLED');
  expect(record.updateRefused).toBe(SAID);
});

test.each([
  ['without a token', {}, {}],
  [
    'with the token that is known',
    { PortfolioShareToken: 'share-1' },
    { endBefore: { ...ALL, portfolioShareToken: 'share-1' } },
  ],
])(
  'a confirmation that is answered %s tells that nothing runs: the update follows',
  async (_, met, record) => {
    const { out, calls } = await probe(met, { record: { intent: intentOf('REFUSED'), ...record } });

    expect(out).toEqual({
      ...STATE,
      ...BUSY,
      nextWrite: 'UPDATE',
      writeNumber: 2,
      phase: 'REMAKE',
      waitSeconds: 1,
      looks: 0,
      probes: 1,
    });
    expect(calls).toEqual(['CreatePortfolioShare']);
  },
);

test('while an action runs, it waits, and what was told before does not count', async () => {
  const { out } = await probe('InvalidStateException: in progress', {}, { probes: 1 });

  expect(out).toMatchObject({ nextWrite: 'CONFIRM', phase: 'REMAKE', probes: 0 });
});

test('a token that is not known is followed', async () => {
  const { out } = await probe({ PortfolioShareToken: 'share-2' });

  expect(out).toMatchObject({ ...BUSY, nextWrite: 'NONE', phase: 'PENDING', probes: 0 });
});

test.each(['AccessDeniedException: no', 'LimitExceededException: no', 'InvalidStateException: is shared'])(
  'a confirmation that is refused otherwise tells nothing, unless accounts lack the share: %s',
  async (met) => {
    const known = await probe(met, { record: { endBefore: NOT_ALL } });
    const means = await probe(met, { record: { tried: ['UPDATE'] } });
    const unknown = await probe(met);

    for (const { out } of [known, means]) expect(out).toMatchObject({ nextWrite: 'UPDATE', probes: 1 });
    expect(unknown.out).toMatchObject({ nextWrite: 'UPDATE', probes: 0, waitSeconds: 60, writeNumber: 2 });
  },
);

test('what is refused for a time is asked again', async () => {
  expect((await probe('ThrottlingException: slow')).error).toContain('ThrottlingException');
});

test('nothing is confirmed at the deadline', async () => {
  const { error, calls } = await probe({}, { now: STATE.deadlineAt });

  expect(error).toContain('SHARE_BUSY');
  expect(calls).toEqual([]);
});

const MET = {
  write: 'CREATE',
  portfolioShareToken: 'share-2',
  isConfirmation: true,
  status: 'NOT_STARTED',
  successfulSoFar: 0,
};

test('the update follows the end of an action that was met, and waits as at first if that was seen running', async () => {
  const ended = (share: object) =>
    step(
      describeShareStatus,
      { ...TURN, share: { ...STATE, ...BUSY, nextWrite: 'NONE', writeNumber: 2, probes: 1 } },
      {
        record: { share, intent: intentOf('ANSWERED') },
        aws: {
          DescribePortfolioShares: listed(true),
          DescribePortfolioShareStatus: { PortfolioShareToken: 'share-2', Status: 'COMPLETED' },
        },
      },
    );

  const old = await ended(MET);
  const seen = await ended({ ...MET, hasRun: true });

  expect(old.out).toMatchObject({ ...BUSY, nextWrite: 'UPDATE', phase: 'REMAKE', writeNumber: 3, probes: 2 });
  expect(seen.out).toMatchObject({ nextWrite: 'UPDATE', phase: 'REMAKE', writeNumber: 3 });
  expect(seen.out).not.toHaveProperty('busySince');
  expect(seen.out).not.toHaveProperty('probes');
});

test('an update that is taken forgets that it was doubted', async () => {
  const aws = { UpdatePortfolioShare: { PortfolioShareToken: 'share-3' } };

  const { out } = await update({ aws }, { ...BUSY, probes: 1 });

  expect(out).toEqual({ ...STATE, busySaid: SAID, nextWrite: 'NONE', writeNumber: 2, looks: 0 });
});
