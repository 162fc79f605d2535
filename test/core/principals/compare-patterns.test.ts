import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, overlaps } from '../../../core/principals/compare-patterns.ts';
import { matchesPrincipal } from '../../../core/principals/matches-principal.ts';

const role = (id: string) => `arn:aws:iam:::role/${id}`;
const roleOf = (id: string, account = '123456789012') => `arn:aws:iam::${account}:role/${id}`;

describe('coverage', () => {
  it.each([
    [role('*'), role('team/?*x')],
    [role('a*'), role('ab?c*')],
    [role('a?c'), role('a?c')],
    [role('???'), role('??')],
    [role('*?a'), role('?*a')],
    [role('*'), roleOf('Deploy')],
    [role('De*'), roleOf('Deploy')],
    [roleOf('Deploy'), roleOf('Deploy')],
    ['arn:aws:iam:::user/a*', 'arn:aws:iam:::user/ab'],
  ])('%s covers %s', (wide, narrow) => {
    expect(covers(wide, narrow)).toBe('yes');
  });

  it.each([
    [role('a*'), role('*')],
    [role('??'), role('???')],
    [role('?'), role('*')],
    [role('a?c'), role('a*c')],
    [role('*b'), role('a*')],
    [roleOf('Deploy'), role('Deploy')],
    [roleOf('Deploy'), roleOf('Deploy', '210987654321')],
    [roleOf('Deploy'), roleOf('Other')],
    [role('De*'), roleOf('Other')],
    [role('a'), role('A')],
    [role('*'), 'arn:aws:iam:::user/x'],
    [role('*'), 'arn:aws-cn:iam:::role/x'],
    [role('*'), 'not an ARN'],
    ['not an ARN', role('x')],
  ])('%s is not known to cover %s', (wide, narrow) => {
    expect(covers(wide, narrow)).toBe('unknown');
  });

  it('takes signs in a fully defined ARN for themselves', () => {
    expect(covers(role('a?'), roleOf('a*'))).toBe('yes');
    expect(covers(role('a?'), role('a*'))).toBe('unknown');
  });

  it('disregards case where that is asked', () => {
    expect(covers(role('DEV*'), role('dev-?'))).toBe('unknown');
    expect(covers(role('DEV*'), role('dev-?'), { ignoreCase: true })).toBe('yes');
  });
});

describe('overlap', () => {
  it.each([
    [role('a*'), role('*b')],
    [role('a?c'), role('ab?')],
    [role('a?'), role('?')],
    [role('*x*'), role('a?b?c?')],
    [role('Deploy*'), roleOf('Deploy-1')],
    [roleOf('Deploy-1'), role('Deploy*')],
    [roleOf('Deploy'), roleOf('Deploy')],
  ])('%s and %s have a principal in common', (one, other) => {
    expect(overlaps(one, other)).toBe('yes');
    expect(overlaps(other, one)).toBe('yes');
  });

  it.each([
    [role('a*'), role('b*')],
    [role('a*x'), role('?b?y')],
    [role('ab'), role('a?c')],
    [role('a?b'), role('accb')],
    [role('a'), role('A')],
    [role('Deploy'), roleOf('Other')],
    [roleOf('Deploy'), roleOf('Other')],
    [roleOf('Deploy'), roleOf('Deploy', '210987654321')],
    [role('*'), 'arn:aws:iam:::group/x'],
    [role('*'), 'arn:aws-cn:iam:::role/*'],
    [role('*'), 'not an ARN'],
    ['not an ARN', role('*')],
  ])('%s and %s have none', (one, other) => {
    expect(overlaps(one, other)).toBe('no');
    expect(overlaps(other, one)).toBe('no');
  });

  it('disregards case where that is asked', () => {
    expect(overlaps(role('DEV*'), role('dev-?'))).toBe('no');
    expect(overlaps(role('DEV*'), role('dev-?'), { ignoreCase: true })).toBe('yes');
  });
});

describe('coverage and overlap agree with matching', () => {
  const patterns = fc
    .array(fc.constantFrom('a', 'b', '?', '?', '*'), { minLength: 1, maxLength: 5 })
    .map((signs) => role(signs.join('')));
  /** Every text of a and b of up to seven characters: more than the patterns above can tell apart. */
  const texts = textsUpTo(7).map(role);

  it('a covering pattern admits all that the covered one admits', () => {
    fc.assert(
      fc.property(patterns, patterns, (wide, narrow) => {
        fc.pre(covers(wide, narrow) === 'yes');

        expect(texts.filter((arn) => matchesPrincipal(narrow, arn) && !matchesPrincipal(wide, arn))).toEqual(
          [],
        );
      }),
      { numRuns: 150 },
    );
  });

  it('a pattern whose signs were replaced by wildcards, or that got more of them, is known to cover', () => {
    const change = fc.record({
      at: fc.nat(),
      sign: fc.constantFrom('?', '*', '**', '*?'),
      isInserted: fc.boolean(),
    });
    fc.assert(
      fc.property(patterns, fc.array(change, { maxLength: 4 }), (narrow, changes) => {
        const wide = changes.reduce(
          (id, { at, sign, isInserted }) => {
            const place = at % id.length;
            const isRun = id[place] === '*';
            return id.slice(0, place) + sign + id.slice(isInserted || isRun ? place : place + 1);
          },
          narrow.slice(role('').length),
        );

        expect(covers(role(wide), narrow)).toBe('yes');
      }),
      { numRuns: 1000 },
    );
  });

  it('patterns overlap exactly where some text is admitted by both', () => {
    fc.assert(
      fc.property(patterns, patterns, (one, other) => {
        const common = texts.some((arn) => matchesPrincipal(one, arn) && matchesPrincipal(other, arn));

        expect(overlaps(one, other)).toBe(common ? 'yes' : 'no');
      }),
      { numRuns: 300 },
    );
  });
});

function textsUpTo(length: number): string[] {
  const layers: string[][] = [['a', 'b']];
  while (layers.length < length)
    layers.push((layers.at(-1) ?? []).flatMap((text) => [`${text}a`, `${text}b`]));
  return layers.flat();
}
