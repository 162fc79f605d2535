import { recordSeenAccess } from '../../aws/ledger/share-ends.ts';
import { listPortfolioAccess } from '../../aws/service-catalog/list-access.ts';
import type { ShareEntry } from '../../core/ledger/wanted-share.ts';
import type { Reading } from '../../core/reconciliation/reading.ts';
import { type Reality, sharesOf } from '../../core/reconciliation/reality.ts';
import { isAtNobody } from '../../core/share/access.ts';
import { newcomersAt } from '../../core/share/newcomers.ts';
import { isSameRecipient } from '../../core/share/recipient.ts';
import { areEqual } from '../../core/share/share-plan.ts';
import { lookAtAccess } from '../organization/look-at-access.ts';
import type { WantedPortfolio } from './read-wanted.ts';

/**
 * Looks at the accounts of wanted shares that are listed as asked: of all shares, or of those whose last action is not
 * known to have ended well (it failed, somebody else acted, or the share was adopted). If all accounts have access, that
 * is recorded, and when, each time: so whoever has come by then and lacks it later has lost it.
 */
export async function readLooks(
  { portfolioId, entries, underWay }: WantedPortfolio,
  reality: Reality,
  which: Reading['looks'],
  { runId, now }: { readonly runId: string; readonly now: string },
): Promise<NonNullable<Reality['looks']>> {
  const listed = sharesOf(reality);
  const isAsAsked = ({ recipient, wanted }: ShareEntry) =>
    listed.some((share) => isSameRecipient(share.recipient, recipient) && wanted && areEqual(share, wanted));
  const due = entries.filter(
    (entry) =>
      entry.recipient.type !== 'ACCOUNT' &&
      (which === 'ALL' ||
        (which === 'UNKNOWN' && (entry.end?.access !== 'ALL' || entry.end.hasOtherPaths))) &&
      isAsAsked(entry) &&
      !underWay.hasShare(entry.recipient),
  );
  if (due.length === 0) return [];
  const from = firstMet(runId, Date.parse(now));
  const withAccess = await listPortfolioAccess(portfolioId);
  const looks = [];
  for (const entry of due) {
    const named = (entry.end?.failures ?? []).map(({ accountId }) => accountId);
    const look = await lookAtAccess(portfolioId, entry.recipient, now, {
      told: withAccess,
      named,
      // Where nothing is known to have failed, the next run looks again: an hour later nobody is a newcomer any more.
      newcomers: entry.end?.access === 'NOT_ALL' ? newcomersAt(entry.end) : 'REACHED',
      from,
    });
    if (!look) continue;
    looks.push({ recipient: entry.recipient, look });
    const isStillFailed = entry.end?.access === 'NOT_ALL' && isAtNobody(look);
    const hasAll = look.lacking === 0 && !look.isEarly && !look.isNodeGone && !isStillFailed;
    if (hasAll) {
      const lacked = { lackedAccounts: look.doubtfulAccounts, lackedAt: look.lookedAt };
      await recordSeenAccess(entry, { access: 'ALL', ...lacked });
    }
  }
  return looks;
}

/** When this environment came by a run first. */
const met = new Map<string, number>();
const MOST_RUNS = 100;

/**
 * Who left the organization before the run is not taken for somebody who has access: its accounts are read once for each
 * run.
 */
function firstMet(runId: string, nowMs: number): number {
  if (met.size >= MOST_RUNS) met.clear();
  const at = met.get(runId) ?? nowMs;
  met.set(runId, at);
  return at;
}
