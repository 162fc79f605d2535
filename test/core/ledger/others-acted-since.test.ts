import { expect, test } from 'vitest';
import { haveOthersActedSince, shownAt } from '../../../core/ledger/others-acted-since.ts';

const END = { othersActedAt: '2026-03-01T12:00:00.000Z' };

test.each([
  ['2026-03-01T11:00:00.000Z', true],
  ['2026-03-01T12:00:00.999Z', true],
  ['2026-03-01T12:00:01.000Z', false],
  [undefined, true],
])('others who acted within the second may have acted since: %s, %s', (at, is) => {
  expect(haveOthersActedSince(END, at)).toBe(is);
});

test('nobody is known to have acted of whom nothing was told', () => {
  expect(haveOthersActedSince({}, undefined)).toBe(false);
  expect(haveOthersActedSince(undefined, undefined)).toBe(false);
});

test('a creation shows who has the share from its start on, whatever else from the turn on', () => {
  const intent = { number: 1, startedAt: 'start', answer: 'ANSWERED' } as const;

  expect(shownAt({ grantedAt: 'turn', intent: { ...intent, write: 'CREATE' } })).toBe('start');
  expect(shownAt({ grantedAt: 'turn', intent: { ...intent, write: 'UPDATE' } })).toBe('turn');
  expect(shownAt({ grantedAt: 'turn' })).toBe('turn');
});
