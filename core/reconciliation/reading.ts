import { RECIPIENT_TYPES, type Recipient, type ShareType } from '../share/recipient.ts';
import type { Difference, DriftKind } from './drift.ts';

/** Which lists of a portfolio to read: all of them at first, then those in which something differed. */
export interface Reading {
  readonly types: readonly ShareType[];
  readonly principals: boolean;
  readonly power: boolean;
  readonly access: boolean;
  /** Whether to look at the accounts of wanted shares: all, or those whose end is not known to be clean. */
  readonly looks?: 'ALL' | 'UNKNOWN';
}

/** An account may be listed under either type of account. */
function isToBeRead(type: Recipient['type'], types: ReadonlySet<Recipient['type']>): boolean {
  const isOfAccount = type === 'ACCOUNT' || type === 'ORGANIZATION_MEMBER_ACCOUNT';
  return (
    types.has(type) || (isOfAccount && (types.has('ACCOUNT') || types.has('ORGANIZATION_MEMBER_ACCOUNT')))
  );
}

export function firstReading(access: boolean): Reading {
  return { types: RECIPIENT_TYPES, principals: true, power: true, access, looks: access ? 'ALL' : 'UNKNOWN' };
}

/** Only what the second reading needs to see the same differences again: each list costs one call or several. */
export function secondReading(differences: readonly Difference[]): Reading {
  const kinds = new Set(differences.map(({ kind }) => kind));
  const weighs = ['PRINCIPAL_NOT_ASKED_FOR', 'PRINCIPAL_LEFT_BEHIND', 'RISK_RISEN'].some((kind) =>
    kinds.has(kind as DriftKind),
  );
  const access = kinds.has('ACCESS_WITHOUT_SHARE');
  const types = new Set(
    differences.flatMap(({ kind, recipient }) =>
      recipient && kind !== 'PRINCIPAL_MISSING' ? [recipient.type] : [],
    ),
  );
  return {
    types: weighs || access ? RECIPIENT_TYPES : RECIPIENT_TYPES.filter((type) => isToBeRead(type, types)),
    principals: weighs || kinds.has('PRINCIPAL_MISSING'),
    power: weighs,
    access,
    ...(kinds.has('ACCESS_MISSING') && { looks: 'ALL' as const }),
  };
}
