import { describe, expect, it } from 'vitest';
import { findingsDigest } from '../../../core/principals/findings-digest.ts';
import { weighRisk } from '../../../core/principals/weigh-risk.ts';
import { ORGANIZATION, POLICY, pattern, risk, UNIT } from './risk-of.ts';

const BASE = risk({ requested: [pattern('role/a'), pattern('role/b*')], existing: [pattern('role/c')] });
const digest = findingsDigest(weighRisk(BASE));

describe('the digest of findings', () => {
  it('is the same for the same findings in another order', () => {
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(findingsDigest(weighRisk(BASE).toReversed())).toBe(digest);
    expect(findingsDigest(weighRisk({ ...BASE, requested: BASE.requested.toReversed() }))).toBe(digest);
  });

  it.each([
    ['one more principal', { requested: [...BASE.requested, pattern('role/d')] }],
    ['another principal of the same severity', { requested: [pattern('role/a'), pattern('role/x*')] }],
    ['a wider node', { share: ORGANIZATION }],
    ['another unit', { share: { ...UNIT, value: 'ou-ab12-00000000' } }],
    ['other power', { power: { readable: false } }],
    ['a waiver', { policy: { ...POLICY, alwaysAllow: ['role/a'] } }],
  ] as const)('is another with %s', (_, changes) => {
    expect(findingsDigest(weighRisk({ ...BASE, ...changes }))).not.toBe(digest);
  });

  it('is another where a share or constraint that the sentence does not name is another', () => {
    const shares = (last: string) =>
      ['1', '2', '3', '4', '5', last].map((end) => ({
        ...UNIT,
        value: `ou-ab12-0000000${end}`,
        sharesPrincipalsNow: true,
      }));
    const cons = (last: string) => ['a', 'b', 'c', 'd', 'e', last].map((end) => `cons-${end}`);
    const power = (last: string) =>
      ({ readable: true, launchConstraints: cons(last), stackSetConstraints: [] }) as const;
    const of = (changes: Partial<typeof BASE>) => findingsDigest(weighRisk({ ...BASE, ...changes }));

    expect(of({ otherShares: shares('6') })).not.toBe(of({ otherShares: shares('7') }));
    expect(of({ otherShares: shares('6') })).toBe(of({ otherShares: shares('6').toReversed() }));
    expect(of({ power: power('f') })).not.toBe(of({ power: power('g') }));
  });

  it('of nothing found is one value too', () => {
    expect(findingsDigest([])).toMatch(/^[0-9a-f]{64}$/);
  });
});
