import { expect, test } from 'vitest';
import { isDrained } from '../../../functions/recovery/is-drained.ts';
import { handler as sweepLedger } from '../../../functions/recovery/sweep-ledger.ts';
import { guarding } from '../../../functions/recovery/sweep-parts.ts';
import {
  BEFORE,
  EXECUTION,
  type Given,
  HELD,
  HOLDER,
  intentOf,
  NOW,
  PLACE,
  RECORD,
  REQUEST,
  SCOPE,
} from '../given.ts';
import { INVOCATION, part, step } from '../step.ts';

const LEASE = `LEASE#${SCOPE} LEASE`;
const OPEN = { work: 'OPEN_REQUEST', workAt: '2026-03-02T09:58:59.000Z' };
const IN_WORK = { work: 'LEASE', workAt: '0' };
const RUNNING = { executionArn: EXECUTION, stateMachineArn: 'x', name: 'x', status: 'RUNNING', input: '{}' };
const GONE = 'ExecutionDoesNotExist: x';
const NO_ENDED = { ListExecutions: { executions: [] } };
const NOON = '2026-03-02T10:01:00.000Z';

/** Not at a tenth minute, when the queue is counted anew. */
function sweep(given: Given = {}) {
  const aws = { DescribeExecution: RUNNING, ...NO_ENDED, ...given.aws };
  return step(sweepLedger, {}, { now: NOON, lease: { ...HELD, ...IN_WORK }, ...given, aws });
}

test('a sweep that finds all in order leaves all as it is, and tells how it stands', async () => {
  const { ledger, metrics, told, said, calls } = await sweep();

  expect(told).toEqual([]);
  expect(said).toEqual([]);
  expect(ledger[LEASE].holder).toEqual(HOLDER);
  expect(ledger['SWEEP SWEEP']).toEqual({ reconciledAt: NOON });
  expect(metrics).toMatchObject([
    { OldestOpenRequestSeconds: 0, QueueLength: 0, QueueAgeSeconds: 0, ReconciliationAgeSeconds: 0 },
  ]);
  expect(calls).toEqual(['DescribeExecution', 'ListExecutions', 'ListExecutions', 'ListExecutions']);
});

test('one sweep at a time', async () => {
  const mark = {
    pk: 'SWEEP',
    sk: 'SWEEP',
    sweepId: 'another',
    heldUntil: '2026-03-02T10:02:00.000Z',
    reconciledAt: BEFORE,
  };

  const other = await sweep({ items: [mark] });
  const over = await sweep({ items: [{ ...mark, heldUntil: NOW }] });

  expect(other).toMatchObject({ calls: [], metrics: [], said: ['WARN Another sweep is under way'] });
  expect(over.metrics).toMatchObject([{ ReconciliationAgeSeconds: 660 }]);
});

test('its mark goes, though parts of it failed', async () => {
  const { error, ledger, metrics } = await sweep({ aws: { ListExecutions: 'AccessDeniedException: no' } });

  expect(error).toBe('AggregateError: 1 parts of the sweep failed, the first: ListExecutions: no');
  expect(ledger['SWEEP SWEEP']).not.toHaveProperty('sweepId');
  expect(metrics).toHaveLength(1);
});

test('what fails in one part keeps no other part from being swept', async () => {
  const { guard, throwFailures } = guarding();
  const done: string[] = [];
  const nothing = guarding();

  await guard(() => Promise.reject(new Error('first')));
  await guard(async () => void done.push('second'));
  await guard(() => Promise.reject('third'));

  expect(done).toEqual(['second']);
  expect(throwFailures).toThrow('2 parts of the sweep failed, the first: first');
  expect(nothing.throwFailures).not.toThrow();
  await nothing.guard(() => Promise.reject('a word'));
  expect(nothing.throwFailures).toThrow('1 parts of the sweep failed, the first: a word');
});

