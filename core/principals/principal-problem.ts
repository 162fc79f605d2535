import type { Problem } from '../problem.ts';
import type { PrincipalType } from './principal.ts';

type PrincipalProblemCode =
  | 'PRINCIPAL_TYPE_UNKNOWN'
  | 'LENGTH'
  | 'CHARACTERS'
  | 'NOT_AN_ARN'
  | 'NOT_IAM'
  | 'ASSUMED_ROLE_SESSION'
  | 'PARTITION'
  | 'REGION'
  | 'ACCOUNT_ID'
  | 'TYPE_CONTRADICTS'
  | 'RESOURCE_TYPE'
  | 'RESOURCE_ID'
  | 'WILDCARD';

/** Why a principal is refused before any call. `field` is `principalArn` or `principalType`. */
export interface PrincipalProblem extends Problem {
  readonly code: PrincipalProblemCode;
  /** With TYPE_CONTRADICTS: the type that this ARN has. */
  readonly fittingType?: PrincipalType;
  /** With ASSUMED_ROLE_SESSION: the role that the session stands for, without the path, which it does not tell. */
  readonly roleArn?: string;
}
