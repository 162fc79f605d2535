import { expect, test } from 'vitest';
import { requestKeyOf } from '../../../core/request/request-key.ts';
import { sweepExecutions } from '../../../functions/recovery/sweep-executions.ts';
import { guarding } from '../../../functions/recovery/sweep-parts.ts';
import { BEFORE, EXECUTION, type Given, intentOf, NOW, RECORD, REQUEST } from '../given.ts';
import { part } from '../step.ts';
import { NOON, RUNNING, sweepAll } from './sweep-given.ts';

let executions = 0;

/** Under a name of its own: the function remembers those that it has recovered. */
function endedBadly(stopDate = NOON) {
  executions += 1;
  return {
    executionArn: `${EXECUTION}-ended-${executions}`,
    name: `ended-${executions}`,
    stateMachineArn: 'x',
    status: 'FAILED',
    startDate: 1,
    stopDate: Date.parse(stopDate) / 1_000,
  };
}

type Ended = ReturnType<typeof endedBadly>;

const EVENT = { id: 'event-1', account: '111122223333', source: 'acme.test', time: BEFORE };

/** Sweeps those that ended badly. @returns which were looked at, in that order, and what happened */
async function sweep(listed: readonly Ended[], { aws, ...given }: Given = {}) {
  const ListExecutions = ({ statusFilter }: { statusFilter: string }) => ({
    executions: statusFilter === 'FAILED' ? listed : [],
  });
  const DescribeExecution = ({ executionArn }: { executionArn: string }) => ({
    executionArn,
    stateMachineArn: 'x',
    name: executionArn.split(':').at(-1),
    status: 'FAILED',
    input: JSON.stringify({ ...EVENT, detail: { requestId: 'test-1', version: '1' } }),
  });
  const happened = await part(
    async (task) => {
      const { guard } = guarding();
      await sweepExecutions(task, guard);
    },
    {
      record: null,
      ...given,
      aws: { ListExecutions, DescribeExecution, StartExecution: { executionArn: 'x', startDate: 1 }, ...aws },
    },
  );
  const looked = (happened.inputs.DescribeExecution ?? []).map(({ input }) => input.executionArn);
  return { ...happened, looked };
}

test('a request whose write may still be answered is finished by a later sweep, in its turn', async () => {
  const claimed = endedBadly();
  const key = requestKeyOf(RECORD.requester, 'test-1');
  const item = {
    pk: `REQUEST#${key}`,
    sk: 'REQUEST',
    ...RECORD,
    requestKey: key,
    request: REQUEST,
    executionArn: claimed.executionArn,
    intent: intentOf('UNANSWERED', { startedAt: NOW }),
  };

  const first = await sweep([claimed], { items: [item] });
  const newer = endedBadly();
  const later = await sweep([newer, claimed], { items: [item], now: '2026-03-02T10:02:00.000Z' });

  expect(first.told).toEqual([]);
  expect(first.said).toEqual(['WARN Left to the next sweep: a write may be answered any moment']);
  expect(later.looked).toEqual([claimed.executionArn, newer.executionArn]);
  expect(later.told).toMatchObject([{ detail: { requestId: 'test-1', failure: { code: 'ABORTED' } } }]);
});

test('of those whose recovery fails, the one that was tried longest ago comes first', async () => {
  const [older, newer] = [endedBadly(), endedBadly()];
  const aws = { StartExecution: 'AccessDeniedException: no' };

  await sweep([newer, older], { aws });
  await sweep([older], { aws });
  const { looked } = await sweep([newer, older], { aws });

  expect(looked).toEqual([newer.executionArn, older.executionArn]);
});

const ended = (list: readonly Ended[], aws: object = {}) =>
  sweepAll({
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
  const [older, newer] = [endedBadly(), endedBadly()];
  const tooOld = endedBadly('2026-03-02T04:00:59.000Z');

  const first = await ended([newer, older, tooOld]);
  const again = await ended([newer, older, tooOld]);

  expect(started(first)).toEqual(
    [older, newer].map(({ executionArn }) => `${executionArn.split(':').at(-1)}-again-1`),
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
  const [older, newer] = [endedBadly(), endedBadly()];
  const denied = {
    StartExecution: ({ name }: { name: string }) =>
      name.includes(`${older.name}-`) ? 'AccessDeniedException: no' : { executionArn: 'x', startDate: 1 },
  };
  const names = (list: readonly Ended[], aws?: object) => ended(list, aws).then(started);
  const nameOf = ({ name }: Ended) => expect.stringContaining(`${name}-again`);

  const first = await names([newer, older], denied);
  const third = endedBadly();
  const second = await names([third, newer, older], denied);

  expect(first).toHaveLength(2);
  expect(second).toHaveLength(2);
  expect(second[0]).toEqual(nameOf(third));
  expect(second[1]).toEqual(nameOf(older));
});

test('a hundred are recovered in one sweep', async () => {
  const many = Array.from({ length: 101 }, () => endedBadly()).reverse();

  expect(started(await ended(many))).toHaveLength(100);
});