test('a holder whose execution is gone is finished, and the next goes on', async () => {
  const place = '1#000000000006#req-2#0001';
  const second = {
    pk: 'REQUEST#req-2',
    sk: 'REQUEST',
    ...RECORD,
    requestKey: 'req-2',
    executionArn: `${EXECUTION}-2`,
    request: REQUEST,
  };
  const items = [
    second,
    { pk: 'REQUEST#req-2', sk: 'TURN', turn: 1, state: 'WAITING', taskToken: 'token-2', scope: SCOPE, place },
    { pk: `QUEUE#${SCOPE}`, sk: place, since: BEFORE },
    { pk: `LENGTH#${SCOPE}`, sk: 'LENGTH', waiting: 1 },
  ];
  const DescribeExecution = ({ executionArn }: { executionArn: string }) =>
    executionArn === EXECUTION ? { ...RUNNING, status: 'FAILED' } : RUNNING;

  const { ledger, told, metrics } = await sweep({ items, aws: { DescribeExecution } });

  expect(told).toMatchObject([
    { detail: { requestId: 'test-1', failure: { cause: expect.stringContaining('ended as FAILED') } } },
  ]);
  expect(ledger[LEASE].holder).toMatchObject({ requestKey: 'req-2', fence: 8 });
  expect(metrics.at(-1)).toMatchObject({ QueueLength: 0 });
});

const waiting = (n: number, more: object = {}) => [
  {
    pk: `REQUEST#req-${n}`,
    sk: 'REQUEST',
    ...RECORD,
    requestKey: `req-${n}`,
    executionArn: `${EXECUTION}-${n}`,
    request: REQUEST,
    ...more,
  },
  {
    pk: `REQUEST#req-${n}`,
    sk: 'TURN',
    turn: 1,
    state: 'WAITING',
    taskToken: `token-${n}`,
    scope: SCOPE,
    place: `1#00000000000${n}#req-${n}#0001`,
  },
  { pk: `QUEUE#${SCOPE}`, sk: `1#00000000000${n}#req-${n}#0001`, since: BEFORE },
];
const LENGTH = { pk: `LENGTH#${SCOPE}`, sk: 'LENGTH', waiting: 9 };

test('who waits is counted, and the oldest is told', async () => {
  const items = [
    ...waiting(6),
    ...waiting(7, { acceptedAt: '2026-03-02T09:41:00.000Z', requestedAt: '2026-03-02T09:41:00.000Z' }),
    { ...LENGTH, waiting: 2 },
  ];

  const { metrics, ledger } = await sweep({ items });
  const listed = await sweep({ items, lease: { ...HELD, ...IN_WORK, queue: ['req-6'] } });

  expect(metrics).toMatchObject([{ QueueLength: 2, QueueAgeSeconds: 1_200 }]);
  expect(listed.metrics).toMatchObject([{ QueueLength: 3, QueueAgeSeconds: 1_200 }]);
  expect(ledger[LEASE].holder).toEqual(HOLDER);
});

test('a waiter whose execution is gone leaves the queue before its turn', async () => {
  const DescribeExecution = ({ executionArn }: { executionArn: string }) =>
    executionArn === `${EXECUTION}-7` ? GONE : RUNNING;
  const items = [...waiting(6), ...waiting(7), LENGTH];

  const { ledger, told } = await sweep({ items, aws: { DescribeExecution } });

  expect(told).toMatchObject([{ detail: { failure: { code: 'ABORTED' } } }]);
  expect(ledger).not.toHaveProperty([`QUEUE#${SCOPE} 1#000000000007#req-7#0001`]);
  expect(ledger).toHaveProperty([`QUEUE#${SCOPE} 1#000000000006#req-6#0001`]);
});

