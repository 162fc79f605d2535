import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers } from '../../../core/principals/compare-patterns.ts';
import { decideByPolicy } from '../../../core/principals/decide-by-policy.ts';
import { overallSeverity } from '../../../core/principals/finding.ts';
import { DECISIONS } from '../../../core/principals/principal-policy.ts';
import type { RiskInput, RiskShare } from '../../../core/principals/risk-input.ts';
import { SEVERITIES } from '../../../core/principals/severity.ts';
import { weighRisk } from '../../../core/principals/weigh-risk.ts';
import { bySize } from '../../size.ts';
import { POLICY, pattern, principalOfAccount } from './risk-of.ts';

const piece = fc.constantFrom(
  ...[
    'aws-reserved',
    'AWS-Reserved',
    '/',
    'sso.amazonaws.com',
    'AWSReservedSSO_',
    'Dev',
    '_',
    '0123456789abcdef',
  ],
  ...['eu-west-1', 'platform', 'service-role', 'aws-service-role', 'a', '?', '????????????????', '*', '*'],
);
const likely = fc.constantFrom(
  ...[
    'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef',
    'aws-reserved/*',
    'platform/Deploy',
  ],
  ...[
    'aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_*_????????????????',
    'aws-service-role/x/y',
    '*/?',
  ],
  ...['aws-reserved/sso.amazonaws.com*/AWSReservedSSO_*', 'platform/team/*', 'service-role/Deploy', 'Deploy'],
);
const resourceId = fc
  .oneof(
    likely,
    fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join('')),
  )
  .filter((id) => !id.endsWith('/'));
const resourceType = fc.constantFrom('role', 'role', 'user', 'group');
const resource = fc.tuple(resourceType, resourceId).map((parts) => parts.join('/'));
const principal = fc.oneof(resource.map(pattern), resource.map(principalOfAccount));
const share: fc.Arbitrary<RiskShare> = fc.record({
  type: fc.constantFrom('ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ORGANIZATION_MEMBER_ACCOUNT', 'ACCOUNT'),
  value: fc.constantFrom('o-a1b2c3d4e5', 'ou-ab12-cdef3456', '123456789012'),
  sharesPrincipalsNow: fc.boolean(),
  willSharePrincipals: fc.boolean(),
  reachesManagementAccount: fc.boolean(),
});
const input: fc.Arbitrary<RiskInput> = fc.record({
  existing: fc.array(principal, { maxLength: 2 }),
  requested: fc.array(principal, { maxLength: 2 }),
  share,
  otherShares: fc.array(share, { maxLength: 2 }),
  power: fc.constantFrom(
    { readable: true, launchConstraints: [], stackSetConstraints: [] },
    { readable: true, launchConstraints: ['cons-1'], stackSetConstraints: [] },
    { readable: false },
  ),
  policy: fc.record({
    decisions: fc.constant(POLICY.decisions),
    alwaysAllow: fc.constantFrom([], ['role/platform/*'], ['role/D*']),
    alwaysRefuse: fc.constantFrom([], ['role/*0123*'], ['user/a*']),
    guardedPaths: fc.constantFrom([], ['/platform/'], ['/platform/team/', '/a/']),
    administratorSets: fc.constantFrom([], ['Dev']),
    quotas: fc.constant(POLICY.quotas),
  }),
});

