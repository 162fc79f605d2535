import { expect, test } from 'vitest';
import { requestKeyOf } from '../../../core/request/request-key.ts';
import { sweepExecutions } from '../../../functions/recovery/sweep-executions.ts';
import { guarding } from '../../../functions/recovery/sweep-parts.ts';
import { BEFORE, EXECUTION, type Given, intentOf, NOW, RECORD, REQUEST } from '../given.ts';
import { part } from '../step.ts';

let executions = 0;

/** Under names of their own, the newest first: the function remembers those that it has recovered. */
function endedBadly(count: number): readonly string[] {
  executions += count;
  return Array.from({ length: count }, (_, nth) => `${EXECUTION}-${executions - nth}`);
}

const EVENT = { id: 'event-1', account: '111122223333', source: 'acme.test', time: BEFORE };

/** Sweeps those that ended badly. @returns which were looked at, in that order, and what happened */
async function sweep(ended: readonly string[], { aws, ...given }: Given = {}) {
  const ListExecutions = ({ statusFilter }: { statusFilter: string }) => ({
    executions: ended
      .map((executionArn) => ({
        executionArn,
        name: 'x',
        stateMachineArn: 'x',
        status: 'FAILED',
        startDate: 1,
        stopDate: Date.parse(NOW) / 1_000,
      }))
      .filter(() => statusFilter === 'FAILED'),
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
  const [claimed = ''] = endedBadly(1);
  const key = requestKeyOf(RECORD.requester, 'test-1');
  const item = {
    pk: `REQUEST#${key}`,
    sk: 'REQUEST',
    ...RECORD,
    requestKey: key,
    request: REQUEST,
    executionArn: claimed,
    intent: intentOf('UNANSWERED', { startedAt: NOW }),
  };

  const first = await sweep([claimed], { items: [item] });
  const [newer = ''] = endedBadly(1);
  const later = await sweep([newer, claimed], { items: [item], now: '2026-03-02T10:02:00.000Z' });

  expect(first.told).toEqual([]);
  expect(first.said).toEqual(['WARN Left to the next sweep: a write may be answered any moment']);
  expect(later.looked).toEqual([claimed, newer]);
  expect(later.told).toMatchObject([{ detail: { requestId: 'test-1', failure: { code: 'ABORTED' } } }]);
});

test('of those whose recovery fails, the one that was tried longest ago comes first', async () => {
  const [newer = '', older = ''] = endedBadly(2);
  const aws = { StartExecution: 'AccessDeniedException: no' };

  await sweep([newer, older], { aws });
  await sweep([older], { aws });
  const { looked } = await sweep([newer, older], { aws });

  expect(looked).toEqual([newer, older]);
});
