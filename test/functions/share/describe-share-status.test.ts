import { expect, test } from 'vitest';
import { handler as describeShareStatus } from '../../../functions/share/describe-share-status.ts';
import { type Given, listed, STATE, TURN } from '../given.ts';
import { step } from '../step.ts';

const RUNNING = { ...STATE, nextWrite: 'NONE', writeNumber: 2, looks: 0 };
const SHARE = { write: 'CREATE', portfolioShareToken: 'share-1', status: 'NOT_STARTED', successfulSoFar: 0 };
const RECORD = {
  share: SHARE,
  plannedWrite: 'CREATE',
  before: 'ABSENT',
  intent: { write: 'CREATE', number: 1, startedAt: '2026-03-02T09:51:00.000Z', answer: 'ANSWERED' },
};
const A = '333344445555';
const B = '444455556666';
const OWNER = '111122223333';

function report(
  Status: string,
  SuccessfulShares: readonly string[] = [],
  errors: Readonly<Record<string, string>> = {},
) {
  const ShareErrors = Object.entries(errors).map(([account, error]) => ({
    Accounts: [account],
    Error: error,
    Message: 'no',
  }));
  return { PortfolioShareToken: 'share-1', Status, ShareDetails: { SuccessfulShares, ShareErrors } };
}

function look(Status: object | string, given: Given = {}, state: object = {}) {
  const aws = { DescribePortfolioShares: listed(), ...given.aws, DescribePortfolioShareStatus: Status };
  const record = { ...RECORD, ...given.record };
  return step(describeShareStatus, { ...TURN, share: { ...RUNNING, ...state } }, { ...given, record, aws });
}

test('a share that runs is looked at again, later each time', async () => {
  const first = await look(report('IN_PROGRESS', [A]));
  const later = await look(report('NOT_STARTED'), {}, { polls: 40 });

  expect(first.out).toEqual({
    ...RUNNING,
    status: 'IN_PROGRESS',
    successfulSoFar: 1,
    polls: 1,
    waitSeconds: 12,
  });
  expect(first.record.share).toEqual({ ...SHARE, status: 'IN_PROGRESS', successfulSoFar: 1 });
  expect(first.said).toEqual(['INFO The share stands']);
  expect(first.lines[0]).toMatchObject({ status: 'IN_PROGRESS', accounts: 1 });
  expect(first.inputs.DescribePortfolioShareStatus).toMatchObject([
    { input: { PortfolioShareToken: 'share-1' } },
  ]);
  expect(later.out).toMatchObject({ polls: 41, status: 'NOT_STARTED' });
  expect(later.out.waitSeconds).toBeGreaterThan(25);
});

test('the last look is at the deadline, and never sooner than in a second', async () => {
  const seconds = async (now: string) =>
    (await look(report('IN_PROGRESS'), { now }, { polls: 30 })).out.waitSeconds;

  expect(await seconds('2026-03-02T11:49:53.500Z')).toBe(7);
  expect(await seconds('2026-03-02T11:49:59.999Z')).toBe(1);
});

test('at the deadline the request ends, whatever the share does', async () => {
  const { error, record } = await look(report('IN_PROGRESS', [A]), { now: STATE.deadlineAt });

  expect(error).toBe(
    'RequestRejected: SHARE_TIMED_OUT: the share did not end within 7200 s of its turn; its last status is IN_PROGRESS, with 1 accounts shared; Service Catalog may still finish it',
  );
  expect(record.share.status).toBe('IN_PROGRESS');
});

test('an action of somebody else that has not ended by then is told as such', async () => {
  const record = { share: { ...SHARE, isConfirmation: true } };

  const { error } = await look(report('IN_PROGRESS', [A]), { record, now: STATE.deadlineAt });

  expect(error).toBe(
    "RequestRejected: SHARE_BUSY: somebody else's share action held up the share until the 7200 s of the request's turn were up; its last status is IN_PROGRESS, with 1 accounts shared",
  );
});

test('a request that is cancelled ends while its share runs', async () => {
  expect((await look(report('IN_PROGRESS'), { record: { cancelledBy: 'ana' } })).error).toContain(
    'CANCELLED',
  );
});

const HALF = { record: { share: { ...SHARE, write: 'DELETE' }, cancelledBy: 'ana' } };

