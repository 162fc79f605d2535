import { expect, test } from 'vitest';
import { guarding } from '../../../functions/recovery/sweep-parts.ts';
import { sweepRequests } from '../../../functions/recovery/sweep-requests.ts';
import { BEFORE, EXECUTION, NOW, PLACE, SCOPE } from '../given.ts';
import { part } from '../step.ts';

const OPEN = { work: 'OPEN_REQUEST', workAt: '2026-03-02T09:58:59.000Z', grantedAt: undefined };
const QUEUED = { ...OPEN, phase: 'QUEUED' };
const TICKET = {
  pk: 'REQUEST#req-1',
  sk: 'TURN',
  turn: 1,
  state: 'WAITING',
  taskToken: 'token-1',
  scope: SCOPE,
  place: PLACE,
};
const RUNNING = { executionArn: EXECUTION, stateMachineArn: 'x', name: 'x', status: 'RUNNING', input: '{}' };

const sweep = (record: object, ...items: readonly (typeof TICKET)[]) =>
  part(
    async (task) => {
      const { guard, throwFailures } = guarding();
      await sweepRequests(task, guard);
      throwFailures();
    },
    { lease: null, record, items, aws: { DescribeExecution: RUNNING } },
  );
const failed = ({ inputs }: Awaited<ReturnType<typeof sweep>>) =>
  (inputs.SendTaskFailure ?? []).map(({ input: { taskToken, cause } }) => [
    taskToken,
    JSON.parse(cause).errorMessage,
  ]);

test('one that is cancelled, and has expired too, is cancelled', async () => {
  const old = { requestedAt: '2026-03-01T09:00:00.000Z', cancelledBy: 'ana' };

  expect(failed(await sweep({ ...QUEUED, ...old }, TICKET))).toEqual([
    ['token-1', 'CANCELLED: cancelled by ana'],
  ]);
});

test('one that waits for its turn after an approval is woken there alone', async () => {
  const approval = {
    taskToken: 'token-a',
    requestedAt: BEFORE,
    decision: { decision: 'APPROVED', decidedAt: NOW },
  };

  expect(failed(await sweep({ ...QUEUED, approval, cancelledBy: 'ana' }, TICKET))).toEqual([
    ['token-1', 'CANCELLED: cancelled by ana'],
  ]);
});

test('one that is at work is not woken: it finds out before its next step', async () => {
  const working = { ...OPEN, phase: 'WRITING', taskToken: 'token-old', cancelledBy: 'ana' };

  expect(failed(await sweep(working, TICKET))).toEqual([]);
});

test.each(['scope', 'place'])('a ticket without a %s has no place to be put again', async (missing) => {
  const { error, ledger } = await sweep(QUEUED, { ...TICKET, [missing]: undefined });

  expect(error).toBeUndefined();
  expect(Object.keys(ledger).filter((key) => /^(QUEUE|LENGTH)#/.test(key))).toEqual([]);
});