test('the length of the queue is counted anew every ten minutes', async () => {
  const items = [...waiting(6), LENGTH];

  const counted = await sweep({ items, now: '2026-03-02T10:10:30.000Z' });
  const between = await sweep({ items });

  expect(counted.ledger[`LENGTH#${SCOPE} LENGTH`].waiting).toBe(1);
  expect(between.ledger[`LENGTH#${SCOPE} LENGTH`].waiting).toBe(9);
});

/** Each held by a request that is not in the ledger. */
const deadLeases = Array.from({ length: 60 }, (_, at) => ({
  pk: `LEASE#port-${10 + at}`,
  sk: 'LEASE',
  ...HELD,
  holder: { ...HOLDER, requestKey: `gone-${at}` },
  ...IN_WORK,
}));
const held = (ledger: Readonly<Record<string, { readonly holder?: object }>>) =>
  Object.keys(ledger).filter((key) => key.startsWith('LEASE#port-') && ledger[key]?.holder !== undefined);

test('where more leases are in use than one sweep gets through, the next goes on from there', async () => {
  const first = await sweep({ lease: null, items: deadLeases });
  const mark = { pk: 'SWEEP', sk: 'SWEEP', reconciledAt: BEFORE, sweptTo: 'port-59' };
  const second = await sweep({ lease: null, items: [...deadLeases, mark] });

  expect(held(first.ledger)).toHaveLength(10);
  expect(held(first.ledger)).toContain('LEASE#port-69 LEASE');
  expect(first.ledger['SWEEP SWEEP'].sweptTo).toBe('port-59');
  expect(held(second.ledger)).toHaveLength(10);
  expect(held(second.ledger)).not.toContain('LEASE#port-69 LEASE');
  expect(second.ledger['SWEEP SWEEP'].sweptTo).toBe('port-49');
});

test('after the last lease the next sweep begins with the first, and goes by each once', async () => {
  const mark = (sweptTo: string) => ({ pk: 'SWEEP', sk: 'SWEEP', reconciledAt: BEFORE, sweptTo });
  const idle = { pk: 'LEASE#port-99', sk: 'LEASE', fence: 7, queue: [], ...IN_WORK };

  const anew = await sweep({ lease: null, items: [...deadLeases, mark('port-69')] });
  const second = await sweep({ lease: null, items: [...deadLeases, mark('port-10')] });
  const once = await sweep({ items: [idle, mark(SCOPE), ...waiting(6), LENGTH] });

  expect(anew.ledger['SWEEP SWEEP'].sweptTo).toBe('port-59');
  expect(second.ledger['SWEEP SWEEP'].sweptTo).toBe('port-60');
  expect(once.metrics).toMatchObject([{ QueueLength: 9 }]);
});

test('leases that nobody uses do not count', async () => {
  const idle = deadLeases.map(({ holder: _, ...lease }) => lease);
  const [first, ...others] = idle;
  const busy = { ...first, pk: 'LEASE#port-zz', holder: { ...HOLDER, requestKey: 'gone' } };

  const { ledger } = await sweep({ lease: null, items: [...others, busy] });

  expect(held(ledger)).toEqual([]);
  expect(ledger['SWEEP SWEEP']).toEqual({ reconciledAt: NOON });
});

test('a holder that the ledger knows nothing of is removed', async () => {
  const lost = { ...HOLDER, requestKey: 'req-9' };

  const { ledger, said, lines } = await sweep({ lease: { ...HELD, ...IN_WORK, holder: lost } });
  const listed = await sweep({ lease: { ...HELD, ...IN_WORK, queue: ['req-9'] } });

  expect(ledger[LEASE]).not.toHaveProperty('holder');
  expect(ledger['REQUEST#req-9 TURN']).toMatchObject({ state: 'ENDED', closedAt: NOON });
  expect(said).toEqual(['ERROR Removed from the lease what the ledger holds no request of']);
  expect(lines[0]).toMatchObject({ scope: SCOPE, requestKey: 'req-9' });
  expect(listed.ledger[LEASE]).toMatchObject({ queue: [], holder: HOLDER });
  expect(listed.metrics).toMatchObject([{ QueueAgeSeconds: 0 }]);
});

