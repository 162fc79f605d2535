import { expect, test } from 'vitest';
import { requestKeyOf } from '../../../core/request/request-key.ts';
import { handler as recoverExecution } from '../../../functions/recovery/recover-execution.ts';
import { recoverRequest } from '../../../functions/recovery/recover-request.ts';
import { BEFORE, EXECUTION, type Given, RECORD, REQUEST } from '../given.ts';
import { part, step } from '../step.ts';

const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:foliocast-dev-share';
const KEY = requestKeyOf(RECORD.requester, 'test-1');
const EVENT = {
  id: 'event-1',
  account: '111122223333',
  source: 'acme.test',
  time: BEFORE,
  detail: { requestId: 'test-1', version: '1' },
};
const EXECUTED = {
  executionArn: EXECUTION,
  stateMachineArn: MACHINE,
  name: 'event-1',
  status: 'FAILED',
  input: JSON.stringify(EVENT),
};
const DENIED =
  'User: arn:aws:sts::111122223333:assumed-role/share/x is not authorized to perform: lambda:InvokeFunction';
const STARTED = { executionArn: 'x', startDate: 1 };

const claimed = (record: object = {}) => ({
  pk: `REQUEST#${KEY}`,
  sk: 'REQUEST',
  ...RECORD,
  requestKey: KEY,
  request: REQUEST,
  ...record,
});
const recover = (execution: object, given: Given = {}) =>
  part((task) => recoverRequest({ ...EXECUTED, ...execution } as never, task), {
    record: null,
    ...given,
    aws: { StartExecution: STARTED, ...given.aws },
  });

test.each(['RUNNING', 'SUCCEEDED', 'GONE'])(
  'an execution that is %s leaves nothing undone',
  async (status) => {
    const { out, calls, ledger } = await recover({ status }, { items: [claimed()] });

    expect([out, calls]).toEqual([false, []]);
    expect(ledger[`REQUEST#${KEY} REQUEST`]).not.toHaveProperty('outcome');
  },
);

test('what the end of an execution left undone is finished at once', async () => {
  const { told, ledger } = await step(
    recoverExecution,
    { detail: { executionArn: EXECUTION } },
    { record: null, items: [claimed()], aws: { DescribeExecution: { ...EXECUTED, status: 'ABORTED' } } },
  );

  expect(told[0]).toMatchObject({
    detailType: 'PortfolioShareFailed',
    detail: { failure: { code: 'ABORTED' } },
  });
  expect(ledger[`REQUEST#${KEY} REQUEST`].emittedAt).toBeDefined();
});

test.each([
  [{ status: 'FAILED' }, 'the execution ended as FAILED before'],
  [
    { status: 'FAILED', error: 'States.Runtime', cause: 'no path' },
    'the execution ended as FAILED (States.Runtime) before',
  ],
  [{ status: 'TIMED_OUT', error: '' }, 'the execution ended as TIMED_OUT before'],
])('how it ended is said: %j', async (execution, sentence) => {
  const { told, out } = await recover(execution, { items: [claimed()] });

  expect(told[0]?.detail.failure.cause).toContain(sentence);
  expect(out).toBe(false);
});

test('a right that its machine lacks is named', async () => {
  const { told } = await recover(
    { error: 'Lambda.AWSLambdaException', cause: DENIED },
    { items: [claimed()] },
  );

  expect(told[0]?.detail.failure).toMatchObject({ code: 'PERMISSION_MISSING' });
  expect(told[0]?.detail.failure.cause).toContain('lambda:InvokeFunction');
});

test('a request that was told is done for good', async () => {
  const { out, told } = await recover({}, { items: [claimed({ emittedAt: BEFORE })] });

  expect([out, told]).toEqual([true, []]);
});

const startOf = ({ inputs }: Awaited<ReturnType<typeof recover>>) => inputs.StartExecution?.[0].input;

test('an event whose request was never claimed is started again', async () => {
  const happened = await recover({ error: 'LedgerUnavailable' });

  expect(happened.out).toBe(true);
  expect(startOf(happened)).toEqual({
    stateMachineArn: MACHINE,
    name: 'event-1-again-1',
    input: EXECUTED.input,
  });
  expect(happened.said).toEqual([
    'WARN Started an event whose execution ended before its request was claimed',
  ]);
  expect(happened.lines[0]).toMatchObject({ requestId: 'test-1', name: 'event-1', why: 'again' });
});

test('so is one whose request another execution has claimed, and one without an id', async () => {
  const others = await recover({}, { items: [claimed({ executionArn: 'another' })] });
  const unnamed = await recover({ input: JSON.stringify({ ...EVENT, detail: {} }) });
  const noEvent = await recover({ input: 'nothing' });

  for (const happened of [others, unnamed, noEvent]) expect(startOf(happened).name).toBe('event-1-again-1');
  expect(others.ledger[`REQUEST#${KEY} REQUEST`]).not.toHaveProperty('outcome');
});

test('one that was started already is not said to be started', async () => {
  const { said, out } = await recover({}, { aws: { StartExecution: 'ExecutionAlreadyExists: x' } });

  expect([out, said]).toEqual([true, []]);
});

