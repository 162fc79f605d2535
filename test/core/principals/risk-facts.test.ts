import { describe, expect, it } from 'vitest';
import {
  changesOfFacts,
  factsDigest,
  type RiskFacts,
  riskFacts,
} from '../../../core/principals/risk-facts.ts';
import { weighRisk } from '../../../core/principals/weigh-risk.ts';
import { ORGANIZATION, POLICY, pattern, risk, UNIT } from './risk-of.ts';

const BASE = risk({ requested: [pattern('role/a'), pattern('role/b*')], existing: [pattern('role/c')] });
const ACCOUNTS = ['111122223333', '222233334444'];

function digestWith(changes: Partial<typeof BASE> = {}, accounts: string[] | undefined = ACCOUNTS): string {
  const input = { ...BASE, ...changes };
  return factsDigest(riskFacts(input, weighRisk(input), accounts));
}

function units(...ends: readonly string[]) {
  return ends.map((end) => ({ ...UNIT, value: `ou-ab12-0000000${end}`, sharesPrincipalsNow: true }));
}

function lending(...ends: readonly string[]) {
  const launchConstraints = ends.map((end) => `cons-${end}`);
  return { readable: true, launchConstraints, stackSetConstraints: [] } as const;
}

describe('the digest of what a yes is a yes to', () => {
  it('is the same once the ledger has had the facts: DynamoDB keeps no order of members', () => {
    const facts = riskFacts(BASE, weighRisk(BASE), ACCOUNTS);
    const reversed = (value: object) => Object.fromEntries(Object.entries(value).toReversed());

    expect(
      factsDigest({ ...reversed(facts), accounts: reversed(facts.accounts ?? {}) } as unknown as RiskFacts),
    ).toBe(factsDigest(facts));
  });

  it('is another where a constraint says something else under the same id', () => {
    const says = (text: string) => ({ power: { ...lending('a'), contents: { 'cons-a': text } } });

    expect(digestWith(says('role/Launch'))).not.toBe(digestWith(says('role/Admin')));
    expect(digestWith(says('role/Launch'))).not.toBe(digestWith({ power: lending('a') }));
  });

  it('is another where a constraint that limits parameters has gone, though no severity has', () => {
    const limited = { power: { ...lending(), templateConstraints: ['cons-t'] } };

    expect(digestWith(limited)).not.toBe(digestWith());
  });

  it('is the same in another order', () => {
    expect(digestWith({ requested: BASE.requested.toReversed() })).toBe(digestWith());
    expect(digestWith({ otherShares: units('1', '2') })).toBe(digestWith({ otherShares: units('2', '1') }));
  });

  it.each([
    ['one more principal', { requested: [...BASE.requested, pattern('role/d')] }],
    ['another principal of the same severity', { requested: [pattern('role/a'), pattern('role/x*')] }],
    ['a wider node', { share: ORGANIZATION }],
    ['another unit', { share: { ...UNIT, value: 'ou-ab12-00000000' } }],
    ['another share', { otherShares: units('1') }],
    ['other power', { power: { readable: false } }],
    ['a waiver', { policy: { ...POLICY, alwaysAllow: ['role/a'] } }],
  ] as const)('is another with %s', (_, changes) => {
    expect(digestWith(changes as Partial<typeof BASE>)).not.toBe(digestWith());
  });

  it('is another where the last of many is another', () => {
    const six = (last: string) => digestWith({ otherShares: units('1', '2', '3', '4', '5', last) });
    const constraints = (last: string) => digestWith({ power: lending('a', 'b', 'c', 'd', 'e', last) });

    expect(six('6')).not.toBe(six('7'));
    expect(constraints('f')).not.toBe(constraints('g'));
  });

  it('is another where one account is another, or nobody may read them any more', () => {
    expect(digestWith({}, ['111122223333', '333344445555'])).not.toBe(digestWith());
    const input = { ...BASE };
    expect(factsDigest(riskFacts(input, weighRisk(input), undefined))).not.toBe(digestWith());
  });

  it('is the same once the request has done half of what it asked for', () => {
    const half = { existing: [...BASE.existing, pattern('role/a')] };
    const whole = {
      existing: [...BASE.existing, ...BASE.requested],
      share: { ...UNIT, sharesPrincipalsNow: true },
    };

    expect(digestWith(half)).toBe(digestWith());
    expect(digestWith(whole)).toBe(digestWith());
  });
});

describe('what has changed since somebody was asked', () => {
  const facts = (changes: Partial<typeof BASE> = {}, accounts: string[] | undefined = ACCOUNTS) => {
    const input = { ...BASE, ...changes };
    return riskFacts(input, weighRisk(input), accounts);
  };

  it('is nothing where the facts are the same', () => {
    expect(changesOfFacts(facts(), facts())).toEqual([]);
    expect(changesOfFacts(facts({ power: lending() }), facts({ power: lending() }))).toEqual([]);
  });

  it('is told list by list', () => {
    const policy = { ...POLICY, alwaysAllow: ['role/c'] };

    expect(changesOfFacts(facts(), facts({ requested: [pattern('role/a')], policy }))).toEqual([
      'Patterns gone: arn:aws:iam:::role/b*.',
      'Findings added: MEDIUM unguarded-exact arn:aws:iam:::role/c allowed by role/c.',
      'Findings gone: HIGH unguarded-wildcard arn:aws:iam:::role/b*, MEDIUM unguarded-exact arn:aws:iam:::role/c.',
    ]);
    expect(changesOfFacts(facts(), facts({ otherShares: units('2', '1') }))[0]).toBe(
      'Recipients with whom principal names are shared added: ou-ab12-00000001, ou-ab12-00000002.',
    );
  });

  it('is in which accounts the patterns have effect', () => {
    expect(changesOfFacts(facts(), facts({}, ['333344445555']))).toEqual([
      'The patterns have effect in other accounts: 2 then, 1 now.',
    ]);
  });

  it('names the portfolio where a finding is about it', () => {
    const outside = { ...UNIT, type: 'ACCOUNT', value: '999988887777', isInOrganization: false } as const;

    expect(facts({ share: outside }).findings).toContain('HIGH account-outside-organization the portfolio');
  });
});
