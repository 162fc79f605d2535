import { expect, test } from 'vitest';
import { compileChoiceRule } from '../../state-machines/choice-rule.ts';
import { compileExpression } from '../../state-machines/expression.ts';
import { compileResultPath } from '../../state-machines/result-path.ts';
import { parseTimestamp } from '../../state-machines/timestamp.ts';

const evaluate = (expression: string, input: unknown) =>
  compileExpression(expression, 'x.$', 'M')({ input, context: { Execution: { Id: 'e' } } });

test('nothing is taken out of an input that is null, though $ names all of it', () => {
  expect(() => evaluate('$', null)).toThrow('Unable to apply Path transformation to null or empty input.');
  expect(evaluate('$$.Execution.Id', null)).toBe('e');
  expect(evaluate('$.a', { a: null })).toBeNull();
});

test('a function whose argument is not there is told with the argument', () => {
  expect(() => evaluate('States.Array($.b)', { a: 1 })).toThrow(
    "The function 'States.Array($.b)' had the following error: The JsonPath argument for the field '$.b' could not be found in the input '{\"a\":1}'",
  );
});

test.each([
  ["States.Format('{')", 'a { alone'],
  ["States.Format('a}b')", 'a } alone'],
  ["States.Format('{}')", 'more {} than there are arguments'],
  ['States.ArrayRange(1, 9, -2)', 'steps of -2 lead from 1 away from 9'],
])('%s fails: %s', (expression, sentence) => {
  expect(() => evaluate(expression, {})).toThrow(sentence);
});

test.each([
  ['States.UUID(1)', 'Invalid number of arguments for States.UUID: 1'],
  ['States.Array(States.JsonMerge($.a, $.b))', 'Invalid number of arguments for States.JsonMerge: 2'],
  ['States.Array(01)', 'is no intrinsic function, from 1)'],
])('%s is refused when it is read: %s', (expression, sentence) => {
  expect(() => compileExpression(expression, 'x.$', 'M')).toThrow(sentence);
});

test.each([
  ['YWI=', 'ab'],
  ['YWI', 'ab'],
  ['YQ', 'a'],
  ['', ''],
])('States.Base64Decode takes %j for %j', (encoded, text) => {
  expect(
    compileExpression('States.Base64Decode($.a)', 'x.$', 'M')({ input: { a: encoded }, context: {} }),
  ).toBe(text);
});

test.each(['Y', 'YWI==', 'YWJj=', 'Y===', 'YW I', 'YW-_'])('%j is no base64', (a) => {
  expect(() =>
    compileExpression('States.Base64Decode($.a)', 'x.$', 'M')({ input: { a }, context: {} }),
  ).toThrow(`${a} is no base64`);
});

test('a result makes a list of its first item, and no item further on', () => {
  expect(compileResultPath('$.list[0]')({ a: 1 }, 'x')).toEqual({ a: 1, list: ['x'] });
  expect(compileResultPath('$[1].b')([1, { a: 2 }], 'x')).toEqual([1, { a: 2, b: 'x' }]);
  expect(() => compileResultPath('$.list[1]')({}, 'x')).toThrow('States.ReferencePathConflict');
  expect(() => compileResultPath('$.list[1]')({ list: [0] }, 'x')).toThrow('States.ReferencePathConflict');
});

test.each([
  ['2026-02-28T23:59:59Z', true],
  ['2028-02-29T00:00:00.123456789-05:30', true],
  ['2026-02-29T00:00:00Z', false],
  ['2026-04-31T00:00:00+01:00', false],
  ['2026-03-14T24:00:00Z', false],
  ['2026-03-14T01:59:00', false],
])('%s is a time stamp: %s', (text, isOne) => {
  expect(parseTimestamp(text) !== undefined).toBe(isOne);
});

test.each([
  ['a*c', 'abc', true],
  ['a*c', 'a\nc', true],
  ['a\\*c', 'a*c', true],
  ['a\\*c', 'abc', false],
  ['a\\\\c', 'a\\c', true],
  ['a.c/[x]', 'a.c/[x]', true],
  ['a.c', 'abc', false],
])('StringMatches %s takes %s: %s', (pattern, value, isTaken) => {
  const matches = compileChoiceRule({ Variable: '$', StringMatches: pattern }, 'M');
  expect(matches({ input: value, context: {} })).toBe(isTaken);
});
