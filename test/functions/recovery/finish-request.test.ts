import { expect, test } from 'vitest';
import { finishRequest } from '../../../functions/recovery/finish-request.ts';
import {
  BEFORE,
  type Given,
  HELD,
  intentOf,
  listed,
  NOW,
  PORTFOLIO,
  SCOPE,
  SHARE_ITEM,
  UNIT,
} from '../given.ts';
import { INVOCATION, part } from '../step.ts';

const ENTRY = `PORTFOLIO#${PORTFOLIO} SHARE#ORGANIZATIONAL_UNIT#${UNIT}`;
const SELF = `${NOW} ${INVOCATION}`;
const OUTCOME = {
  detailType: 'PortfolioShareCompleted',
  detail: { outcomeId: 'out-1', effect: 'CREATED', timing: { decidedAt: BEFORE } },
};
const RUNNING = {
  write: 'CREATE',
  portfolioShareToken: 'share-1',
  status: 'IN_PROGRESS',
  successfulSoFar: 0,
};
const MADE = { before: 'ABSENT', plannedWrite: 'CREATE', intent: intentOf('ANSWERED'), share: RUNNING };
const report = (
  Status: string,
  SuccessfulShares: readonly string[] = [],
  ShareErrors: readonly object[] = [],
) => ({
  DescribePortfolioShareStatus: {
    PortfolioShareToken: 'share-1',
    Status,
    ShareDetails: { SuccessfulShares, ShareErrors },
  },
});
const ENDED = { ...report('COMPLETED', ['333344445555']), DescribePortfolioShares: listed() };

const finish = (given: Given = {}, status = 'ABORTED') =>
  part((task) => finishRequest('req-1', status, task), given);

test('what an ended execution left undone is decided, left and told', async () => {
  const { record, ledger, told, said, lines, metrics } = await finish();

  expect(record).toMatchObject({
    stoppedAt: NOW,
    emittedAt: NOW,
    firstEmission: SELF,
    phase: 'EMITTED',
    expiresAt: expect.any(Number),
  });
  expect(record.outcome.detail.failure.code).toBe('ABORTED');
  expect(told).toEqual([
    { detailType: 'PortfolioShareFailed', detail: { ...record.outcome.detail, delivery: { repeat: false } } },
  ]);
  expect(ledger[`LEASE#${SCOPE} LEASE`]).toEqual({ fence: 7, queue: [] });
  expect(ledger['REQUESTID#test-1 req-1']).toMatchObject({ work: 'ACCEPTED', workAt: BEFORE });
  expect(metrics).toMatchObject([{ FailuresOfOurs: 1 }]);
  expect(said).toEqual(['WARN Finished what an ended execution left undone']);
  expect(lines.at(-1)).toMatchObject({
    requestKey: 'req-1',
    status: 'ABORTED',
    left: 'RELEASED',
    code: 'ABORTED',
    cause: record.outcome.detail.failure.cause,
  });
});

test('the next in the queue goes on', async () => {
  const place = '1#000000000006#req-2#0001';
  const items = [
    { pk: 'REQUEST#req-2', sk: 'TURN', turn: 1, state: 'WAITING', taskToken: 'token-2', scope: SCOPE, place },
    { pk: `QUEUE#${SCOPE}`, sk: place, since: BEFORE },
  ];

  const { ledger, inputs } = await finish({ items, record: { leaseScope: undefined } });

  expect(ledger[`LEASE#${SCOPE} LEASE`].holder).toMatchObject({ requestKey: 'req-2', fence: 8 });
  expect(inputs.SendTaskSuccess?.[0].input.taskToken).toBe('token-2');
});

test('while its write may still be answered, it is left to the next sweep', async () => {
  const { record, told, said, lines } = await finish({
    record: { intent: intentOf('UNANSWERED', { startedAt: NOW }) },
  });

  expect(record).toMatchObject({ stoppedAt: NOW });
  expect(record).not.toHaveProperty('outcome');
  expect(told).toEqual([]);
  expect(said).toEqual(['WARN Left to the next sweep: a write may be answered any moment']);
  expect(lines[0]).toMatchObject({ requestKey: 'req-1' });
});

test('an outcome that stands is told as it is', async () => {
  const { record, told, ledger, metrics } = await finish({
    record: { outcome: OUTCOME, stoppedAt: BEFORE, sequence: undefined },
  });

  expect(record.outcome).toEqual(OUTCOME);
  expect(told).toMatchObject([{ detail: { outcomeId: 'out-1', delivery: { repeat: false } } }]);
  expect(ledger).not.toHaveProperty(['REQUESTID#test-1 req-1']);
  expect(metrics).toEqual([]);
});

