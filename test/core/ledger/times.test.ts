import { expect, test } from 'vitest';
import { expiryOf } from '../../../core/ledger/expiry.ts';
import { secondsSince } from '../../../core/ledger/seconds-since.ts';

test('seconds are whole, and never fewer than none', () => {
  expect(secondsSince('2026-03-01T12:00:00.000Z', '2026-03-01T12:01:00.600Z')).toBe(61);
  expect(secondsSince('2026-03-01T12:01:00.000Z', '2026-03-01T12:00:00.000Z')).toBe(0);
});

test('what ends now expires so many days later, in whole seconds', () => {
  expect(expiryOf('1970-01-02T00:00:01.900Z', { keepDays: 30 })).toBe(31 * 86_400 + 1);
});
