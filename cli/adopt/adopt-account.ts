import { adoptPrincipals, knowPortfolio } from '../../aws/ledger/portfolios.ts';
import { readPortfolioRecord } from '../../aws/ledger/reconciliation.ts';
import { changeWanted } from '../../aws/ledger/shares.ts';
import { nodesOfManagementAccount } from '../../aws/organizations/nodes-of-management-account.ts';
import { listPortfolios } from '../../aws/service-catalog/list-portfolios.ts';
import { readReality } from '../../aws/service-catalog/read-reality.ts';
import { type Adoption, adoptPortfolio } from '../../core/declaration/adopt-portfolio.ts';
import type { PrincipalPolicy } from '../../core/principals/principal-policy.ts';
import { firstReading } from '../../core/reconciliation/reading.ts';
import { PORTFOLIOS_AT_ONCE, someAtOnce } from '../command/some-at-once.ts';
import type { AdoptedPortfolio } from './write-declared.ts';

export interface AdoptionOptions {
  readonly policy: PrincipalPolicy;
  readonly partition: string;
  /** ISO 8601. */
  readonly now: string;
  readonly onListed: (count: number) => void;
  /** @param of how many there are */
  readonly onPortfolio: (portfolio: AdoptedPortfolio, of: number) => void;
}

/** Writes every portfolio of the account and Region into the ledger as it is, and returns them for the file. */
export async function adoptAccount({
  policy,
  partition,
  now,
  onListed,
  onPortfolio,
}: AdoptionOptions): Promise<AdoptedPortfolio[]> {
  const managementNodes = await nodesOfManagementAccount(Date.parse(now));
  const adopted: AdoptedPortfolio[] = [];
  const portfolios = await listPortfolios(onListed);
  const adoptOne = async ({ portfolioId, displayName }: (typeof portfolios)[number]) => {
    const { entries } = await readPortfolioRecord(portfolioId);
    const reality = await readReality(portfolioId, firstReading(false), Date.now());
    const risk = { policy, managementNodes };
    const adoption = adoptPortfolio({ portfolioId, entries, reality, risk, partition, now });
    await keep(portfolioId, adoption, reality.principals ?? []);
    return { ...adoption, displayName };
  };
  for await (const one of someAtOnce(portfolios, PORTFOLIOS_AT_ONCE, adoptOne)) {
    adopted.push(one);
    onPortfolio(one, portfolios.length);
  }
  return adopted;
}

/** How many writes to the ledger at once: a table on demand takes far more from its first day. */
const AT_ONCE = 20;

async function keep(
  portfolioId: string,
  { toKeep }: Adoption,
  principals: Parameters<typeof adoptPrincipals>[1],
): Promise<void> {
  await knowPortfolio(portfolioId);
  await adoptPrincipals(portfolioId, principals);
  for (let first = 0; first < toKeep.length; first += AT_ONCE) {
    await Promise.all(toKeep.slice(first, first + AT_ONCE).map(keepShare));
  }
}

async function keepShare({ entry, wanted }: Adoption['toKeep'][number]): Promise<void> {
  const isKept = await changeWanted(entry, { change: 'KEEP', sequence: entry.decidedSequence, wanted });
  if (isKept) return;
  const { portfolioId, recipient } = entry;
  console.error(`${portfolioId} with ${recipient.value} was asked for meanwhile, and is left as asked`);
}
