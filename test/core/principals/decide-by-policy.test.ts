import { describe, expect, it } from 'vitest';
import { decideByPolicy } from '../../../core/principals/decide-by-policy.ts';
import { makeFindingOf } from '../../../core/principals/finding.ts';
import { weighRisk } from '../../../core/principals/weigh-risk.ts';
import { POLICY, pattern, risk } from './risk-of.ts';

const decide = (resources: string[], changes: Partial<typeof POLICY> = {}) => {
  const policy = { ...POLICY, ...changes };
  return decideByPolicy(weighRisk(risk({ requested: resources.map(pattern), policy })), policy);
};
const because = (decision: ReturnType<typeof decideByPolicy>) => decision.because.map(({ id }) => id);

describe('the default policy', () => {
  it.each([
    ['role/platform/Deploy', 'ALLOW'],
    ['role/platform/*', 'ALLOW'],
    ['role/Deploy', 'ALLOW'],
    ['role/Deploy*', 'APPROVE'],
    ['role/*', 'REFUSE'],
  ])('decides %s with %s', (resource, decision) => {
    expect(decide([resource]).decision).toBe(decision);
  });

  it('names the findings that asked for its decision, and no others', () => {
    expect(because(decide(['role/Deploy', 'group/x', 'role/Dev*']))).toEqual([
      'group-joinable',
      'unguarded-wildcard',
    ]);
    expect(because(decide(['role/Deploy', 'group/x', 'role/*']))).toEqual(['no-literal']);
    expect(because(decide(['role/Deploy']))).toEqual([]);
  });

  it('allows where nothing was found', () => {
    expect(decideByPolicy([], POLICY)).toEqual({ decision: 'ALLOW', because: [] });
  });
});

it('an operator decides otherwise for each severity', () => {
  const decisions = { ...POLICY.decisions, MEDIUM: 'REFUSE', HIGH: 'REFUSE' } as const;

  expect(decide(['role/Deploy'], { decisions }).decision).toBe('REFUSE');
  expect(decide(['role/platform/Deploy'], { decisions }).decision).toBe('ALLOW');
});

it('what is always allowed decides nothing, and what is not allowed beside it still does', () => {
  const alwaysAllow = ['role/*'];

  expect(decide(['role/*'], { alwaysAllow })).toEqual({ decision: 'ALLOW', because: [] });
  expect(because(decide(['role/*', 'group/x'], { alwaysAllow }))).toEqual(['group-joinable']);
});

it('what is always refused is refused whatever its severity, and even where it is always allowed', () => {
  const alwaysRefuse = ['role/platform/Admin'];
  const lenient = { NONE: 'ALLOW', LOW: 'ALLOW', MEDIUM: 'ALLOW', HIGH: 'ALLOW', CRITICAL: 'ALLOW' } as const;

  const decision = decide(['role/platform/Admin'], {
    alwaysRefuse,
    alwaysAllow: ['role/*'],
    decisions: lenient,
  });

  expect(decision.decision).toBe('REFUSE');
  expect(because(decision)).toEqual(['always-refused']);
});

it('what was approved before needs no second yes, and what stands there decides nothing', () => {
  const finding = (severity: 'HIGH' | 'CRITICAL', standing: 'APPROVED_BEFORE' | 'EXPOSED_BEFORE') =>
    decideByPolicy([makeFindingOf('unguarded-wildcard', severity, { standing })], POLICY).decision;

  expect(finding('HIGH', 'APPROVED_BEFORE')).toBe('ALLOW');
  expect(finding('CRITICAL', 'APPROVED_BEFORE')).toBe('REFUSE');
  expect(finding('CRITICAL', 'EXPOSED_BEFORE')).toBe('ALLOW');
});
