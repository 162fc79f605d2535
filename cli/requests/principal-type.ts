import type { PrincipalType } from '../../core/principals/principal.ts';

/** The type that the ARN itself shows: with an account id it is IAM, without one IAM_PATTERN. */
export function principalTypeOf(arn: string): PrincipalType {
  return /^arn:[^:]*:iam::[^:]+:/.test(arn) || arn.includes(':sts:') ? 'IAM' : 'IAM_PATTERN';
}
