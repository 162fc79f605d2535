import { accountsAt } from '../../core/organization/organization-account.ts';
import type { Reading } from '../../core/reconciliation/reading.ts';
import {
  exposesPatterns,
  type Reality,
  type RealShare,
  sharesOf,
} from '../../core/reconciliation/reality.ts';
import type { Recipient } from '../../core/share/recipient.ts';
import { listOrganizationAccounts } from '../organizations/list-organization-accounts.ts';
import { listInheritedAccess, listPortfolioAccess } from './list-access.ts';
import { listPrincipals } from './principals.ts';
import { readPower } from './read-power.ts';
import { listShares } from './read-share.ts';

/** Reads what is asked of a portfolio, one call after the other: nothing here is in a hurry. */
export async function readReality(portfolioId: string, reading: Reading, nowMs: number): Promise<Reality> {
  const shares: Partial<Record<Recipient['type'], readonly RealShare[]>> = {};
  for (const type of reading.types) shares[type] = await listShares(portfolioId, type);
  const reality: Reality = {
    shares,
    ...(reading.principals && { principals: await listPrincipals(portfolioId) }),
  };
  return {
    ...reality,
    ...(reading.power && exposesPatterns(reality) && { power: await readPower(portfolioId) }),
    ...(reading.access && (await readAccess(portfolioId, sharesOf(reality), nowMs))),
  };
}

/**
 * Whoever inherits access does so from a node that the portfolio is shared with: one listing for each of them. Whether
 * that reaches below the node's own accounts is documented nowhere, so that of whom it lacks, the tree tells. Without the
 * tree nothing is said: it may not be read.
 */
async function readAccess(
  portfolioId: string,
  shares: readonly RealShare[],
  nowMs: number,
): Promise<Pick<Reality, 'access'>> {
  const all = await listPortfolioAccess(portfolioId);
  const inherited: string[] = [];
  for (const { recipient } of shares) {
    if (recipient.type !== 'ORGANIZATION' && recipient.type !== 'ORGANIZATIONAL_UNIT') continue;
    inherited.push(...(await listInheritedAccess(portfolioId, recipient.value)));
  }
  const found = new Set([...inherited, ...shares.map(({ recipient }) => recipient.value)]);
  if (all.every((accountId) => found.has(accountId))) return { access: { all, inherited } };
  // Read anew: an account that was moved since the last reading is the very one that is looked for.
  const tree = await listOrganizationAccounts(nowMs, nowMs);
  if (!tree) return {};
  const below = shares.flatMap(({ recipient }) => accountsAt(tree, recipient.value));
  return { access: { all, inherited: [...inherited, ...below.map(({ accountId }) => accountId)] } };
}