test('what is deleted to be made again is waited for, past a cancellation and as long again', async () => {
  const now = STATE.deadlineAt;
  const half = await look(report('IN_PROGRESS'), { ...HALF, now }, { remakes: 1 });
  const longer = await look(
    report('IN_PROGRESS'),
    { ...HALF, now: '2026-03-02T13:49:59.000Z' },
    { remakes: 1 },
  );
  const over = await look(
    report('IN_PROGRESS'),
    { ...HALF, now: '2026-03-02T13:50:00.000Z' },
    { remakes: 1 },
  );
  const unshare = await look(
    report('IN_PROGRESS'),
    { ...HALF, request: { action: 'UNSHARE' } },
    { remakes: 1 },
  );
  const creation = await look(report('IN_PROGRESS'), { record: { cancelledBy: 'ana' } }, { remakes: 1 });
  const first = await look(report('IN_PROGRESS'), HALF);

  expect(half.out).toMatchObject({ phase: 'PENDING', remakes: 1 });
  expect(longer.out).toMatchObject({ phase: 'PENDING', waitSeconds: 1 });
  expect(over.error).toContain('SHARE_TIMED_OUT');
  for (const { error } of [unshare, creation, first]) expect(error).toContain('CANCELLED');
});

test('a share that has ended is judged account by account, and its list is kept', async () => {
  const { out, record, ledger } = await look(
    report('COMPLETED_WITH_ERRORS', [A], { [B]: 'InternalFailure' }),
  );

  expect(out).toEqual({
    ...RUNNING,
    status: 'COMPLETED_WITH_ERRORS',
    successfulSoFar: 1,
    polls: 1,
    phase: 'SETTLED',
    waitSeconds: 1,
  });
  expect(record.share).toEqual({
    ...SHARE,
    status: 'COMPLETED_WITH_ERRORS',
    ranSeconds: 540,
    successfulSoFar: 1,
    accounts: expect.objectContaining({ succeeded: 1, failed: 1 }),
  });
  expect(record.remakes).toBe(0);
  for (const named of [report('COMPLETED', [A, OWNER]), report('COMPLETED', [A], { [OWNER]: 'X' })])
    expect((await look(named)).record.share.isOwnerNamed).toBe(true);
  const kept = ledger['REQUEST#req-1 ACCOUNTS'];
  expect(JSON.parse(kept.accounts)).toMatchObject({ successfulAccounts: [A] });
});

test('the list that a creation told is kept until the end', async () => {
  const record = { share: { ...SHARE, write: 'UPDATE' }, created: SHARE };
  const item = { pk: 'REQUEST#req-1', sk: 'ACCOUNTS', accounts: 'of the creation' };

  const { ledger } = await look(report('COMPLETED', [A]), { record, items: [item] });

  expect(ledger['REQUEST#req-1 ACCOUNTS'].accounts).toBe('of the creation');
});

test('one that is not there as asked is planned anew', async () => {
  const aws = { DescribePortfolioShares: listed(true) };

  const { error, record } = await look(report('COMPLETED', [A]), { aws });

  expect(error).toBe('PlanOutdated: the share has ended, yet it is not there as it was asked for');
  expect(record.share).toMatchObject({ status: 'COMPLETED', isOtherwise: true });
});

test('unless it ended with ERROR, or a removal left accounts behind', async () => {
  const aws = { DescribePortfolioShares: listed(true) };
  const unshare = { request: { action: 'UNSHARE' }, record: { share: { ...SHARE, write: 'DELETE' } } };

  const failed = await look(report('ERROR', [], { [A]: 'InternalFailure' }), { aws });
  const left = await look(report('COMPLETED_WITH_ERRORS', [A], { [B]: 'InternalFailure' }), unshare);
  const duplicate = await look(report('COMPLETED_WITH_ERRORS', [A], { [B]: 'DuplicateResource' }), unshare);
  const stands = await look(report('COMPLETED', [A]), unshare);
  const shared = await look(report('COMPLETED_WITH_ERRORS', [A], { [B]: 'InternalFailure' }), { aws });

  expect(failed.out).toMatchObject({ phase: 'SETTLED', status: 'ERROR' });
  for (const { out, record } of [left, duplicate]) {
    expect(out).toMatchObject({ phase: 'SETTLED', status: 'COMPLETED_WITH_ERRORS' });
    expect(record.share.accounts).toMatchObject({ failed: 1, alreadyReached: 0 });
  }
  for (const { error } of [stands, shared]) expect(error).toContain('PlanOutdated');
});

test('a throttled creation may be that of somebody else, which reached all: a look comes before its deletion', async () => {
  const { out, record } = await look(report('ERROR', [], { [A]: 'ThrottlingException' }));

  expect(out).toMatchObject({ phase: 'SETTLED', nextWrite: 'NONE' });
  expect(record.share.ranSeconds).toBe(540);
});

