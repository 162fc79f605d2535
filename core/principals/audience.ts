import { nameSome } from './name-some.ts';
import { ADMINISTRATOR_SETS } from './permission-sets.ts';
import type { PrincipalParts } from './principal.ts';
import {
  type Admitted,
  admitsPermissionSet,
  admitsSingleSignOn,
  admittedOfSamples,
} from './single-sign-on.ts';

/** Who signs in through IAM Identity Center and matches, measured on sample roles. */
export interface Audience {
  /** FEW: hardly any. MANY: more than one role in fifty, or an administrators' set. MOST: a quarter, or more. */
  readonly size: 'FEW' | 'MANY' | 'MOST';
  /** In numbers and examples. */
  readonly detail: string;
}

const MANY = 1 / 50;
const MOST = 1 / 4;

/** Of all patterns together, by the way of naming of which they admit most. `administratorSets` are the operator's, beside those that AWS predefines. */
export function audienceOf(
  patterns: readonly PrincipalParts[],
  administratorSets: readonly string[],
): Audience {
  const concerned = patterns.filter(admitsSingleSignOn);
  const { sets: admitted, outOf } = admittedOfSamples(concerned).reduce(worse);
  const administrators = [...new Set([...administratorSets, ...ADMINISTRATOR_SETS])].filter((set) =>
    concerned.some((pattern) => admitsPermissionSet(pattern, set)),
  );
  const examples = [...new Set([...administrators, ...admitted])];
  const part = admitted.length / outOf;
  const size = part >= MOST ? 'MOST' : part > MANY || administrators.length > 0 ? 'MANY' : 'FEW';
  const count = `${admitted.length} of ${outOf} sample roles match`;
  return {
    size,
    detail: examples.length === 0 ? count : `${count}, for these permission sets: ${nameSome(examples)}`,
  };
}

function worse(one: Admitted, other: Admitted): Admitted {
  return other.sets.length / other.outOf > one.sets.length / one.outOf ? other : one;
}
