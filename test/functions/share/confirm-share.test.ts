import { expect, test } from 'vitest';
import { handler as confirmShare } from '../../../functions/share/confirm-share.ts';
import { ACCOUNT, type Given, intentOf, listed, NOW, STATE, TURN } from '../given.ts';
import { recordNow, step } from '../step.ts';

const CONFIRM = { ...STATE, nextWrite: 'CONFIRM' };
const SETTLED = {
  ...STATE,
  nextWrite: 'NONE',
  writeNumber: 2,
  phase: 'SETTLED',
  status: 'COMPLETED',
  looks: 0,
};
const UPDATE = { ...STATE, nextWrite: 'UPDATE', writeNumber: 2, phase: 'REMAKE', waitSeconds: 1, looks: 0 };
const FOLLOWED = { ...STATE, nextWrite: 'NONE', writeNumber: 2, waitSeconds: 1, looks: 0 };
const LISTED = { DescribePortfolioShares: listed() };
const UNLISTED = { DescribePortfolioShares: { PortfolioShareDetails: [] } };
const END = {
  access: 'ALL',
  flags: 'ALL',
  failures: [],
  requestId: 'x',
  grantedAt: 'x',
  portfolioShareToken: 'share-1',
};
const BLIND = { write: 'UPDATE', isBlind: true, status: 'NOT_STARTED', successfulSoFar: 0 };
const OUTDATED = 'PlanOutdated: the share was there as asked for, and is not any more';

function confirm(answer: object | string, given: Given = {}, state: object = {}) {
  const aws = { ...LISTED, ...given.aws, CreatePortfolioShare: answer };
  return step(confirmShare, { ...TURN, share: { ...CONFIRM, ...state } }, { ...given, aws });
}

const KNOWN = { PortfolioShareToken: 'share-1' };
const OTHER = { PortfolioShareToken: 'share-2' };

test('the token that is known says that nothing has run since', async () => {
  const { out, record, calls, said, lines } = await confirm(
    KNOWN,
    { record: { endBefore: END } },
    { busySince: NOW },
  );

  expect(out).toEqual(SETTLED);
  expect(record.intent).toEqual({ write: 'CREATE', number: 1, startedAt: NOW, answer: 'REFUSED' });
  expect(record).not.toHaveProperty('share');
  expect(record).not.toHaveProperty('metOthers');
  expect(calls).toEqual(['CreatePortfolioShare', 'DescribePortfolioShares']);
  expect(said).toEqual(['INFO Confirmed the share']);
  expect(lines[0]).toMatchObject({ token: 'share-1' });
});

test('its call is announced', async () => {
  let announced: unknown;
  const answer = async () => {
    announced = (await recordNow()).intent.answer;
    return KNOWN;
  };

  await confirm(answer as never, { record: { endBefore: END } });

  expect(announced).toBe('UNANSWERED');
});

test.each([
  ['another token', OTHER, { endBefore: END }],
  ['a token where none is known', KNOWN, {}],
  ['the token from before others acted', KNOWN, { endBefore: END, metOthers: true }],
  ['the token after a lost answer', KNOWN, { endBefore: END, intent: intentOf('UNANSWERED') }],
  [
    'a token beside that of its own write',
    KNOWN,
    {
      endBefore: END,
      share: { write: 'UPDATE', status: 'COMPLETED', successfulSoFar: 1, portfolioShareToken: 'share-3' },
    },
  ],
  [
    'a token while its own write runs',
    OTHER,
    {
      endBefore: END,
      share: { write: 'UPDATE', status: 'IN_PROGRESS', successfulSoFar: 1, portfolioShareToken: 'share-2' },
    },
  ],
  [
    'the token of an earlier confirmation',
    OTHER,
    {
      endBefore: END,
      share: {
        write: 'CREATE',
        status: 'COMPLETED',
        successfulSoFar: 1,
        portfolioShareToken: 'share-2',
        isConfirmation: true,
      },
    },
  ],
])('%s is followed', async (_, answer, record) => {
  const { out, record: after } = await confirm(answer, { record });

  expect(out).toEqual(FOLLOWED);
  expect(after.intent.answer).toBe('ANSWERED');
  expect(after.share).toEqual({
    write: 'CREATE',
    portfolioShareToken: answer.PortfolioShareToken,
    isConfirmation: true,
    status: 'NOT_STARTED',
    successfulSoFar: 0,
  });
});