test('a failure that was decided before is not counted again', async () => {
  const failure = { code: 'ABORTED', cause: 'x' };
  const outcome = { detailType: 'PortfolioShareFailed', detail: { ...OUTCOME.detail, failure } };

  const { told, metrics } = await finish({ record: { outcome, sequence: undefined } });

  expect(told).toMatchObject([{ detail: { failure } }]);
  expect(metrics).toEqual([]);
});

test('it leaves the queue that it joined, whatever the scope of leases is by now', async () => {
  const ofPortfolio = { pk: `LEASE#${PORTFOLIO}`, sk: 'LEASE', ...HELD };
  const other = { ...HELD, holder: { ...HELD.holder, requestKey: 'req-2' } };

  const { ledger } = await finish({
    record: { leaseScope: PORTFOLIO },
    lease: other,
    items: [ofPortfolio],
  });

  expect(ledger[`LEASE#${PORTFOLIO} LEASE`]).not.toHaveProperty('holder');
  expect(ledger[`LEASE#${SCOPE} LEASE`]).toEqual(other);
});

test('what was told is not told again, unless an operator asks for it', async () => {
  const told = {
    outcome: OUTCOME,
    emittedAt: BEFORE,
    sequence: undefined,
    work: 'OPEN_REQUEST',
    workAt: BEFORE,
  };

  const done = await finish({ record: told });
  const asked = await finish({ record: { ...told, resendAskedBy: 'ana', firstEmission: 'another' } });

  expect(done.told).toEqual([]);
  expect(asked.told[0]?.detail.delivery).toEqual({ repeat: true });
  for (const { record } of [done, asked]) {
    expect(record).toMatchObject({ emittedAt: BEFORE, expiresAt: expect.any(Number) });
    expect(record).not.toHaveProperty('work');
    expect(record).not.toHaveProperty('resendAskedBy');
  }
});

test('what another tells at this moment is left to it', async () => {
  const { told, record, error } = await finish({
    record: { outcome: OUTCOME, sequence: undefined, emittingAt: NOW },
  });

  expect(error).toBeUndefined();
  expect(told).toEqual([]);
  expect(record).not.toHaveProperty('emittedAt');
});

test('where the ledger does not keep what is wanted, the queue waits ten minutes for it and no longer', async () => {
  const refuses = async (_: string, body: string) =>
    body.includes('decidedSequence') ? 'ConditionalCheckFailedException: no' : undefined;
  const stopped = (stoppedAt: string | undefined) =>
    finish({ record: { ...MADE, stoppedAt }, aws: ENDED, ledger: refuses });

  const soon = await stopped('2026-03-02T09:50:00.001Z');
  const first = await stopped(undefined);
  const late = await stopped('2026-03-02T09:50:00.000Z');

  for (const { error, told, ledger } of [soon, first]) {
    expect(error).toContain('was changed by others 10 times');
    expect(told).toEqual([]);
    expect(ledger[`LEASE#${SCOPE} LEASE`].holder).toBeDefined();
  }
  expect(late.error).toBe(
    'Error: req-1 has its outcome, and the ledger does not keep which share is wanted since',
  );
  expect(late.told).toHaveLength(1);
  expect(late.ledger[`LEASE#${SCOPE} LEASE`]).not.toHaveProperty('holder');
});

test('why the ledger does not keep it stays with the error', async () => {
  const { out } = await part(
    (task) => finishRequest('req-1', 'ABORTED', task).catch(({ cause }) => String(cause)),
    {
      record: { ...MADE, stoppedAt: BEFORE },
      aws: ENDED,
      ledger: async (_, body) =>
        body.includes('decidedSequence') ? 'ConditionalCheckFailedException: no' : undefined,
    },
  );

  expect(out).toContain('was changed by others 10 times');
});

test('a share that was running is looked at first', async () => {
  const { record, told, ledger } = await finish({ record: MADE, aws: ENDED });

  expect(record.share).toMatchObject({ status: 'COMPLETED', successfulSoFar: 1, accounts: { succeeded: 1 } });
  expect(told[0]?.detailType).toBe('PortfolioShareCompleted');
  expect(JSON.parse(ledger['REQUEST#req-1 ACCOUNTS'].accounts).successfulAccounts).toEqual(['333344445555']);
  expect(ledger[ENTRY].wanted).toBeDefined();
  expect(ledger[`LEASE#${SCOPE} LEASE`]).not.toHaveProperty('draining');
});

