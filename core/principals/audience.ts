import { nameSome } from './name-some.ts';
import { ADMINISTRATOR_SETS } from './permission-sets.ts';
import type { PrincipalParts } from './principal.ts';
import { admitsPermissionSet, admitsSingleSignOn, SAMPLE_ROLES, sampleRolesOf } from './single-sign-on.ts';

/** Who signs in through IAM Identity Center and matches, measured on sample roles. */
export interface Audience {
  /** FEW: hardly any. MANY: more than one role in fifty, or an administrators' set. MOST: a quarter, or more. */
  readonly size: 'FEW' | 'MANY' | 'MOST';
  /** In numbers and examples. */
  readonly detail: string;
}

const MANY = SAMPLE_ROLES.length / 50;
const MOST = SAMPLE_ROLES.length / 4;

/** Of all patterns together. `administratorSets` are the operator's, beside those that AWS predefines. */
export function audienceOf(
  patterns: readonly PrincipalParts[],
  administratorSets: readonly string[],
): Audience {
  const concerned = patterns.filter(admitsSingleSignOn);
  const admitted = sampleRolesOf(concerned);
  const administrators = [...new Set([...administratorSets, ...ADMINISTRATOR_SETS])].filter((set) =>
    concerned.some((pattern) => admitsPermissionSet(pattern, set)),
  );
  const examples = [...new Set([...administrators, ...admitted])];
  const size =
    admitted.length >= MOST ? 'MOST' : admitted.length > MANY || administrators.length > 0 ? 'MANY' : 'FEW';
  const count = `${admitted.length} of ${SAMPLE_ROLES.length} sample roles match`;
  return {
    size,
    detail: examples.length === 0 ? count : `${count}, for these permission sets: ${nameSome(examples)}`,
  };
}
