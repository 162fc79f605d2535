import { knowPortfolio } from '../../aws/ledger/portfolios.ts';
import { readPortfolioRecord } from '../../aws/ledger/reconciliation.ts';
import { changeWanted } from '../../aws/ledger/shares.ts';
import { nodesOfManagementAccount } from '../../aws/organizations/nodes-of-management-account.ts';
import { listPortfolios } from '../../aws/service-catalog/list-portfolios.ts';
import { readReality } from '../../aws/service-catalog/read-reality.ts';
import { type Adoption, adoptPortfolio } from '../../core/declaration/adopt-portfolio.ts';
import type { PrincipalPolicy } from '../../core/principals/principal-policy.ts';
import { firstReading } from '../../core/reconciliation/reading.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { allOf, ITEMS_AT_ONCE, PORTFOLIOS_AT_ONCE, someAtOnce } from '../command/some-at-once.ts';
import { isGone } from '../requests/is-gone.ts';
import { leaveUnsettled } from './leave-unsettled.ts';
import type { AdoptedPortfolio } from './write-declared.ts';

export interface AdoptionOptions {
  readonly policy: PrincipalPolicy;
  readonly partition: string;
  /** ISO 8601. */
  readonly now: string;
  readonly onListed: (count: number) => void;
  /** @param sentence about a share that is not taken over */
  readonly onLeft: (sentence: string) => void;
  /** @param portfolio absent if it was deleted meanwhile @param of how many there are */
  readonly onPortfolio: (portfolio: AdoptedPortfolio | undefined, of: number) => void;
}

/** Writes every portfolio of the account and Region into the ledger as it is, and returns them for the file. */
export async function adoptAccount({
  policy,
  partition,
  now,
  onListed,
  onLeft,
  onPortfolio,
}: AdoptionOptions): Promise<AdoptedPortfolio[]> {
  const managementNodes = await nodesOfManagementAccount(Date.parse(now));
  const adopted: AdoptedPortfolio[] = [];
  const portfolios = await listPortfolios(onListed);
  const adoptOne = async ({ portfolioId, displayName }: (typeof portfolios)[number]) => {
    const { entries } = await readPortfolioRecord(portfolioId);
    const reality = await readReality(portfolioId, firstReading(false), Date.now()).catch((error) => {
      if (isGone(error)) return undefined;
      throw error;
    });
    if (!reality) return undefined;
    const risk = { policy, managementNodes };
    const settled = await leaveUnsettled(portfolioId, { entries, reality }, Date.now(), onLeft);
    const adoption = adoptPortfolio({ portfolioId, ...settled, risk, partition, now });
    await keep(portfolioId, adoption, settled.reality.principals ?? [], onLeft);
    return { ...adoption, displayName };
  };
  for await (const one of someAtOnce(portfolios, PORTFOLIOS_AT_ONCE, adoptOne)) {
    if (one) adopted.push(one);
    onPortfolio(one, portfolios.length);
  }
  return adopted;
}

async function keep(
  portfolioId: string,
  { toKeep }: Adoption,
  principals: readonly RequestedPrincipal[],
  onLeft: AdoptionOptions['onLeft'],
): Promise<void> {
  await knowPortfolio(portfolioId, principals);
  await allOf(toKeep, ITEMS_AT_ONCE, (share) => keepShare(share, onLeft));
}

async function keepShare(
  { entry, wanted }: Adoption['toKeep'][number],
  onLeft: AdoptionOptions['onLeft'],
): Promise<void> {
  const isKept = await changeWanted(entry, { change: 'KEEP', sequence: entry.decidedSequence, wanted });
  if (isKept) return;
  const { portfolioId, recipient } = entry;
  onLeft(`${portfolioId} with ${recipient.value} was asked for meanwhile, and is left as asked.`);
}
