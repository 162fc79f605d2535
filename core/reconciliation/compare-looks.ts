import { isSameRecipient } from '../share/recipient.ts';
import type { Difference } from './drift.ts';
import type { Reality } from './reality.ts';
import type { Wanted } from './wanted.ts';

/** Wanted shares that are listed as asked, while accounts of their node have no access, or their unit was deleted. */
export function compareLooks(
  { portfolioId, entries, underWay }: Wanted,
  { looks = [] }: Reality,
): Difference[] {
  return looks.flatMap(({ recipient, look }): Difference[] => {
    const entry = entries.find((one) => isSameRecipient(one.recipient, recipient));
    const isWhole = look.lacking === 0 && !look.isNodeGone;
    if (!entry?.wanted || isWhole || underWay.hasShare(recipient)) return [];
    return [
      {
        kind: 'ACCESS_MISSING',
        portfolioId,
        recipient,
        generation: entry.generation,
        askedBy: entry.wanted.requestId,
        expected: { access: true },
        actual: { access: false, accounts: look.lackingAccounts },
        findings: [],
      },
    ];
  });
}
