import type { PrincipalType } from '../../core/principals/principal.ts';

/** As people write them: with an account id it is an ARN, without one a pattern. */
export function principalTypeOf(arn: string): PrincipalType {
  return /^arn:[^:]*:iam::[^:]+:/.test(arn) || arn.includes(':sts:') ? 'IAM' : 'IAM_PATTERN';
}
