import { readPortfolioRecord } from '../../aws/ledger/reconciliation.ts';
import { knownOrganization } from '../../aws/organizations/organization-tree.ts';
import { readPortfolio } from '../../aws/service-catalog/read-portfolio.ts';
import { readReality } from '../../aws/service-catalog/read-reality.ts';
import type { Config } from '../../core/config/config-schema.ts';
import type { DeclaredPortfolio } from '../../core/declaration/declared.ts';
import { type PlannedChange, planChanges } from '../../core/declaration/plan-changes.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { wrongInArn } from '../../core/organization/wrong-in-arn.ts';
import { addPrincipals } from '../../core/principals/add-principals.ts';
import { RECIPIENT_TYPES } from '../../core/share/recipient.ts';
import { AskedWrongly } from '../command/failures.ts';
import { PORTFOLIOS_AT_ONCE, someAtOnce } from '../command/some-at-once.ts';
import { inOrder } from './in-order.ts';
import { type Predicted, predictChanges, readTree } from './predict-changes.ts';

/** Progress is told every so many: a line for each would be too much in a pipe. */
const TOLD_EACH = 20;

export interface Plan {
  /** The stack's account: the requests come from it. */
  readonly accountId: string;
  readonly changes: readonly PlannedChange[];
  /** What those that are to be done would do, each after those before it. */
  readonly predicted: ReadonlyMap<PlannedChange, Predicted>;
}

/**
 * Reads every declared portfolio first, and then plans.
 * @throws AskedWrongly if a portfolio is not in this account and Region, or has no room for its principals
 */
export async function readPlan(
  portfolios: readonly DeclaredPortfolio[],
  prune: boolean,
  config: Pick<Config, 'principals' | 'requests'>,
  onProgress: (text: string) => void,
): Promise<Plan> {
  const accountIds = new Set<string>();
  const missing: string[] = [];
  const of = portfolios.length;
  let [found, read] = [0, 0];
  const withOwner = async ({ portfolioId }: DeclaredPortfolio) => ({
    portfolioId,
    accountId: await ownerOf(portfolioId),
  });
  for await (const { portfolioId, accountId } of someAtOnce(portfolios, PORTFOLIOS_AT_ONCE, withOwner)) {
    if (++found % TOLD_EACH === 0) onProgress(`${found} of ${of} portfolios were found …`);
    if (accountId === undefined) missing.push(`portfolio ${portfolioId} is not in this account and Region`);
    else accountIds.add(accountId);
  }
  missing.push(...(await foreignNodes(portfolios)));
  if (missing.length > 0) throw new AskedWrongly(missing.join('\n'));
  const accountId = [...accountIds][0] ?? '';
  const changes: PlannedChange[] = [];
  const predicted = new Map<PlannedChange, Predicted>();
  const tooMany: string[] = [];
  let tree: ReturnType<typeof readTree> | undefined;
  const treeOnce = () => {
    tree ??= readTree();
    return tree;
  };
  const planOne = async (declared: DeclaredPortfolio) => {
    const { entries } = await readPortfolioRecord(declared.portfolioId);
    const reading = { types: RECIPIENT_TYPES, principals: true, power: false, access: false };
    const reality = await readReality(declared.portfolioId, reading, Date.now());
    const { quotaProblem } = addPrincipals(
      reality.principals ?? [],
      declared.principals,
      config.principals.quotas,
    );
    const problem = quotaProblem && `${declared.portfolioId}: ${quotaProblem.sentence}`;
    const planned = planChanges({ declared, entries, reality, prune });
    return {
      problem,
      planned,
      foreseen: await predictChanges(inOrder(planned), { entries, reality }, config, accountId, treeOnce),
    };
  };
  for await (const { problem, planned, foreseen } of someAtOnce(portfolios, PORTFOLIOS_AT_ONCE, planOne)) {
    if (++read % TOLD_EACH === 0) onProgress(`${read} of ${of} portfolios were read …`);
    if (problem !== undefined) tooMany.push(problem);
    changes.push(...planned);
    for (const one of foreseen) predicted.set(...one);
  }
  if (tooMany.length > 0) throw new AskedWrongly(tooMany.join('\n'));
  return { accountId, changes, predicted };
}

/** Nodes that were written as ARNs of another organization. */
async function foreignNodes(portfolios: readonly DeclaredPortfolio[]): Promise<string[]> {
  const shares = portfolios.flatMap((portfolio) =>
    portfolio.shares.map((share) => ({ ...share, portfolio })),
  );
  const written = shares.filter(({ said }) => said);
  if (written.length === 0) return [];
  const here = (await knownOrganization(Date.now())) ?? {};
  return written.flatMap(({ said, at, recipient, portfolio: { portfolioId } }) => {
    const expected = said && wrongInArn(said, here);
    return expected === undefined
      ? []
      : [
          `shares[${at}] of ${portfolioId} names ${recipient.value} by an ARN of elsewhere: expected ${expected}`,
        ];
  });
}

/** From the portfolio's ARN, `arn:aws:catalog:REGION:ACCOUNT:portfolio/ID`. */
async function ownerOf(portfolioId: string): Promise<string | undefined> {
  try {
    return (await readPortfolio(portfolioId)).arn.split(':')[4] ?? '';
  } catch (error) {
    if (error instanceof FoliocastError && error.message.startsWith('PORTFOLIO_NOT_FOUND')) return undefined;
    throw error;
  }
}
