import { handler as sweepLedger } from '../../../functions/recovery/sweep-ledger.ts';
import { BEFORE, EXECUTION, type Given, HELD, PLACE, RECORD, REQUEST, SCOPE } from '../given.ts';
import { step } from '../step.ts';

export const LEASE = `LEASE#${SCOPE} LEASE`;
/** Of a lease that somebody holds or waits for. */
export const IN_WORK = { work: 'LEASE', workAt: '0' };
/** Of a request without an emitted outcome. */
export const OPEN = { work: 'OPEN_REQUEST', workAt: '2026-03-02T09:58:59.000Z' };
export const RUNNING = {
  executionArn: EXECUTION,
  stateMachineArn: 'x',
  name: 'x',
  status: 'RUNNING',
  input: '{}',
};
export const GONE = 'ExecutionDoesNotExist: x';
export const NOON = '2026-03-02T10:01:00.000Z';

/** One whole sweep, not at a tenth minute, when the queue is counted anew. */
export function sweepAll(given: Given = {}) {
  const aws = { DescribeExecution: RUNNING, ListExecutions: { executions: [] }, ...given.aws };
  return step(sweepLedger, {}, { now: NOON, lease: { ...HELD, ...IN_WORK }, ...given, aws });
}

/** The request `req-1` waits for its turn. */
export const TICKET = {
  pk: 'REQUEST#req-1',
  sk: 'TURN',
  turn: 1,
  state: 'WAITING',
  taskToken: 'token-1',
  scope: SCOPE,
  place: PLACE,
};

/** Another request that waits for its turn: its items. */
export function waiting(n: number, more: object = {}) {
  return [
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
}

/** The stored length of the queue; it may be wrong. */
export const LENGTH = { pk: `LENGTH#${SCOPE}`, sk: 'LENGTH', waiting: 9 };