test('one that was deleted to be made again is not looked for before', async () => {
  const record = { share: { ...SHARE, write: 'DELETE' } };
  const aws = { DescribePortfolioShares: listed(true) };

  const half = await look(report('COMPLETED'), { record, aws }, { remakes: 1 });

  expect(half.out).toMatchObject({ phase: 'REMAKE', nextWrite: 'CREATE', remakes: 1, polls: 1 });
  expect(half.record.remakes).toBe(1);
  expect(half.record.share).not.toHaveProperty('isOtherwise');
  expect(half.calls).toEqual(['DescribePortfolioShareStatus']);
});

const MET = { ...SHARE, isConfirmation: true };

test('somebody else’s action that is seen running is noted', async () => {
  const met = await look(report('IN_PROGRESS'), { record: { share: MET } });
  const own = await look(report('IN_PROGRESS'));

  expect(met.record.share.hasRun).toBe(true);
  expect(own.record.share).not.toHaveProperty('hasRun');
});

test('once it has ended, an update tells whether it was the last, unless it was seen running', async () => {
  const seen = await look(report('COMPLETED', [A]), { record: { share: { ...MET, hasRun: true } } });
  const ended = await look(report('COMPLETED', [A]), { record: { share: MET } });
  const failed = await look(report('ERROR', [], { [A]: 'No' }), {
    record: { share: { ...MET, hasRun: true } },
  });

  const base = { ...RUNNING, polls: 1, status: 'COMPLETED' };
  const update = { phase: 'REMAKE', nextWrite: 'UPDATE', waitSeconds: 1 };
  expect(seen.out).toEqual({ ...base, successfulSoFar: 1, phase: 'SETTLED', nextWrite: 'NONE' });
  expect(ended.out).toEqual({ ...base, successfulSoFar: 1, ...update });
  expect(failed.out).toEqual({ ...base, ...update });
  expect(seen.record).toMatchObject({
    metOthers: true,
    share: { write: 'CREATE', status: 'COMPLETED', successfulSoFar: 0 },
  });
  expect(seen.record).not.toHaveProperty('metFailures');
  expect(seen.ledger).not.toHaveProperty(['REQUEST#req-1 ACCOUNTS']);
  expect(failed.record).toMatchObject({ metOthers: true, metFailures: true, share: { status: 'COMPLETED' } });
});

test('if it has taken the share away, there is another plan', async () => {
  const aws = { DescribePortfolioShares: { PortfolioShareDetails: [] } };

  const { error, record } = await look(report('COMPLETED'), { record: { share: MET }, aws });

  expect(error).toBe('PlanOutdated: the share was there as asked for, and is not any more');
  expect(record.metOthers).toBe(true);
});

test('a token that Service Catalog does not know tells nothing', async () => {
  const unknown = await look('ResourceNotFoundException: none');
  const denied = await look('AccessDeniedException: no');

  expect(unknown.error).toBe('ShareStatusUnknown: Service Catalog does not know the token share-1');
  expect(denied.error).toBe('AccessDeniedException: DescribePortfolioShareStatus: no');
});

test('a token that a share answered is forgotten once it was not known three times', async () => {
  const none = 'ResourceNotFoundException: none';
  const record = { share: MET };

  const first = await look(none, { record });
  const second = await look(none, { record }, { unknownLooks: 1 });
  const third = await look(none, { record }, { unknownLooks: 2 });
  const seen = await look(none, { record: { share: { ...MET, hasRun: true } } }, { unknownLooks: 2 });
  const known = await look(report('IN_PROGRESS'), { record }, { unknownLooks: 2 });

  const again = { ...RUNNING, polls: 1, phase: 'PENDING', waitSeconds: 5 };
  expect(first.out).toEqual({ ...again, unknownLooks: 1 });
  expect(second.out).toEqual({ ...again, unknownLooks: 2 });
  expect(second.record).not.toHaveProperty('metOthers');
  const update = { phase: 'REMAKE', nextWrite: 'UPDATE', waitSeconds: 1, status: 'COMPLETED' };
  expect(third.out).toEqual({ ...RUNNING, polls: 1, ...update });
  expect(third.record.metOthers).toBe(true);
  // How what was seen running has ended, nobody tells.
  expect(seen.out).toEqual(third.out);
  expect(known.out).not.toHaveProperty('unknownLooks');
});

test('without a token there is nothing to look at', async () => {
  const { error } = await look(report('COMPLETED'), {
    record: { share: { ...SHARE, portfolioShareToken: undefined } },
  });

  expect(error).toBe('Error: The ledger holds no share token for req-1');
});
