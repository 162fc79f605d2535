import type { ShareEntry } from '../ledger/wanted-share.ts';
import { isSameRecipient, type Recipient } from '../share/recipient.ts';
import type { DriftKind } from './drift.ts';
import { repairIdOf } from './drift-id.ts';

/** Kinds that reconciliation may repair. It never removes anything: somebody may depend on what nobody asked for. */
export const REPAIRABLE = [
  'SHARE_MISSING',
  'FLAGS_DIFFER',
  'PRINCIPAL_MISSING',
  'ACCESS_MISSING',
] as const satisfies readonly DriftKind[];

export interface Repair {
  readonly requestId: string;
  readonly entry: ShareEntry;
  readonly driftIds: readonly string[];
  /** Nothing but accounts' access is to be mended. */
  readonly isAccessAlone: boolean;
}

interface FoundDrift {
  readonly driftId: string;
  /** See factsOf. */
  readonly facts?: string;
  readonly kind: DriftKind;
  readonly recipient?: Recipient;
}

/** One request for each share with something to repair: it asks again for all that is wanted of the share. */
export function planRepairs(
  found: readonly FoundDrift[],
  entries: readonly ShareEntry[],
  kinds: readonly DriftKind[],
): Repair[] {
  const repairable = found.filter(
    ({ kind }) => kinds.includes(kind) && REPAIRABLE.some((one) => one === kind),
  );
  return entries.flatMap((entry) => {
    if (!entry.wanted) return [];
    const drifts = repairable.filter(
      ({ recipient }) => recipient !== undefined && isSameRecipient(recipient, entry.recipient),
    );
    if (drifts.length === 0) return [];
    const driftIds = drifts.map(({ driftId }) => driftId);
    const isAccessAlone = drifts.every(({ kind }) => kind === 'ACCESS_MISSING');
    const requestId = repairIdOf(driftIds, entry.generation, drifts[0]?.facts, isAccessAlone);
    return [{ requestId, entry, driftIds, isAccessAlone }];
  });
}
