import { describe, expect, it } from 'vitest';
import { approvedExposures } from '../../../core/approval/approved-exposures.ts';
import { decideByPolicy } from '../../../core/principals/decide-by-policy.ts';
import type { Finding } from '../../../core/principals/finding.ts';
import type { PortfolioPower } from '../../../core/principals/portfolio-power.ts';
import type { RiskInput, RiskShare } from '../../../core/principals/risk-input.ts';
import { weighRisk } from '../../../core/principals/weigh-risk.ts';
import { ORGANIZATION, POLICY, pattern, risk, UNIT } from '../principals/risk-of.ts';

const EXACT = pattern('role/Exact');
const WIDE = pattern('role/Deployer-*');
const OTHER = { ...UNIT, value: 'ou-ab12-00000000', sharesPrincipalsNow: true };

const power = (
  launch: Readonly<Record<string, string>>,
  template: Readonly<Record<string, string>> = {},
): PortfolioPower => ({
  readable: true,
  launchConstraints: Object.keys(launch),
  stackSetConstraints: [],
  templateConstraints: Object.keys(template),
  contents: { ...launch, ...template },
});

/** The request once more, after somebody has said yes to `asked` and taken it all away. */
function decisionAfterYes(asked: RiskInput, again: Partial<RiskInput>) {
  const kept = approvedExposures(weighRisk(asked), asked);
  const withYes = (share: RiskInput['share']) => {
    const approved = kept.find((one) => one.share.value === share.value)?.approved;
    return approved ? { ...share, approved } : share;
  };
  const input = { ...asked, ...again };
  const later = { ...input, share: withYes(input.share), otherShares: input.otherShares.map(withYes) };
  return decideByPolicy(weighRisk(later), POLICY).decision;
}

describe('a yes is kept for each pattern by itself', () => {
  const asked = risk({ requested: [EXACT, WIDE] });

  it('with its own severity', () => {
    expect(approvedExposures(weighRisk(asked), asked)).toEqual([
      {
        share: UNIT,
        approved: [
          { exposed: EXACT.principalArn, severity: 'MEDIUM', constraints: [] },
          { exposed: WIDE.principalArn, severity: 'HIGH', constraints: [] },
        ],
      },
    ]);
  });

  it('so the milder one is asked about once it is as severe as the other was', () => {
    const lent = power({ 'cons-1': 'x' });

    expect(decisionAfterYes(asked, { requested: [EXACT] })).toBe('ALLOW');
    expect(decisionAfterYes({ ...asked, requested: [EXACT], power: lent }, { requested: [EXACT] })).toBe(
      'ALLOW',
    );
    expect(decisionAfterYes(asked, { requested: [EXACT], power: lent })).toBe('APPROVE');
  });

  it('and no pattern that was not named', () => {
    expect(decisionAfterYes(risk({ requested: [WIDE] }), { requested: [pattern('role/Tester-*')] })).toBe(
      'APPROVE',
    );
  });

  it('at each recipient, and at no other', () => {
    const both = { ...asked, otherShares: [OTHER] };

    expect(approvedExposures(weighRisk(both), both).map(({ share }) => share.value)).toEqual([
      UNIT.value,
      OTHER.value,
    ]);
    expect(decisionAfterYes(asked, { share: ORGANIZATION })).toBe('REFUSE');
    expect(decisionAfterYes(asked, { otherShares: [OTHER] })).toBe('APPROVE');
  });

  it('and a repeated attempt, which finds its own yes, keeps it as it was', () => {
    const first = approvedExposures(weighRisk(asked), asked);
    const repeated = { ...asked, share: { ...asked.share, approved: first[0]?.approved ?? [] } };

    expect(approvedExposures(weighRisk(repeated), repeated)[0]?.approved).toEqual(first[0]?.approved);
  });

  it('beside what was approved there before', () => {
    const before = { exposed: 'arn:aws:iam:::role/Old', severity: 'HIGH', constraints: [] } as const;
    const input = { ...asked, share: { ...UNIT, approved: [before] } };

    expect(approvedExposures(weighRisk(input), input)[0]?.approved).toContainEqual(before);
  });
});

