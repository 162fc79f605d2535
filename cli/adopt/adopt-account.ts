import { adoptPrincipals, knowPortfolio } from '../../aws/ledger/portfolios.ts';
import { readPortfolioRecord } from '../../aws/ledger/reconciliation.ts';
import { changeWanted } from '../../aws/ledger/shares.ts';
import { nodesOfManagementAccount } from '../../aws/organizations.ts';
import { listPortfolios } from '../../aws/service-catalog/list-portfolios.ts';
import { readReality } from '../../aws/service-catalog/read-reality.ts';
import { type Adoption, adoptPortfolio } from '../../core/declare/adopt-portfolio.ts';
import type { PrincipalPolicy } from '../../core/principals/principal-policy.ts';
import { firstReading } from '../../core/reconcile/reading.ts';
import type { AdoptedPortfolio } from './write-declared.ts';

export interface AdoptionOptions {
  readonly policy: PrincipalPolicy;
  readonly partition: string;
  /** ISO 8601. */
  readonly now: string;
  readonly onPortfolio: (portfolio: AdoptedPortfolio) => void;
}

/** Every portfolio of the account and Region, as it is: into the ledger, and back for the file. */
export async function adoptAccount({
  policy,
  partition,
  now,
  onPortfolio,
}: AdoptionOptions): Promise<AdoptedPortfolio[]> {
  const managementNodes = await nodesOfManagementAccount(Date.parse(now));
  const adopted: AdoptedPortfolio[] = [];
  for (const { portfolioId, displayName } of await listPortfolios()) {
    const { entries } = await readPortfolioRecord(portfolioId);
    const reality = await readReality(portfolioId, firstReading(false));
    const risk = { policy, managementNodes };
    const adoption = adoptPortfolio({ portfolioId, entries, reality, risk, partition, now });
    await keep(portfolioId, adoption, reality.principals ?? []);
    adopted.push({ ...adoption, displayName });
    onPortfolio({ ...adoption, displayName });
  }
  return adopted;
}

async function keep(
  portfolioId: string,
  { toKeep }: Adoption,
  principals: Parameters<typeof adoptPrincipals>[1],
): Promise<void> {
  await knowPortfolio(portfolioId);
  await adoptPrincipals(portfolioId, principals);
  for (const { entry, wanted } of toKeep) {
    const isKept = await changeWanted(entry, { change: 'KEEP', sequence: entry.decidedSequence, wanted });
    if (!isKept) {
      console.error(
        `${portfolioId} with ${entry.recipient.value} was asked for meanwhile, and left as asked`,
      );
    }
  }
}
