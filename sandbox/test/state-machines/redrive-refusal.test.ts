import { expect, test } from 'vitest';
import type { Execution } from '../../state-machines/execution.ts';
import { redriveRefusal } from '../../state-machines/redrive-refusal.ts';

const day = 86_400_000;
const execution = (status: string, { events = 5, stopDate = 0 } = {}) =>
  ({ status, stopDate, history: Array.from({ length: events }) }) as unknown as Execution;

test.each<[Execution, string | undefined]>([
  [execution('FAILED'), undefined],
  [execution('ABORTED', { stopDate: -14 * day }), undefined],
  [execution('TIMED_OUT', { stopDate: -14 * day - 1 }), 'Execution redrivable period exceeded'],
  [execution('FAILED', { events: 24_999 }), 'Execution history event limit exceeded'],
  [execution('FAILED', { events: 24_998 }), undefined],
  [execution('SUCCEEDED'), 'Execution is SUCCEEDED and cannot be redriven'],
])('of %o a redrive is refused with: %s', (ended, sentence) => {
  expect(redriveRefusal(ended, 0)).toBe(sentence);
});
