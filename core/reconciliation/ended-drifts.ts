import type { ShareEntry } from '../ledger/wanted-share.ts';
import { isSameRecipient, type Recipient } from '../share/recipient.ts';
import type { DriftRecord } from './drift-record.ts';
import type { Reality } from './reality.ts';
import type { UnderWay } from './under-way.ts';

interface Known {
  readonly entries: readonly ShareEntry[];
  readonly drifts: readonly DriftRecord[];
  readonly underWay: UnderWay;
}

/** Drifts that are gone. Not those that a request under way may be changing, nor those that were not looked for. */
export function endedDrifts(
  { entries, drifts, underWay }: Known,
  found: readonly DriftRecord[],
  { access, power, looks = [] }: Reality,
): DriftRecord[] {
  const still = new Set(found.map(({ driftKey }) => driftKey));
  const mayStillLack = (recipient: Recipient) => {
    if (looks.some((look) => isSameRecipient(look.recipient, recipient))) return false;
    const entry = entries.find((one) => isSameRecipient(one.recipient, recipient));
    return entry?.wanted !== undefined && (entry.end?.access !== 'ALL' || entry.end.hasOtherPaths === true);
  };
  return drifts.filter(({ driftKey, endedAt, difference: { kind, recipient, principal } }) => {
    if (endedAt !== undefined || still.has(driftKey)) return false;
    // It is not read where no name is shared: then nothing is lent to anybody.
    if (kind === 'RISK_RISEN') return power === undefined || power.readable;
    if (kind === 'ACCESS_WITHOUT_SHARE') return access !== undefined && underWay.shares === 0;
    if (kind === 'ACCESS_MISSING' && recipient && mayStillLack(recipient)) return false;
    return !(recipient && underWay.hasShare(recipient)) && !(principal && underWay.hasPrincipal(principal));
  });
}