test('a holder that sleeps on for an hour is finished, though its execution runs', async () => {
  const asleep = (grantedAt: string, confirmedAt?: string) =>
    sweep({ lease: { ...HELD, ...IN_WORK, holder: { ...HOLDER, grantedAt, confirmedAt } } });

  const over = await asleep('2026-03-02T09:00:59.999Z');
  const still = await asleep('2026-03-02T09:01:00.000Z');
  const awake = await asleep('2026-03-02T08:00:00.000Z', '2026-03-02T08:00:01.000Z');

  expect(over.told[0]?.detail.failure.cause).toContain('had its turn for an hour, and did not take it up');
  expect(over.ledger[LEASE]).not.toHaveProperty('holder');
  for (const { told } of [still, awake]) expect(told).toEqual([]);
});

const DRAINING = { requestKey: 'req-1', fence: 7, since: BEFORE, until: '2026-03-02T12:00:00.000Z' };
const TOKEN = { ...DRAINING, portfolioShareToken: 'share-1' };
const status = (Status: string) => ({
  DescribePortfolioShareStatus: { PortfolioShareToken: 'share-1', Status },
});
const drained = (draining: object, given: Given = {}) =>
  part((task) => isDrained(draining as never, task), given);

test('a share that has ended ends the draining, and the next goes on', async () => {
  const lease = { fence: 7, queue: [], ...IN_WORK, draining: TOKEN };

  const over = await sweep({ lease, aws: status('COMPLETED'), items: [...waiting(6), LENGTH] });
  const still = await sweep({ lease, aws: status('IN_PROGRESS'), items: [...waiting(6), LENGTH] });

  expect(over.ledger[LEASE]).not.toHaveProperty('draining');
  expect(over.ledger[LEASE].holder).toMatchObject({ requestKey: 'req-6' });
  expect(over.said).toEqual(['INFO The lease has drained']);
  expect(over.lines[0]).toMatchObject({ scope: SCOPE, draining: TOKEN });
  expect(still.ledger[LEASE].draining).toEqual(TOKEN);
});

test.each([
  ['the share has ended', TOKEN, { aws: status('COMPLETED_WITH_ERRORS') }, true],
  ['the share runs', TOKEN, { aws: status('IN_PROGRESS') }, false],
  ['the limit has passed', TOKEN, { now: '2026-03-02T12:00:00.000Z' }, true],
  [
    'its token is not known for a while',
    TOKEN,
    { aws: { DescribePortfolioShareStatus: 'ResourceNotFoundException: x' } },
    true,
  ],
  [
    'its token is not known yet',
    { ...TOKEN, since: '2026-03-02T09:50:00.001Z' },
    { aws: { DescribePortfolioShareStatus: 'ResourceNotFoundException: x' } },
    false,
  ],
  [
    'the share cannot be looked at',
    TOKEN,
    { aws: { DescribePortfolioShareStatus: 'AccessDeniedException: x' } },
    false,
  ],
  [
    'the answer has come since, and nothing runs',
    DRAINING,
    { record: { intent: intentOf('REFUSED') } },
    true,
  ],
  [
    'the answer has come since, with a token',
    DRAINING,
    {
      record: {
        intent: intentOf('ANSWERED'),
        share: { write: 'CREATE', status: 'IN_PROGRESS', portfolioShareToken: 'share-1' },
      },
      aws: status('COMPLETED'),
    },
    true,
  ],
  ['no answer has come', DRAINING, { record: { intent: intentOf('UNANSWERED') } }, false],
  ['nothing is known of the request', DRAINING, { record: null }, false],
])('whether a lease has drained, where %s', async (_, draining, given, expected) => {
  const { out, said, lines } = await drained(draining, given as Given);

  expect(out).toBe(expected);
  const isUnseen = JSON.stringify(given).includes('Exception');
  expect(said).toEqual(isUnseen ? ['WARN The share that the lease waits for could not be polled'] : []);
  if (isUnseen)
    expect(lines[0].error).toMatchObject({
      message: expect.stringContaining('DescribePortfolioShareStatus'),
    });
});