describe('a yes is kept as severe as what it was asked about', () => {
  const about = (id: Finding['id'], severity: Finding['severity'], more: Partial<Finding> = {}): Finding => ({
    id,
    severity,
    why: 'why.',
    whatToDo: 'what.',
    ...more,
  });
  const ofExact = { principalArn: EXACT.principalArn };
  const asked = risk({ requested: [EXACT] });
  const severityOf = (findings: readonly Finding[]) =>
    approvedExposures(findings, asked)[0]?.approved[0]?.severity;

  it.each<[string, Partial<Finding>, string]>([
    ['counts where nothing speaks against it', {}, 'HIGH'],
    ['does not where it was exposed before', { standing: 'EXPOSED_BEFORE' }, 'LOW'],
    ['counts where it was approved before', { standing: 'APPROVED_BEFORE' }, 'HIGH'],
    ['does not where policy waives it', { waivedBy: EXACT.principalArn }, 'LOW'],
  ])('a finding %s', (_, more, severity) => {
    const mild = about('unguarded-exact', 'LOW', ofExact);

    expect(severityOf([mild, about('unguarded-wildcard', 'HIGH', { ...ofExact, ...more })])).toBe(severity);
  });

  it('where the finding is about the whole portfolio, for each pattern', () => {
    expect(
      severityOf([about('lends-launch-role', 'CRITICAL'), about('unguarded-exact', 'LOW', ofExact)]),
    ).toBe('CRITICAL');
  });

  it('where an account outside the organization is the recipient, apart from its patterns', () => {
    const share: RiskShare = { ...UNIT, type: 'ACCOUNT', value: '999988887777', isInOrganization: false };
    const findings = [
      about('account-outside-organization', 'HIGH'),
      about('lends-launch-role', 'CRITICAL'),
      about('unguarded-exact', 'LOW', ofExact),
    ];
    const severities = (given: readonly Finding[]) =>
      approvedExposures(given, { ...asked, share }).map(({ approved }) =>
        approved.map(({ exposed, severity }) => [exposed, severity]),
      );

    expect(severities(findings)).toEqual([[[share.value, 'HIGH']], [[EXACT.principalArn, 'CRITICAL']]]);
    expect(severities(findings.slice(0, 1))).toEqual([
      [[share.value, 'HIGH']],
      [[EXACT.principalArn, 'NONE']],
    ]);
  });

  it('and not at all before it was read what the constraints say', () => {
    const unread = { readable: true, launchConstraints: ['cons-1'], stackSetConstraints: [] } as const;

    expect(approvedExposures([], { ...asked, power: unread })).toEqual([]);
  });
});

describe('a yes is held against what the constraints say', () => {
  const asked = risk({
    requested: [EXACT],
    power: power({ 'cons-1': 'role/Launch', 'cons-2': 'role/Other' }, { 'cons-3': 'small instances' }),
  });

  it.each<[string, PortfolioPower, string]>([
    ['the same', asked.power, 'ALLOW'],
    [
      'one less that lends rights',
      power({ 'cons-1': 'role/Launch' }, { 'cons-3': 'small instances' }),
      'ALLOW',
    ],
    [
      'one more that limits',
      power(
        { 'cons-1': 'role/Launch', 'cons-2': 'role/Other' },
        { 'cons-3': 'small instances', 'cons-4': 'few' },
      ),
      'ALLOW',
    ],
    [
      'another role under the same id',
      power({ 'cons-1': 'role/Admin', 'cons-2': 'role/Other' }, { 'cons-3': 'small instances' }),
      'APPROVE',
    ],
    [
      'roles that have changed places',
      power({ 'cons-1': 'role/Other', 'cons-2': 'role/Launch' }, { 'cons-3': 'small instances' }),
      'APPROVE',
    ],
    [
      'one more that lends rights',
      power(
        { 'cons-1': 'role/Launch', 'cons-2': 'role/Other', 'cons-5': 'role/Launch' },
        { 'cons-3': 'small instances' },
      ),
      'APPROVE',
    ],
    ['none that limits any more', power({ 'cons-1': 'role/Launch', 'cons-2': 'role/Other' }), 'APPROVE'],
    [
      'one that limits less',
      power({ 'cons-1': 'role/Launch', 'cons-2': 'role/Other' }, { 'cons-3': 'any' }),
      'APPROVE',
    ],
    [
      'not read what they say',
      { readable: true, launchConstraints: ['cons-1', 'cons-2'], stackSetConstraints: [] },
      'APPROVE',
    ],
    ['not to be read at all', { readable: false }, 'APPROVE'],
  ])('%s', (_, now, decision) => {
    expect(decisionAfterYes(asked, { power: now })).toBe(decision);
  });

  it('and a yes of the release before, which kept ids alone, is asked for once more', () => {
    const yes = { exposed: EXACT.principalArn, severity: 'HIGH', constraints: ['cons-1', 'cons-2'] } as const;
    const input = { ...asked, share: { ...UNIT, approved: [yes] } };

    expect(decideByPolicy(weighRisk(input), POLICY).decision).toBe('APPROVE');
  });
});