test('the token of its own write that has ended is known', async () => {
  const share = { write: 'UPDATE', status: 'COMPLETED', successfulSoFar: 1, portfolioShareToken: 'share-2' };

  expect((await confirm(OTHER, { record: { share, metOthers: true } })).out).toEqual(SETTLED);
});

test('without a token an update tells, unless one was taken already or the share has none', async () => {
  const share = { write: 'UPDATE', status: 'COMPLETED', successfulSoFar: 1, portfolioShareToken: 'share-3' };
  const account = {
    aws: { DescribePortfolioShares: listed(false, false, '222233334444') },
    request: ACCOUNT,
  };

  const plain = await confirm({});
  const tried = await confirm({}, { record: { tried: ['UPDATE', 'CONFIRM'] } });
  const updated = await confirm({}, { record: { share } });
  const created = await confirm({}, { record: { share: { ...share, write: 'CREATE' } } });
  const ofAccount = await confirm({}, account);

  expect(plain.out).toEqual(UPDATE);
  expect(created.out).toEqual(UPDATE);
  for (const { out } of [tried, updated, ofAccount]) expect(out).toEqual(SETTLED);
});

test('what was written without a token has ended', async () => {
  const { out, record } = await confirm(KNOWN, { record: { share: BLIND } });

  expect(out).toEqual(SETTLED);
  expect(record.share).toEqual({ write: 'UPDATE', status: 'COMPLETED', successfulSoFar: 0 });
  expect(record.metOthers).toBe(true);
});

test('what is not listed any more is planned anew', async () => {
  const before = await confirm(KNOWN, { aws: UNLISTED, record: { intent: intentOf('REFUSED') } });
  const after = await confirm(KNOWN, { aws: UNLISTED, record: { endBefore: END } });
  const late = await confirm(KNOWN, { aws: UNLISTED, now: STATE.deadlineAt });
  const blind = await confirm(KNOWN, { aws: UNLISTED, now: STATE.deadlineAt, record: { share: BLIND } });

  expect(before).toMatchObject({ error: OUTDATED, calls: ['DescribePortfolioShares'] });
  expect(after).toMatchObject({
    error: OUTDATED,
    calls: ['CreatePortfolioShare', 'DescribePortfolioShares'],
  });
  expect(late).toMatchObject({ error: OUTDATED, calls: ['DescribePortfolioShares'] });
  expect(blind).toMatchObject({
    error: OUTDATED,
    calls: ['CreatePortfolioShare', 'DescribePortfolioShares'],
  });
});

test('before the deadline, and at the first attempt, nothing is read before', async () => {
  const first = await confirm(KNOWN, {
    record: { endBefore: END, intent: intentOf('REFUSED', { number: 0 }) },
  });

  expect(first.calls).toEqual(['CreatePortfolioShare', 'DescribePortfolioShares']);
  expect(first.record.intent).not.toHaveProperty('isDoubted');
});

test('an attempt whose answer was lost may have created the share', async () => {
  const lost = await confirm(KNOWN, { record: { intent: intentOf('UNANSWERED') } });
  const doubted = await confirm(KNOWN, { record: { intent: intentOf('REFUSED', { isDoubted: true }) } });
  const refused = await confirm(KNOWN, { record: { intent: intentOf('REFUSED') } });

  for (const { record } of [lost, doubted]) {
    expect(record.metOthers).toBe(true);
    expect(record.intent.isDoubted).toBe(true);
  }
  expect(refused.record).not.toHaveProperty('metOthers');
});

test('an attempt that finds its answer goes on with it', async () => {
  const share = {
    write: 'CREATE',
    status: 'IN_PROGRESS',
    successfulSoFar: 0,
    portfolioShareToken: 'share-2',
  };

  const answered = await confirm(KNOWN, { record: { intent: intentOf('ANSWERED'), share } });
  const ofEarlier = await confirm(KNOWN, { record: { intent: intentOf('ANSWERED', { number: 0 }), share } });

  expect(answered).toMatchObject({ calls: [], out: { phase: 'PENDING', status: 'IN_PROGRESS' } });
  expect(ofEarlier.calls).toContain('CreatePortfolioShare');
});