const opened = (given: Given = {}) => sweep({ lease: null, ...given, record: { ...OPEN, ...given.record } });
const TICKET = {
  pk: 'REQUEST#req-1',
  sk: 'TURN',
  turn: 1,
  state: 'WAITING',
  taskToken: 'token-1',
  scope: SCOPE,
  place: PLACE,
};

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

let executions = 0;

/** Under names of their own: the function remembers those that it has recovered. */
function endedBadly(count: number, stopDate = NOON) {
  executions += count;
  return Array.from({ length: count }, (_, nth) => ({
    executionArn: `${EXECUTION}-ended-${executions - nth}`,
    name: `ended-${executions - nth}`,
    stateMachineArn: 'x',
    status: 'FAILED',
    startDate: 1,
    stopDate: Date.parse(stopDate) / 1_000,
  }));
}

const ended = (list: readonly object[], aws: object = {}) =>
  sweep({
    aws: {
      ListExecutions: ({ statusFilter }: { statusFilter: string }) => ({
        executions: statusFilter === 'FAILED' ? list : [],
      }),
      DescribeExecution: ({ executionArn }: { executionArn: string }) => ({
        ...RUNNING,
        executionArn,
        status: executionArn === EXECUTION ? 'RUNNING' : 'FAILED',
        name: executionArn.split(':').at(-1),
        error: 'LedgerUnavailable',
      }),
      StartExecution: { executionArn: 'x', startDate: 1 },
      ...aws,
    } as never,
  });
const started = ({ inputs }: Awaited<ReturnType<typeof ended>>) =>
  (inputs.StartExecution ?? []).map(({ input }) => input.name);

test('executions that ended badly within six hours are recovered, the oldest first and each once', async () => {
  const two = endedBadly(2);
  const [old] = endedBadly(1, '2026-03-02T04:00:59.000Z');

  const first = await ended([...two, old as object]);
  const again = await ended([...two, old as object]);

  expect(started(first)).toEqual(
    [two[1], two[0]].map((one) => `${one?.executionArn.split(':').at(-1)}-again-1`),
  );
  expect(started(again)).toEqual([]);
});

test('all ways to end badly are asked for', async () => {
  const { inputs } = await ended([]);

  expect(inputs.ListExecutions?.map(({ input }) => input.statusFilter)).toEqual([
    'FAILED',
    'TIMED_OUT',
    'ABORTED',
  ]);
  expect(inputs.ListExecutions?.[0].input.stateMachineArn).toContain('stateMachine:foliocast-dev-share');
});

test('one that fails is tried after all others, and of those that fail the longest waiting first', async () => {
  const [newer, older] = endedBadly(2);
  const denied = {
    StartExecution: ({ name }: { name: string }) =>
      name.includes(`${older?.name}-`) ? 'AccessDeniedException: no' : { executionArn: 'x', startDate: 1 },
  };
  const names = (list: readonly object[], aws?: object) => ended(list, aws).then(started);
  const nameOf = (one: { name: string } | undefined) => expect.stringContaining(`${one?.name}-again`);

  const first = await names([newer, older] as object[], denied);
  const [third] = endedBadly(1);
  const second = await names([third, newer, older] as object[], denied);

  expect(first).toHaveLength(2);
  expect(second).toHaveLength(2);
  expect(second[0]).toEqual(nameOf(third));
  expect(second[1]).toEqual(nameOf(older));
});

test('a hundred are recovered in one sweep', async () => {
  const many = endedBadly(101);

  expect(started(await ended(many))).toHaveLength(100);
  expect(INVOCATION).toBeDefined();
});