/** Wildcards put in or in place of other signs: every change admits at least what was admitted before. */
const widening = fc
  .array(
    fc.record({
      at: fc.nat(),
      length: fc.constantFrom(0, 1, 1, 3, 9, 30),
      sign: fc.constantFrom('*', '*', '?', '*?'),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map(
    (changes) => (id: string) =>
      changes.reduce((wider, { at, length, sign }) => {
        const place = at % (wider.length + 1);
        const taken = wider.slice(place, place + length);
        const replaces = sign.includes('*') || (taken.length <= 1 && taken !== '*');
        return (
          wider.slice(0, place) + sign + (replaces ? wider.slice(place + taken.length) : wider.slice(place))
        );
      }, id),
  );

function expectNotMilder(before: RiskInput, after: RiskInput): void {
  const [weighed, weighedAfter] = [weighRisk(before), weighRisk(after)];
  const level = (findings: typeof weighed) => SEVERITIES.indexOf(overallSeverity(findings));
  const strictness = (findings: typeof weighed) =>
    DECISIONS.indexOf(decideByPolicy(findings, POLICY).decision);

  expect(level(weighedAfter)).toBeGreaterThanOrEqual(level(weighed));
  expect(strictness(weighedAfter)).toBeGreaterThanOrEqual(strictness(weighed));
}

const check = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, predicate), { numRuns: bySize({ quick: 120, prove: 300, whole: 6_000 }) });

describe('neither severity nor decision is ever lowered by', () => {
  it('a wider pattern, asked for or already there', () => {
    check(
      fc.tuple(input, resourceType, resourceId, widening, fc.boolean()),
      ([base, type, id, widen, isThere]) => {
        const wide = widen(id);
        fc.pre(!wide.endsWith('/'));
        const [before, after] = [id, wide].map((one) => {
          const added = pattern(`${type}/${one}`);
          return isThere
            ? { ...base, existing: [...base.existing, added] }
            : { ...base, requested: [...base.requested, added] };
        });

        expect(covers(`arn:aws:iam:::${type}/${wide}`, `arn:aws:iam:::${type}/${id}`)).toBe('yes');
        if (before && after) expectNotMilder(before, after);
      },
    );
  });

  it('a node that reaches the management account, or one more node', () => {
    check(fc.tuple(input, share), ([base, more]) => {
      const wider = { ...base.share, type: 'ORGANIZATION', reachesManagementAccount: true } as const;

      expectNotMilder(base, { ...base, share: wider });
      expectNotMilder(base, { ...base, otherShares: [...base.otherShares, more] });
    });
  });

  it('sharing principals', () => {
    check(input, (base) => {
      const shared = { ...base, share: { ...base.share, willSharePrincipals: true } };

      expectNotMilder({ ...base, share: { ...base.share, willSharePrincipals: false } }, shared);
    });
  });

  it('one more principal, asked for or already there', () => {
    check(fc.tuple(input, principal), ([base, more]) => {
      expectNotMilder(base, { ...base, requested: [...base.requested, more] });
      // One that is asked for and there already changes nothing.
      fc.pre(base.requested.every(({ principalArn }) => principalArn !== more.principalArn));
      expectNotMilder(base, { ...base, existing: [...base.existing, more] });
    });
  });

  it('a launch constraint, or constraints that cannot be read', () => {
    check(input, (base) => {
      const none = {
        ...base,
        power: { readable: true, launchConstraints: [], stackSetConstraints: [] },
      } as const;
      const some = { ...none, power: { ...none.power, launchConstraints: ['cons-1'] } } as const;

      expectNotMilder(none, some);
      expectNotMilder(some, { ...base, power: { readable: false } });
    });
  });

  it('one guarded path less', () => {
    check(input, (base) => {
      const policy = { ...base.policy, guardedPaths: base.policy.guardedPaths.slice(1) };

      expectNotMilder(base, { ...base, policy });
    });
  });

  it('a group, or a user, in place of the same role', () => {
    check(fc.tuple(input, resourceId), ([base, id]) => {
      // One that is there already changes nothing.
      fc.pre(base.existing.every(({ principalArn }) => !principalArn.endsWith(`/${id}`)));
      const policy = { ...base.policy, alwaysAllow: [], alwaysRefuse: [] };
      const [role, user, group] = ['role', 'user', 'group'].map((type) => ({
        ...base,
        policy,
        requested: [...base.requested, pattern(`${type}/${id}`)],
      }));

      if (role && user && group) {
        expectNotMilder(role, user);
        expectNotMilder(user, group);
      }
    });
  });
});