test('nothing is confirmed for a request that is cancelled, too late, or without its turn', async () => {
  const cancelled = await confirm(KNOWN, { record: { cancelledBy: 'ana' } });
  const late = await confirm(KNOWN, { request: { notAfter: '2026-03-02T09:59:59Z' } });
  const lost = await confirm(KNOWN, { lease: null });

  expect(cancelled).toMatchObject({ error: 'RequestRejected: CANCELLED: cancelled by ana', calls: [] });
  expect(late).toMatchObject({ error: expect.stringContaining('EXPIRED'), calls: [] });
  expect(lost).toMatchObject({ error: expect.stringContaining('LeaseLost'), calls: [] });
});

test('a function whose time is up does not call', async () => {
  const { error, calls, record } = await confirm(KNOWN, { isFrozen: true });

  expect(error).toContain('AbortError');
  expect(calls).toEqual([]);
  expect(record.intent.answer).toBe('UNANSWERED');
});

test.each(['AccessDeniedException: no', 'ThrottlingException: slow', 'DROP'])(
  'a refusal that is the answer is thrown: %s',
  async (met) => {
    const { error, out } = await confirm(met);

    expect(error).toMatch(/^(AccessDeniedException|ThrottlingException|AmbiguousWrite): /);
    expect(out).toBeUndefined();
  },
);

test('so is a ledger that does not answer: nothing was called', async () => {
  const { error, calls } = await confirm(KNOWN, {
    ledger: async (operation, body) =>
      operation === 'GetItem' && body.includes('LEASE#') ? 'InternalServerError: no' : undefined,
  });

  expect(error).toMatch(/^LedgerUnavailable: /);
  expect(calls).toEqual([]);
});

test('after any other refusal an update tells', async () => {
  const { out, said, lines, record } = await confirm('LimitExceededException: too many');

  expect(out).toEqual(UPDATE);
  expect(record.intent.answer).toBe('REFUSED');
  expect(said).toEqual(['INFO Creating the share says nothing of what runs on it']);
  expect(lines[0]).toMatchObject({ error: 'CreatePortfolioShare: too many' });
});

test('a state that does not end says nothing of what runs: an update tells, or the next means follows', async () => {
  const met = 'InvalidStateException: is already shared';

  const plain = await confirm(met, {}, { busySince: NOW });
  const means = await confirm(met, { record: { tried: ['CONFIRM'] } });

  expect(plain.out).toEqual(UPDATE);
  expect(means.out).toEqual(SETTLED);
  expect(means.record.meansRefused).toContain('is already shared');
});

test('while somebody else’s action runs, it waits', async () => {
  const { out, record } = await confirm('InvalidStateException: wait');

  expect(out).toMatchObject({
    nextWrite: 'CONFIRM',
    phase: 'REMAKE',
    waitSeconds: 5,
    busySince: NOW,
    writeNumber: 1,
  });
  expect(record.metOthers).toBe(true);
});

test('where it was to bring the share about, a refusal is noted', async () => {
  const means = { record: { tried: ['UPDATE', 'CONFIRM'] } };
  const lost = { ...means.record, intent: intentOf('UNANSWERED') };

  const refused = await confirm('AccessDeniedException: no', means);
  const limited = await confirm('LimitExceededException: too many', means);
  const doubted = await confirm('AccessDeniedException: no', { record: lost });
  const blind = await confirm('AccessDeniedException: no', { record: { ...means.record, share: BLIND } });

  expect(refused.out).toEqual(SETTLED);
  expect(refused.record).toMatchObject({
    meansRefused: 'CreatePortfolioShare: no',
    tried: ['UPDATE', 'CONFIRM'],
  });
  expect(limited.out).toEqual(UPDATE);
  for (const { error } of [doubted, blind])
    expect(error).toBe('AccessDeniedException: CreatePortfolioShare: no');
});
