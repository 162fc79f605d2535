import { expect, test } from 'vitest';
import { BEFORE, EXECUTION, type Given, NOW, PLACE, RECORD, REQUEST, SCOPE } from '../given.ts';
import { GONE, NOON, OPEN, RUNNING, sweepAll, TICKET } from './sweep-given.ts';

const opened = (given: Given = {}) =>
  sweepAll({ lease: null, ...given, record: { ...OPEN, ...given.record } });

test('an open request whose execution is gone is finished', async () => {
  const ended = await opened({ aws: { DescribeExecution: { ...RUNNING, status: 'TIMED_OUT' } } });
  const gone = await opened({ aws: { DescribeExecution: GONE } });
  const young = await opened({
    aws: { DescribeExecution: GONE },
    record: { acceptedAt: '2026-03-02T09:56:00.001Z' },
  });
  const taken = await opened({ record: { leaseTakenBy: 'ana' } });

  expect(ended.told[0]?.detail.failure.cause).toContain('TIMED_OUT');
  expect(gone.told[0]?.detail.failure.cause).toContain('GONE');
  expect(taken.told[0]?.detail.failure.cause).toContain('ana took the lease');
  expect(young.told).toEqual([]);
});

test('one whose execution runs is looked at, and goes to the back', async () => {
  const { record, told, metrics } = await opened();

  expect(told).toEqual([]);
  expect(record.workAt).toBe(NOON);
  expect(metrics).toMatchObject([{ OldestOpenRequestSeconds: 660 }]);
});

test('one that fails every time goes to the back all the same, and the next is swept', async () => {
  const second = {
    pk: 'REQUEST#req-2',
    sk: 'REQUEST',
    ...RECORD,
    requestKey: 'req-2',
    executionArn: `${EXECUTION}-2`,
    request: REQUEST,
    ...OPEN,
    grantedAt: NOW,
    workAt: '2026-03-02T09:59:00.000Z',
  };
  const DescribeExecution = ({ executionArn }: { executionArn: string }) =>
    executionArn === EXECUTION ? 'AccessDeniedException: no' : GONE;

  const { record, told, error, metrics } = await opened({ items: [second], aws: { DescribeExecution } });

  expect(record.workAt).toBe(NOON);
  expect(told).toHaveLength(1);
  expect(error).toContain('1 parts of the sweep failed');
  // The one that fails is the older.
  expect(metrics.at(-1)).toMatchObject({ OldestOpenRequestSeconds: 660 });
});

test('a sweep that begins some seconds early looks again at what the one before looked at', async () => {
  const { metrics } = await opened({ record: { workAt: '2026-03-02T10:00:10.000Z' } });

  expect(metrics).toMatchObject([{ OldestOpenRequestSeconds: 660 }]);
});

test('a young one is left to its execution', async () => {
  expect(
    (await opened({ record: { workAt: '2026-03-02T10:00:15.001Z' }, aws: { DescribeExecution: GONE } })).told,
  ).toEqual([]);
  expect(
    (await opened({ record: { workAt: '2026-03-02T10:00:15.000Z' }, aws: { DescribeExecution: GONE } })).told,
  ).toHaveLength(1);
});

const APPROVAL = {
  approvalId: 'apr-1',
  round: 1,
  digest: 'd',
  requestedAt: BEFORE,
  expiresAt: '2026-03-03T10:00:00.000Z',
  taskToken: 'token-a',
  tokenAt: BEFORE,
};
const ASKING = { phase: 'AWAITING_APPROVAL', approval: APPROVAL, grantedAt: undefined };
const QUEUED = { phase: 'QUEUED', grantedAt: undefined };

test('one that sleeps is looked at again in ten minutes, and is not at work', async () => {
  const queued = await opened({ record: QUEUED });
  const asking = await opened({ record: ASKING });

  for (const { record, metrics, calls } of [queued, asking]) {
    expect(record.workAt).toBe('2026-03-02T10:11:00.000Z');
    expect(metrics).toMatchObject([{ OldestOpenRequestSeconds: 0 }]);
    expect(calls).not.toContain('SendTaskFailure');
  }
});

test('a place that is missing in the queue is put again', async () => {
  const lost = async (ticket: object | undefined, record: object = QUEUED) => {
    const { ledger } = await opened({ record, items: ticket ? [ticket as never] : [] });
    return [`QUEUE#${SCOPE} ${PLACE}` in ledger, ledger[`LENGTH#${SCOPE} LENGTH`]?.waiting];
  };

  expect(await lost(TICKET)).toEqual([true, 1]);
  expect(await lost({ ...TICKET, state: 'GRANTED' })).toEqual([false, undefined]);
  expect(await lost({ ...TICKET, closedAt: BEFORE })).toEqual([false, undefined]);
  expect(await lost({ ...TICKET, scope: undefined })).toEqual([false, undefined]);
  expect(await lost({ ...TICKET, place: undefined })).toEqual([false, undefined]);
  expect(await lost(undefined)).toEqual([false, undefined]);
  expect(await lost(TICKET, ASKING)).toEqual([false, undefined]);
  const standing = await opened({
    record: QUEUED,
    items: [TICKET, { pk: `QUEUE#${SCOPE}`, sk: PLACE, since: BEFORE }],
  });
  expect(standing.ledger).not.toHaveProperty([`LENGTH#${SCOPE} LENGTH`]);
});

