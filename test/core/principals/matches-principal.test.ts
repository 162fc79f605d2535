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

describe('no pattern is slow', () => {
  const fill = (unit: string) => unit.repeat(1000).slice(0, 981);
  const endless = 'a'.repeat(981);
  const hard: [string, string][] = [
    [fill('a?'), endless],
    [fill('?a').slice(1), `${endless.slice(1)}b`],
    [fill('*a').slice(1), `${endless.slice(1)}b`],
    [fill('a*').slice(1), endless],
    [fill('?*'), endless],
    [fill('a*?'), endless],
    [fill('*ab'), fill('ab')],
    [`${fill('?').slice(1)}b`, endless],
    [`${fill('?*?').slice(3)}**b`, endless],
    [fill('a?b*'), fill('abcdefgh')],
    [fill('*?x'), fill('xyz/.-_')],
  ];

  it('whatever its 1000 characters: median of 50 under a millisecond', () => {
    const medians = hard.map(([pattern, text]) => {
      const arn = `arn:aws:iam:::role/${text}`;
      const times = Array.from({ length: 50 }, () => {
        const startedAt = performance.now();
        matchesPrincipal(`arn:aws:iam:::role/${pattern}`, arn);
        return performance.now() - startedAt;
      }).sort((a, b) => a - b);
      return times[25] ?? Number.POSITIVE_INFINITY;
    });

    expect(Math.max(...medians)).toBeLessThan(1);
  });

  it('and every one of them is decided as by filling in a table', () => {
    for (const [pattern, text] of hard) {
      expect(matches(`role/${pattern}`, `role/${text}`), pattern).toBe(matchesByTable(pattern, text));
    }
  });
});

/** One cell for each beginning of the pattern and of the text: slow, and plainly right. */
function matchesByTable(pattern: string, text: string): boolean {
  let row = Array.from({ length: text.length + 1 }, (_, taken) => taken === 0);
  for (const sign of pattern) {
    const before = row;
    row = [];
    for (let taken = 0; taken <= text.length; taken += 1) {
      const isSkipped = (sign === '*' || sign === '?') && before[taken];
      const isTaken =
        taken > 0 && before[taken - 1] && (sign === '*' || sign === '?' || sign === text[taken - 1]);
      const isGoingOn = sign === '*' && taken > 0 && row[taken - 1];
      row.push(Boolean(isSkipped || isTaken || isGoingOn));
    }
  }
  return row[text.length] === true;
}