test('one that still runs is told as that, and the lease drains', async () => {
  const { record, told, ledger, lines, calls } = await finish({
    record: MADE,
    aws: report('IN_PROGRESS', ['333344445555']),
  });

  expect(record.share).toEqual({ ...RUNNING, successfulSoFar: 1 });
  expect(ledger).not.toHaveProperty(['REQUEST#req-1 ACCOUNTS']);
  expect(calls).not.toContain('DescribePortfolioShares');
  expect(told[0]?.detail.failure.cause).toContain('IN_PROGRESS and may still end');
  expect(ledger[`LEASE#${SCOPE} LEASE`].draining).toMatchObject({ portfolioShareToken: 'share-1' });
  expect(lines.at(-1)).toMatchObject({ left: 'DRAINING' });
});

test.each([
  ['has an outcome', { ...MADE, outcome: OUTCOME }],
  ['has no token', { ...MADE, share: { ...RUNNING, portfolioShareToken: undefined } }],
  ['has ended', { ...MADE, share: { ...RUNNING, status: 'COMPLETED' } }],
  ['was never written', {}],
])('a share that %s is not looked at', async (_, record) => {
  expect((await finish({ record })).calls).not.toContain('DescribePortfolioShareStatus');
});

test('what is there otherwise than asked is noted, unless it was deleted to be made again', async () => {
  const aws = { ...report('COMPLETED', ['333344445555']), DescribePortfolioShares: listed(true) };
  const half = {
    ...MADE,
    before: { shareTagOptions: true, sharePrincipals: false },
    intent: intentOf('ANSWERED', { write: 'DELETE' }),
    share: { ...RUNNING, write: 'DELETE' },
  };

  const otherwise = await finish({ record: MADE, aws });
  const remade = await finish({ record: half, aws });
  const removed = await finish({ record: half, request: { action: 'UNSHARE' }, aws });

  expect(otherwise.record.share.isOtherwise).toBe(true);
  expect(removed.record.share.isOtherwise).toBe(true);
  expect(remade.record.share).not.toHaveProperty('isOtherwise');
});

test('the list that its creation told stays', async () => {
  const record = {
    ...MADE,
    intent: intentOf('ANSWERED', { write: 'UPDATE' }),
    share: { ...RUNNING, write: 'UPDATE' },
    created: { ...RUNNING, status: 'COMPLETED' },
  };
  const items = [{ pk: 'REQUEST#req-1', sk: 'ACCOUNTS', accounts: 'of the creation' }];

  const { ledger } = await finish({ record, items, aws: ENDED });

  expect(ledger['REQUEST#req-1 ACCOUNTS'].accounts).toBe('of the creation');
});

const THROTTLED = { DescribePortfolioShareStatus: 'ThrottlingException: slow' };

test('an outcome waits ten minutes for Service Catalog to say how the share stands', async () => {
  const stopped = (stoppedAt: string | undefined, aws: Given['aws'] = THROTTLED) =>
    finish({ record: { ...MADE, stoppedAt }, aws });

  const soon = await stopped('2026-03-02T09:50:00.001Z');
  const unclear = await stopped('2026-03-02T09:50:00.001Z', { DescribePortfolioShareStatus: {} });
  const late = await stopped('2026-03-02T09:50:00.000Z');
  const denied = await stopped('2026-03-02T09:59:00.000Z', {
    DescribePortfolioShareStatus: 'AccessDeniedException: no',
  });

  expect(soon).toMatchObject({ error: 'ThrottlingException: DescribePortfolioShareStatus: slow', told: [] });
  expect(unclear).toMatchObject({ error: expect.stringMatching(/^ServiceUnavailable: /), told: [] });
  for (const { told, said } of [late, denied]) {
    expect(told).toHaveLength(1);
    expect(said[0]).toBe('WARN The share could not be polled; the outcome says so');
  }
});

test('it waits for the ledger without end, and a defect is told as one', async () => {
  const old = { ...MADE, stoppedAt: '2026-03-01T09:00:00.000Z' };
  const away = async (operation: string, body: string) =>
    operation === 'PutItem' && body.includes('ACCOUNTS') ? 'InternalServerError: no' : undefined;

  const ledger = await finish({ record: old, aws: ENDED, ledger: away });

  expect(ledger.error).toContain('LedgerUnavailable');
  expect(ledger.told).toEqual([]);
});

test('a request that is cancelled, or whose lease was taken, is told as that', async () => {
  const cancelled = await finish({ record: { cancelledBy: 'ana' } });
  const taken = await finish({ record: { leaseTakenBy: 'ana' }, lease: { ...HELD } });

  expect(cancelled.told[0]?.detail.failure).toMatchObject({
    code: 'CANCELLED',
    cause: expect.stringContaining('cancelled by ana'),
  });
  expect(taken.told[0]?.detail.failure.cause).toContain('ana took the lease from it');
  expect(SHARE_ITEM.pk).toContain(PORTFOLIO);
});
