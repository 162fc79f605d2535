import type { PrincipalQuotas } from './add-principals.ts';
import type { Severity } from './severity.ts';

export const DECISIONS = ['ALLOW', 'APPROVE', 'REFUSE'] as const;

export type Decision = (typeof DECISIONS)[number];

/** What the operator decides about principals: section `principals` of config.yml. */
export interface PrincipalPolicy {
  readonly decisions: Readonly<Record<Severity, Decision>>;
  /** Patterns without ARN, `role/platform/*`: what they wholly cover is allowed whatever its severity. */
  readonly alwaysAllow: readonly string[];
  /** Patterns without ARN: what they can meet is refused whatever its severity. */
  readonly alwaysRefuse: readonly string[];
  /** `/platform/`: IAM paths in which service control policies let only trusted roles create (docs/principals.md). */
  readonly guardedPaths: readonly string[];
  /** Permission sets of the operator's administrators: a wildcard that admits one is named, and weighs HIGH. */
  readonly administratorSets: readonly string[];
  readonly quotas: PrincipalQuotas;
}
