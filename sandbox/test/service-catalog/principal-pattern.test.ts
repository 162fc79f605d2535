import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesPattern } from '../../service-catalog/principal-pattern.ts';

const role = (id: string) => `arn:aws:iam::444455556666:role/${id}`;

/** The sentences are those of AWS's page "AssociatePrincipalWithPortfolio". */
const sentences = {
  question: 'The "?" wildcard character matches zero or one of any character.',
  star: 'The "*" wildcard character matches any number of any characters.',
  slash:
    'The "*" character also matches the "/" character, allowing paths to be formed within the resource-id.',
};
describe.each([
  [sentences.question, 'arn:aws:iam:::role/Name_?', 'Name_', true],
  [sentences.question, 'arn:aws:iam:::role/Name_?', 'Name_1', true],
  [sentences.question, 'arn:aws:iam:::role/Name_?', 'Name_12', false],
  [sentences.question, 'arn:aws:iam:::role/Name_??', 'Name_12', true],
  [sentences.question, 'arn:aws:iam:::role/a?b', 'a/b', true],
  [sentences.star, 'arn:aws:iam:::role/Name_*', 'Name_', true],
  [sentences.star, 'arn:aws:iam:::role/Name_*', 'Name_12345', true],
  [sentences.star, 'arn:aws:iam:::role/Name_*', 'Nam_1', false],
  [sentences.star, 'arn:aws:iam:::role/*-end', 'a-end-end', true],
  [sentences.slash, 'arn:aws:iam:::role/*/ResourceName_?', 'pathA/pathB/ResourceName_1', true],
  [sentences.slash, 'arn:aws:iam:::role/*/ResourceName_?', 'pathA/ResourceName_1', true],
  [sentences.slash, 'arn:aws:iam:::role/*/ResourceName_?', 'ResourceName_1', false],
])('%s', (_sentence, pattern, id, isMatch) => {
  test(`${pattern} and ${id}: ${isMatch}`, () => {
    expect(matchesPattern(pattern, role(id))).toBe(isMatch);
  });
});

test('a pattern of roles matches no user, and one of another partition nothing of this one', () => {
  expect(matchesPattern('arn:aws:iam:::role/jane', 'arn:aws:iam::444455556666:user/jane')).toBe(false);
  expect(matchesPattern('arn:aws-cn:iam:::role/jane', role('jane'))).toBe(false);
});

test('it matches as a regular expression with ".?" and ".*" does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '?', '*'), maxLength: 8 });
  const id = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 10 });

  fc.assert(
    fc.property(text, id, (wildcards, name) => {
      const expected = new RegExp(`^${wildcards.replaceAll('*', '.*').replaceAll('?', '.?')}$`).test(name);
      expect(matchesPattern(`arn:aws:iam:::role/${wildcards}`, role(name))).toBe(expected);
    }),
  );
});

test('a thousand wildcards take no time to speak of', () => {
  const pattern = `arn:aws:iam:::role/${'*a?'.repeat(300)}b`;

  const startedAt = performance.now();
  expect(matchesPattern(pattern, role('a'.repeat(900)))).toBe(false);

  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
