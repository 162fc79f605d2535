import type { Execution } from '../../state-machines/execution.ts';
import { Refusal } from '../../wire/refusal.ts';
import { functionArn, machineFixture } from '../state-machines/machine-fixture.ts';
import { isRecorded, type Verdict } from './rows.ts';

export interface ExecutionRow {
  /** `FN:x` stands for the ARN of a function x. */
  readonly definition: unknown;
  readonly input: unknown;
  readonly ends: {
    readonly status: string;
    readonly output?: unknown;
    readonly error?: string;
    readonly cause?: string;
    /** Of a function's error, whose JSON is the cause. */
    readonly causeType?: string;
  };
  /** Types of the history's events, each with the id of the event before; none where several happen at once. */
  readonly history: readonly (readonly [type: string, previousEventId: number])[];
}

const named = (name: string, message: string) => Object.assign(new Error(message), { name });
const functions = {
  echo: (event: unknown) => event,
  give: () => ({ Return: 'HelloWorld' }),
  wrap: (event: unknown) => ({ Return: event }),
  bytes: () => 'HelloWorld!',
  large: () => 'é'.repeat(131_073),
  hang: () => new Promise(() => undefined),
  raise: () => {
    throw named('Exception', 'Some exception was raised.');
  },
  custom: () => {
    throw named('CustomException', '');
  },
};

/** Runs the machine of a row, and compares its end and its history with what was recorded. */
export async function judgeExecution({ definition, input, ends, history }: ExecutionRow): Promise<Verdict> {
  const withArns = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value)
        .replace(/FN:(\w+)/g, (_, name: string) => functionArn(name))
        .replace('@LARGE@', 'é'.repeat(131_073)),
    );
  try {
    const { run, start, clock, close } = await machineFixture({ M: withArns(definition) }, functions, {
      isBusy: false,
      speed: 60_000,
    });
    try {
      const execution = ends.status === 'RUNNING' ? start(withArns(input)) : await run(withArns(input));
      if (ends.status === 'RUNNING') await clock.delay(3_600_000);
      return compare(execution, withArns(ends), history);
    } finally {
      close();
    }
  } catch (error) {
    if (error instanceof Refusal) return { type: 'REFUSED', sentence: error.message };
    throw error;
  }
}

function compare(
  { status, end, history }: Execution,
  ends: ExecutionRow['ends'],
  recorded: ExecutionRow['history'],
): Verdict {
  const answer = {
    status,
    ...(end?.status === 'SUCCEEDED' && { output: JSON.parse(end.output) }),
    ...(end && end.status !== 'SUCCEEDED' && { error: end.error, cause: end.cause }),
  };
  const { causeType, ...expected } = ends;
  const isAsRecorded =
    status === expected.status &&
    isRecorded(expected.output, answer.output) &&
    answer.error === expected.error &&
    (causeType === undefined
      ? isRecorded(expected.cause, answer.cause)
      : JSON.parse(answer.cause ?? '{}').errorType === causeType);
  const events = history.map(({ type, previousEventId }): [string, number] => [type, previousEventId]);
  const isTold = recorded.length === 0 || JSON.stringify(events) === JSON.stringify(recorded);
  return isAsRecorded && isTold
    ? { type: 'AGREES' }
    : { type: 'DIFFERS', answer: isAsRecorded ? { events, recorded } : { answer, expected } };
}
