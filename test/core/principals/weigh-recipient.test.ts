import { describe, expect, it } from 'vitest';
import { decideByPolicy } from '../../../core/principals/decide-by-policy.ts';
import type { RiskShare } from '../../../core/principals/risk-input.ts';
import { newExposures, weighRisk } from '../../../core/principals/weigh-risk.ts';
import { POLICY, risk, UNIT } from './risk-of.ts';

describe('an account-to-account share', () => {
  const account: RiskShare = {
    type: 'ACCOUNT',
    value: '999988887777',
    sharesPrincipalsNow: false,
    willSharePrincipals: false,
    reachesManagementAccount: false,
  };
  const approved = [{ exposed: account.value, severity: 'HIGH', constraints: [] }] as const;

  it.each([
    ['leaves the organization', { isInOrganization: false }, 'account-outside-organization', 'APPROVE'],
    ['stays in it', { isInOrganization: true }, 'account-share', 'ALLOW'],
    ['is somewhere that nobody may read', {}, 'account-share', 'ALLOW'],
    [
      'is there already',
      { isInOrganization: false, isThereNow: true },
      'account-outside-organization',
      'ALLOW',
    ],
    [
      'was approved beside others',
      {
        isInOrganization: false,
        approved: [{ ...approved[0], exposed: '111122223333' }, ...approved],
      },
      'account-outside-organization',
      'ALLOW',
    ],
    [
      'was approved while it weighed less',
      { isInOrganization: false, approved: [{ ...approved[0], severity: 'MEDIUM' as const }] },
      'account-outside-organization',
      'APPROVE',
    ],
    [
      'leaves the organization where another account was approved',
      { isInOrganization: false, approved: [{ ...approved[0], exposed: '111122223333' }] },
      'account-outside-organization',
      'APPROVE',
    ],
    ['was approved', { isInOrganization: false, approved }, 'account-outside-organization', 'ALLOW'],
    [
      'version 0.1.0 made, and somebody took away',
      { isInOrganization: false, isWantedNow: true },
      'account-outside-organization',
      'ALLOW',
    ],
    [
      'a rule names itself',
      { isInOrganization: false, isNamedByRule: true },
      'account-outside-organization',
      'ALLOW',
    ],
  ])('that %s', (_, more, id, decision) => {
    const findings = weighRisk(risk({ requested: [], share: { ...account, ...more } }));

    expect(findings.map((finding) => finding.id)).toContain(id);
    expect(decideByPolicy(findings, POLICY).decision).toBe(decision);
  });

  const outside = { ...account, isInOrganization: false };
  const findingOf = (share: RiskShare) => weighRisk(risk({ requested: [], share }))[0];

  it('is named by its account', () => {
    expect(findingOf(outside)).toMatchObject({
      severity: 'HIGH',
      why: expect.stringContaining(`: ${account.value}.`),
    });
    expect(findingOf(account)).toMatchObject({
      severity: 'NONE',
      why: expect.stringContaining(`: ${account.value}.`),
    });
    expect(findingOf({ ...outside, isNamedByRule: true })).toMatchObject({ waivedBy: account.value });
    expect(findingOf({ ...outside, isWantedNow: true })).toMatchObject({ standing: 'APPROVED_BEFORE' });
  });

  it('is refused where policy refuses it by now, unless it is there already', () => {
    const policy = { ...POLICY, decisions: { ...POLICY.decisions, HIGH: 'REFUSE' } } as const;
    const decide = (more: Partial<RiskShare>) =>
      decideByPolicy(weighRisk(risk({ requested: [], share: { ...outside, ...more }, policy })), policy)
        .decision;

    expect(decide({ approved })).toBe('REFUSE');
    expect(decide({ isWantedNow: true })).toBe('REFUSE');
    expect(decide({ isThereNow: true })).toBe('ALLOW');
  });

  it('is what a yes is a yes to, where it leaves the organization newly', () => {
    const exposed = (share: RiskShare) =>
      newExposures(risk({ requested: [], share })).map((one) => one.exposed);

    expect(exposed(outside)).toEqual([[account.value]]);
    expect(exposed({ ...outside, isThereNow: true })).toEqual([]);
    expect(exposed({ ...account, isInOrganization: true })).toEqual([]);
    expect(exposed(account)).toEqual([]);
    expect(exposed({ ...UNIT, isInOrganization: false })).toEqual([]);
  });
});
