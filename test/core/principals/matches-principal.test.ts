import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPrincipal } from '../../../core/principals/matches-principal.ts';

const matches = (resource: string, principal: string) =>
  matchesPrincipal(`arn:aws:iam:::${resource}`, `arn:aws:iam::123456789012:${principal}`);

describe('a pattern admits a principal', () => {
  it.each([
    ['arn:aws:iam:::role/*/ResourceName_?', 'arn:aws:iam:::role/pathA/pathB/ResourceName_1'],
    ['arn:aws:iam:::role/*/ResourceName_?', 'arn:aws:iam:::role/pathA/ResourceName_1'],
    ['arn:aws:iam:::role/*/ResourceName_?', 'arn:aws:iam::123456789012:role/pathA/ResourceName_'],
    ['arn:aws:iam:::role/ResourceName_*', 'arn:aws:iam::123456789012:role/ResourceName_'],
    ['arn:aws:iam:::role/Name', 'arn:aws:iam::123456789012:role/Name'],
    ['arn:aws:iam:::role/a?ab', 'arn:aws:iam:::role/aab'],
    ['arn:aws:iam:::role/?a?b', 'arn:aws:iam:::role/ab'],
    ['arn:aws:iam:::role/*a?a', 'arn:aws:iam:::role/aaa'],
    ['arn:aws:iam:::role/???', 'arn:aws:iam:::role/a'],
    ['arn:aws:iam:::role/a?b', 'arn:aws:iam:::role/a/b'],
    ['arn:aws:iam:::role/x?', 'arn:aws:iam:::role/x😀'],
    ['arn:aws:iam::123456789012:role/Name', 'arn:aws:iam::123456789012:role/Name'],
  ])('%s admits %s', (pattern, arn) => {
    expect(matchesPrincipal(pattern, arn)).toBe(true);
  });

  it.each([
    ['arn:aws:iam:::role/*/ResourceName_?', 'arn:aws:iam:::role/ResourceName_1'],
    ['arn:aws:iam:::role/*/ResourceName_?', 'arn:aws:iam:::role/pathA/ResourceName_12'],
    ['arn:aws:iam:::role/Name', 'arn:aws:iam:::role/Names'],
    ['arn:aws:iam:::role/Name', 'arn:aws:iam:::role/path/Name'],
    ['arn:aws:iam:::role/Name', 'arn:aws:iam:::role/name'],
    ['arn:aws:iam:::role/a.c', 'arn:aws:iam:::role/abc'],
    ['arn:aws:iam:::role/*', 'arn:aws:iam:::user/x'],
    ['arn:aws:iam:::role/*', 'arn:aws-cn:iam:::role/x'],
    ['arn:aws:iam:::role/*', 'arn:aws:sts:::role/x'],
    ['arn:aws:iam:::role/*', 'arn:aws:iam:::role/'],
    ['arn:aws:iam:::role/*', 'arn:aws:iam::12:role/x'],
    ['arn:aws:iam:::role/*', 'nothing like an ARN'],
    ['arn:aws:iam:::*/Name', 'arn:aws:iam:::role/Name'],
    ['arn:aws:iam:::role/*', 'xarn:aws:iam:::role/Name'],
    ['arn:aws:iam::123456789012:role/*', 'arn:aws:iam::123456789012:role/Name'],
    ['arn:aws:iam::123456789012:role/Name', 'arn:aws:iam::210987654321:role/Name'],
    ['arn:aws:iam::123456789012:role/Name', 'arn:aws:iam:::role/Name'],
    ['arn:aws:iam:::role/a', 'arn:aws:iam:::role/*'],
  ])('%s does not admit %s', (pattern, arn) => {
    expect(matchesPrincipal(pattern, arn)).toBe(false);
  });

  it('in whatever case of letters, where that is asked', () => {
    const pattern = 'arn:aws:iam:::role/DEV-*';

    expect(matchesPrincipal(pattern, 'arn:aws:iam:::role/Dev-1', { ignoreCase: true })).toBe(true);
    expect(matchesPrincipal(pattern, 'arn:aws:iam:::role/Dev-1')).toBe(false);
  });
});

describe('matching, against a regular expression', () => {
  const texts = fc
    .array(fc.constantFrom('a', 'b', '/', '.'), { minLength: 1, maxLength: 9 })
    .map((all) => all.join(''));
  const patterns = fc
    .array(fc.constantFrom('a', 'b', '/', '.', '?', '?', '*'), { minLength: 1, maxLength: 9 })
    .map((all) => all.join(''));

  it('decides every pattern and principal alike', () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        const escaped = pattern.replaceAll('.', '\\.').replaceAll('?', '.?').replaceAll('*', '.*');

        expect(matches(`role/${pattern}`, `role/${text}`)).toBe(new RegExp(`^(?:${escaped})$`).test(text));
      }),
      { numRuns: 5000 },
    );
  });
});
