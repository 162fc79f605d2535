import type { ShareEntry } from '../ledger/wanted-share.ts';
import { isSameRecipient } from '../share/recipient.ts';
import type { Difference, DriftKind } from './drift.ts';
import { repairIdOf } from './drift-id.ts';
import type { DriftRecord } from './drift-record.ts';

/** Kinds that reconciliation may repair. It never removes anything: somebody may depend on what nobody asked for. */
export const REPAIRABLE = [
  'SHARE_MISSING',
  'FLAGS_DIFFER',
  'PRINCIPAL_MISSING',
  'ACCESS_MISSING',
] as const satisfies readonly DriftKind[];

export interface Repair {
  readonly requestId: string;
  /**
   * The id to ask under if policy refused the one above with other facts: another verdict may be due.
   */
  readonly idByFacts?: string;
  readonly entry: ShareEntry;
  readonly driftIds: readonly string[];
  /** Nothing but accounts' access is to be mended. */
  readonly isAccessAlone: boolean;
}

type FoundDrift = Pick<DriftRecord, 'driftId' | 'facts' | 'askedWith'> & {
  readonly difference: Pick<Difference, 'kind' | 'recipient'>;
};

/** One request for each share with something to repair: it asks again for all that is wanted of the share. */
export function planRepairs(
  found: readonly FoundDrift[],
  entries: readonly ShareEntry[],
  kinds: readonly DriftKind[],
): Repair[] {
  const repairable = found.filter(
    ({ difference: { kind } }) => kinds.includes(kind) && REPAIRABLE.some((one) => one === kind),
  );
  return entries.flatMap((entry): Repair[] => {
    if (!entry.wanted) return [];
    const drifts = repairable.filter(
      ({ difference: { recipient } }) => recipient && isSameRecipient(recipient, entry.recipient),
    );
    if (drifts.length === 0) return [];
    const driftIds = drifts.map(({ driftId }) => driftId);
    const isAccessAlone = drifts.every(({ difference }) => difference.kind === 'ACCESS_MISSING');
    // Only a verdict of policy hangs on what else the portfolio has: the failures of one repair are counted together.
    const requestId = repairIdOf(driftIds, entry.generation, undefined, isAccessAlone);
    const idByFacts = repairIdOf(driftIds, entry.generation, drifts[0]?.facts, isAccessAlone);
    const isJudged = drifts.every(({ facts, askedWith }) => facts !== undefined && facts === askedWith);
    return [{ requestId, ...(!isJudged && { idByFacts }), entry, driftIds, isAccessAlone }];
  });
}
