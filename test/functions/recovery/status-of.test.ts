import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { statusOf } from '../../../functions/recovery/status-of.ts';
import { EXECUTION, NOW } from '../given.ts';
import { part } from '../step.ts';

const GONE = 'ExecutionDoesNotExist: x';
const as = (status: string) => ({ executionArn: EXECUTION, stateMachineArn: 'x', name: 'x', status });

test.each([
  ['runs', as('RUNNING'), '2026-03-02T09:00:00.000Z', 'RUNNING'],
  ['has failed a moment after it began', as('FAILED'), '2026-03-02T09:59:59.000Z', 'FAILED'],
  ['is not known yet', GONE, '2026-03-02T09:55:00.001Z', 'RUNNING'],
  ['is not known any more', GONE, '2026-03-02T09:55:00.000Z', 'GONE'],
])('an execution that %s', async (_, DescribeExecution, acceptedAt, expected) => {
  const record = { executionArn: EXECUTION, acceptedAt } as RequestRecord;

  const { out } = await part(({ now }) => statusOf(record, now), { now: NOW, aws: { DescribeExecution } });

  expect(out).toBe(expected);
});
