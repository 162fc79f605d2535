import { expect, test } from 'vitest';
import { counted } from '../../core/counted.ts';
import { digestOf } from '../../core/digest.ts';
import { rejected } from '../../core/foliocast-error.ts';
import { boundsProblem } from '../../core/input-bounds.ts';
import { isInstant } from '../../core/instant.ts';
import { describeProblem, problemAt, quoteValue, showValue } from '../../core/problem.ts';

test.each<[unknown, string]>([
  [undefined, 'a is missing: expected b'],
  ['5', 'a is "5": expected b'],
  [5, 'a is 5: expected b'],
  [true, 'a is true: expected b'],
  [null, 'a is null: expected b'],
  [[1], 'a is [1]: expected b'],
  [{ c: 1 }, 'a is {"c":1}: expected b'],
])('what is wrong with %j is said in one sentence', (value, sentence) => {
  expect(describeProblem(problemAt('a', value, 'b'))).toBe(sentence);
});

test.each<[unknown, string]>([
  [undefined, 'nothing'],
  ['5', '"5"'],
  [5, '5'],
  [null, 'null'],
])('%j in a sentence is told from a text', (value, quoted) => {
  expect(quoteValue(value)).toBe(quoted);
});

test('a long value is cut, and leaves no half of a character', () => {
  expect(showValue('x'.repeat(200))).toBe('x'.repeat(200));
  expect(showValue('x'.repeat(201))).toBe(`${'x'.repeat(200)}… (201 characters)`);
  expect(showValue(`${'x'.repeat(199)}😀`)).toBe(`${'x'.repeat(199)}\ufffd… (201 characters)`);
});

test('a value that JSON cannot hold is named by its kind', () => {
  const round: Record<string, unknown> = {};
  round.round = round;

  expect(showValue(round)).toBe('a object that cannot be shown');
  expect(showValue([round])).toBe('a list that cannot be shown');
  expect(showValue(5n)).toBe('a value that cannot be shown');
  expect(showValue(() => 1)).toBe('a function');
});

test('a number stands with its noun', () => {
  expect([0, 1, 2].map((count) => counted(count, 'share'))).toEqual(['0 shares', '1 share', '2 shares']);
  expect(counted(2, 'entry', 'entries')).toBe('2 entries');
});

test('a digest is the same in whatever order the members are, and without those that are undefined', () => {
  const one = digestOf({ a: 1, b: [{ c: 2, d: null }] });

  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf({ b: [{ d: null, c: 2 }], a: 1, e: undefined })).toBe(one);
  expect(digestOf({ a: 1, b: [{ c: 2 }] })).not.toBe(one);
  expect(digestOf({ a: 1, b: [{ c: 2, d: null }, 1] })).not.toBe(one);
});

test('a rejection leads with its code, and does not fill the state', () => {
  const error = rejected('REQUEST_INVALID', 'x'.repeat(5_000));

  expect(error).toMatchObject({ name: 'RequestRejected', message: `REQUEST_INVALID: ${'x'.repeat(3_983)}` });
});

test.each<[string, unknown]>([
  ['more than 150000 values', Array.from({ length: 150_000 }, () => 1)],
  ['nested deeper than 32 levels', nested(33)],
])('a value of %s is not looked at any further', (value, given) => {
  expect(boundsProblem(given, 'it')).toEqual({
    field: 'it',
    value,
    expected: 'at most 32 levels of nesting and 150000 values',
  });
});

test('a value at the bounds is looked at; half a character is none, in a name or a text', () => {
  expect(
    boundsProblem(
      Array.from({ length: 149_999 }, () => 1),
      'it',
    ),
  ).toBeUndefined();
  expect(boundsProblem(nested(32), 'it')).toBeUndefined();
  for (const given of [['\ud800'], { '\ud800': 1 }])
    expect(boundsProblem(given, 'it')?.expected).toBe('well-formed Unicode, without lone surrogates');
});

test('a day that the calendar has not is no instant', () => {
  expect(isInstant('2026-02-28T23:59:59+14:00')).toBe(true);
  expect(isInstant('2026-02-31T10:00:00Z')).toBe(false);
});

function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)];
}
