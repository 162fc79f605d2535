import { expect, test } from 'vitest';
import { nextApproval } from '../../../core/approval/next-approval.ts';
import type { Finding } from '../../../core/principals/finding.ts';
import { factsDigest } from '../../../core/principals/risk-facts.ts';
import { handler as requestApproval } from '../../../functions/approval/request-approval.ts';
import { BEFORE, NOW } from '../given.ts';
import { step } from '../step.ts';

const FINDINGS: readonly Finding[] = [];
const ASKED = { findings: FINDINGS, phase: 'AWAITING_APPROVAL', grantedAt: undefined, fence: undefined };
const MINUTE_LATER = '2026-03-02T10:01:00.000Z';
const attemptOf = (RetryCount: number) => ({ state: { EnteredTime: BEFORE, RetryCount }, redrives: 0 });
const orderOf = (retryCount: number) => `${BEFORE} 00000 0000${retryCount}`;

/** @param tokenAt of the attempt that the ledger holds */
function ask(tokenAt: string, retryCount?: number, record: object = {}) {
  const token = { taskToken: 'token-0', tokenAt };
  const approval = nextApproval('req-1', undefined, { digest: factsDigest(FINDINGS) }, token, 60, NOW);
  const input = { requestKey: 'req-1', requestId: 'test-1', fence: 0, taskToken: 'token-1' };
  const attempt = retryCount === undefined ? {} : { attempt: attemptOf(retryCount) };
  return step(requestApproval, { ...input, ...attempt }, { record: { ...ASKED, approval, ...record } });
}

test('a repeated attempt asks under its own token, though its clock is behind', async () => {
  const { error, record, told } = await ask(orderOf(0), 1);

  expect(error).toBeUndefined();
  expect(record.approval).toMatchObject({ taskToken: 'token-1', round: 1 });
  expect(told).toHaveLength(1);
});

test.each([
  ['thaws after a later one', orderOf(2), 1],
  ['of an earlier definition has a clock that is behind', MINUTE_LATER, undefined],
])('an attempt that %s asks nobody, and is tried again', async (_, tokenAt, retryCount) => {
  const { error, record, told } = await ask(tokenAt, retryCount);

  expect(error).toBe('LedgerUnavailable: The ledger refused a step of req-1: a later attempt asks already');
  expect(record.approval.taskToken).toBe('token-0');
  expect(told).toEqual([]);
});

test('of a request that has ended nobody is asked', async () => {
  const { error, told } = await ask(orderOf(0), 1, { stoppedAt: BEFORE });

  expect(error).toMatch(/^LeaseLost/);
  expect(told).toEqual([]);
});
