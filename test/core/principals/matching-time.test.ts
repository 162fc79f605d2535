import { describe, expect, it } from 'vitest';
import { matchesPrincipal } from '../../../core/principals/matches-principal.ts';

const matches = (resource: string, principal: string) =>
  matchesPrincipal(`arn:aws:iam:::${resource}`, `arn:aws:iam::123456789012:${principal}`);

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

  it('whatever its 1000 characters: under three milliseconds, a busy machine allowed for', () => {
    const lowerQuartiles = hard.map(([pattern, text]) => {
      const arn = `arn:aws:iam:::role/${text}`;
      const times = Array.from({ length: 50 }, () => {
        const startedAt = performance.now();
        matchesPrincipal(`arn:aws:iam:::role/${pattern}`, arn);
        return performance.now() - startedAt;
      }).sort((a, b) => a - b);
      return times[12] ?? Number.POSITIVE_INFINITY;
    });

    expect(Math.max(...lowerQuartiles)).toBeLessThan(3);
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