const failed = ({ inputs }: Awaited<ReturnType<typeof opened>>) =>
  (inputs.SendTaskFailure ?? []).map(
    ({ input: { taskToken, error, cause } }) => `${taskToken} ${error} ${JSON.parse(cause).errorMessage}`,
  );

test('a request that is cancelled is woken where it sleeps', async () => {
  const cancelled = { cancelledBy: 'ana' };
  const error = 'RequestRejected CANCELLED: cancelled by ana';

  expect(failed(await opened({ record: { ...ASKING, ...cancelled } }))).toEqual([`token-a ${error}`]);
  expect(
    failed(await opened({ record: { ...QUEUED, ...cancelled, taskToken: 'token-old' }, items: [TICKET] })),
  ).toEqual([`token-1 ${error}`]);
  expect(failed(await opened({ record: { ...QUEUED, ...cancelled, taskToken: 'token-old' } }))).toEqual([
    `token-old ${error}`,
  ]);
  expect(failed(await opened({ record: { ...QUEUED, ...cancelled } }))).toEqual([]);
  expect(failed(await opened({ record: cancelled }))).toEqual([]);
  expect(failed(await opened({ record: { phase: 'AWAITING_APPROVAL', ...cancelled } }))).toEqual([]);
});

test('so is one that expires', async () => {
  const old = { requestedAt: '2026-03-01T09:00:00.000Z' };

  const [queued] = failed(await opened({ record: { ...QUEUED, ...old }, items: [TICKET] }));
  expect(queued).toContain(
    'token-1 RequestRejected EXPIRED: request test-1 of 2026-03-01T09:00:00.000Z is 90060 s old',
  );
  expect(failed(await opened({ record: QUEUED, items: [TICKET] }))).toEqual([]);
});

test('a decision that was not heard is told again', async () => {
  const decision = {
    decision: 'APPROVED',
    by: 'ana',
    account: '111122223333',
    source: 'x',
    eventId: 'x',
    decidedAt: NOW,
  };

  const decided = await opened({ record: { ...ASKING, approval: { ...APPROVAL, decision } } });
  const undecided = await opened({ record: ASKING });
  const planned = await opened({ record: { approval: { ...APPROVAL, decision } } });

  expect(decided.inputs.SendTaskSuccess?.[0].input).toMatchObject({ taskToken: 'token-a' });
  for (const { calls } of [undecided, planned]) expect(calls).not.toContain('SendTaskSuccess');
});

test('an outcome is told again where an operator asks for it', async () => {
  const outcome = { detailType: 'PortfolioShareCompleted', detail: { outcomeId: 'out-1', timing: {} } };
  const told = { outcome, emittedAt: BEFORE, resendAskedBy: 'ana', sequence: undefined };

  expect((await opened({ record: told })).told).toHaveLength(1);
  expect((await opened({ record: { ...told, resendAskedBy: undefined } })).told).toEqual([]);
  expect((await opened({ record: { ...told, outcome: undefined } })).told).toEqual([]);
  expect((await opened({ record: { ...told, emittedAt: undefined } })).told).toEqual([]);
});

test('one that is cancelled, and has expired too, is cancelled', async () => {
  const old = { requestedAt: '2026-03-01T09:00:00.000Z', cancelledBy: 'ana' };

  expect(failed(await opened({ record: { ...QUEUED, ...old }, items: [TICKET] }))).toEqual([
    'token-1 RequestRejected CANCELLED: cancelled by ana',
  ]);
});

test('one that waits for its turn after an approval is woken there alone', async () => {
  const approval = {
    taskToken: 'token-a',
    requestedAt: BEFORE,
    decision: { decision: 'APPROVED', decidedAt: NOW },
  };

  expect(
    failed(await opened({ record: { ...QUEUED, approval, cancelledBy: 'ana' }, items: [TICKET] })),
  ).toEqual(['token-1 RequestRejected CANCELLED: cancelled by ana']);
});

test('one that is at work is not woken: it finds out before its next step', async () => {
  const working = { phase: 'WRITING', grantedAt: undefined, taskToken: 'token-old', cancelledBy: 'ana' };

  expect(failed(await opened({ record: working, items: [TICKET] }))).toEqual([]);
});

test.each(['scope', 'place'])('a ticket without a %s has no place to be put again', async (missing) => {
  const { error, ledger } = await opened({ record: QUEUED, items: [{ ...TICKET, [missing]: undefined }] });

  expect(error).toBeUndefined();
  expect(Object.keys(ledger).filter((key) => /^(QUEUE|LENGTH)#/.test(key))).toEqual([]);
});
