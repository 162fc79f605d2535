import { expect, test } from 'vitest';
import { FoliocastError } from '../../../core/foliocast-error.ts';
import { waitWhileBusy } from '../../../functions/share/wait-while-busy.ts';
import { STATE } from '../given.ts';

const DEADLINE = Date.parse(STATE.deadlineAt);
const before = (seconds: number) => new Date(DEADLINE - seconds * 1_000).toISOString();
const BUSY = 'another share action is in progress';

function wait(leftSeconds: number, state: object = {}, message = BUSY) {
  const refusal = new FoliocastError('InvalidStateException', message);
  return waitWhileBusy('UPDATE', { ...STATE, ...state } as never, refusal, before(leftSeconds));
}

test('the pauses grow with the wait', () => {
  const seconds = (waited: number) => wait(5_000, { busySince: before(5_000 + waited) }).waitSeconds;

  expect([0, 20, 24, 100, 241, 2_000].map(seconds)).toEqual([5, 5, 6, 25, 60, 60]);
});

test('none goes past the deadline, and none is shorter than a second', () => {
  const seconds = (left: number) => wait(left, { busySince: before(left + 400) }).waitSeconds;

  expect([59, 3, 0.4].map(seconds)).toEqual([59, 3, 1]);
});

test('what was said first is since when, and what was said last is kept', () => {
  const first = wait(100);
  const later = wait(90, { ...first, polls: 3 }, `being ${'x'.repeat(400)}`);

  expect(first).toEqual({
    ...STATE,
    nextWrite: 'UPDATE',
    phase: 'REMAKE',
    waitSeconds: 5,
    busySince: before(100),
    busySaid: BUSY,
  });
  expect(later).toMatchObject({ busySince: before(100), polls: 3, busySaid: `being ${'x'.repeat(294)}` });
});

test('at the deadline it gives up', () => {
  const held =
    "somebody else's share action held up the share until the 7200 s of the request's turn were up";

  expect(() => wait(0)).toThrow(`SHARE_BUSY: ${held}: ${BUSY}`);
  expect(() => wait(-10)).toThrow('SHARE_BUSY');
  expect(() => wait(0, { blind: 1 })).toThrow(
    'what was written without a token did not end within 7200 s; its accounts cannot be followed, since Service Catalog gave no token for it',
  );
  expect(() => wait(10, { blind: 1 })).not.toThrow();
});

test('a state that does not say that it ends is waited for five minutes', () => {
  const at = (waited: number, message: string) => () =>
    wait(5_000, { busySince: before(5_000 + waited) }, message);

  expect(at(299, 'the portfolio is broken')).not.toThrow();
  expect(at(300, 'the portfolio is broken')).toThrow('REFUSED_BY_SERVICE_CATALOG: the portfolio is broken');
  for (const said of [
    'please try again',
    'wait',
    'at the same time',
    'a time',
    'in progress',
    'under change',
    'not finished',
    'being changed',
    'RUNNING',
  ])
    expect(at(300, said)).not.toThrow();
});