test.each([
  ['is counted on', 'event-1-again-7', 'FAILED', 'event-1-again-8'],
  ['that somebody stopped stays stopped', 'event-1', 'ABORTED', 'event-1-stopped-1'],
  ['that timed out counts as stopped', 'event-1-again-2', 'TIMED_OUT', 'event-1-stopped-3'],
  ['that was stopped before stays stopped', 'event-1-stopped-2', 'FAILED', 'event-1-stopped-3'],
  [
    'that was started without its detail is counted anew',
    'event-1-again-5-large',
    'FAILED',
    'event-1-again-5-large-again-1',
  ],
  ['of a long name is cut', 'e'.repeat(80), 'FAILED', `${'e'.repeat(66)}-again-1`],
])('an event %s', async (_, name, status, next) => {
  expect(startOf(await recover({ name, status, error: 'LedgerUnavailable' })).name).toBe(next);
});

test.each([
  ['a defect', 'TypeError', '', 'FAILED', 5],
  ['a refusal', 'RequestRejected', '', 'FAILED', 5],
  ['an outage', 'LedgerUnavailable', '', 'FAILED', 500],
  ['a missing right', 'TypeError', DENIED, 'FAILED', 500],
  ['a hand', '', '', 'ABORTED', 500],
])('an event that fails by %s is given up in the end', async (_, error, cause, status, most) => {
  const last = await recover({ name: `event-1-again-${most - 1}`, error, cause, status });
  const over = await recover({ name: `event-1-again-${most}`, error, cause, status });

  expect(last.calls).toEqual(['StartExecution']);
  expect(over.calls).toEqual(['PutEvents']);
  expect(over.out).toBe(true);
});

test('its sender is told then', async () => {
  const { told, said, lines } = await recover({ name: 'event-1-again-5', error: 'TypeError' });

  expect(told).toEqual([
    {
      detailType: 'PortfolioShareRefused',
      detail: expect.objectContaining({
        refusalId: 'ref-event-1',
        requestId: 'test-1',
        code: 'INTERNAL_ERROR',
        cause: 'its execution failed 6 times, at last event-1-again-5 with TypeError',
        problems: [],
      }),
    },
  ]);
  expect(said).toEqual(['ERROR Gave up starting an event']);
  expect(lines[0]).toMatchObject({
    requestId: 'test-1',
    name: 'event-1-again-5',
    error: 'TypeError',
    starts: '5',
  });
});

test('of one that was stopped each time it is said that it was stopped', async () => {
  const { told } = await recover({ name: 'event-1-stopped-500', status: 'ABORTED' });

  expect(told[0]?.detail.cause).toBe(
    'its execution failed 501 times, at last event-1-stopped-500 with ABORTED',
  );
});

const LARGE = { error: 'States.DataLimitExceeded' };
const withDetail = (detail: object) => ({ input: JSON.stringify({ ...EVENT, detail }) });

test('an event that no state can hold is started without its detail', async () => {
  const ticket = { system: 'jira', id: 'A-1' };
  const given = withDetail({ requestId: 'test-1', ticket, principals: ['x'] });
  const happened = await recover({ ...LARGE, ...given });

  const { name, stateMachineArn, input } = startOf(happened);
  expect([name, stateMachineArn]).toEqual(['event-1-large', MACHINE]);
  const { detail: _, ...event } = EVENT;
  expect(JSON.parse(input)).toEqual({
    ...event,
    detail: { requestId: 'test-1', ticket },
    tooLargeBytes: given.input.length,
  });
  expect(happened.said).toEqual(['WARN Started an event without its detail, which is too large']);
  expect(happened.lines[0]).toMatchObject({ requestId: 'test-1', name: 'event-1' });
  expect(happened.out).toBe(true);
});

test.each([
  ['a ticket that makes it large', { requestId: 'test-1', ticket: 'x'.repeat(4_000) }],
  ['a ticket that nests too deep', { requestId: 'test-1', ticket: nested(40) }],
])('%s is left out too', async (_, detail) => {
  expect(JSON.parse(startOf(await recover({ ...LARGE, ...withDetail(detail) })).input).detail).toEqual({});
});

test('a ticket of four thousand characters is kept, and an event without detail has none', async () => {
  const ticket = 'x'.repeat(4_000 - JSON.stringify({ requestId: 'test-1', ticket: '' }).length);
  const kept = await recover({ ...LARGE, ...withDetail({ requestId: 'test-1', ticket }) });
  const none = await recover({ ...LARGE, input: JSON.stringify({ id: 'event-1' }) });

  expect(JSON.parse(startOf(kept).input).detail).toEqual({ requestId: 'test-1', ticket });
  expect(JSON.parse(startOf(none).input)).toEqual({ id: 'event-1', detail: {}, tooLargeBytes: 16 });
});

test('so is one whose detail nobody could look at, whatever it failed with', async () => {
  const happened = await recover({
    error: 'LedgerUnavailable',
    name: 'e'.repeat(80),
    ...withDetail({ requestId: 'test-1', deep: nested(40) }),
  });

  expect(startOf(happened).name).toBe(`${'e'.repeat(70)}-large`);
});

test('it is started so once: after that it counts as any other', async () => {
  const happened = await recover({ ...LARGE, name: 'event-1-large' });
  const again = await recover({ ...LARGE }, { aws: { StartExecution: 'ExecutionAlreadyExists: x' } });

  expect(startOf(happened).name).toBe('event-1-large-again-1');
  expect(again.said).toEqual([]);
});

function nested(levels: number): object {
  return levels === 0 ? {} : { in: nested(levels - 1) };
}
