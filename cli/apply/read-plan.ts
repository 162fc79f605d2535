import { readPortfolioRecord } from '../../aws/ledger/reconciliation.ts';
import { knownOrganization } from '../../aws/organizations/organization-tree.ts';
import { pagesOfPortfolios } from '../../aws/service-catalog/list-portfolios.ts';
import { readReality } from '../../aws/service-catalog/read-reality.ts';
import type { Config } from '../../core/config/config-schema.ts';
import type { DeclaredPortfolio } from '../../core/declaration/declared.ts';
import { type PlannedChange, planChanges } from '../../core/declaration/plan-changes.ts';
import { wrongInArn } from '../../core/organization/wrong-in-arn.ts';
import { addPrincipals } from '../../core/principals/add-principals.ts';
import { RECIPIENT_TYPES } from '../../core/share/recipient.ts';
import { AskedWrongly } from '../command/failures.ts';
import { PORTFOLIOS_AT_ONCE, someAtOnce } from '../command/some-at-once.ts';
import { findPortfolio } from '../requests/find-portfolio.ts';
import { inOrder } from './in-order.ts';
import { type Predicted, predictChanges, readTree } from './predict-changes.ts';

export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** What those that are to be done would do, each after those before it. */
  readonly predicted: ReadonlyMap<PlannedChange, Predicted>;
}

/**
 * Reads every declared portfolio first, and then plans.
 * @param accountId the stack's: the requests come from it
 * @throws AskedWrongly if a portfolio is not this account's, in this Region, or has no room for its principals
 */
export async function readPlan(
  portfolios: readonly DeclaredPortfolio[],
  accountId: string,
  prune: boolean,
  config: Pick<Config, 'principals' | 'requests'>,
  onProgress: (text: string) => void,
): Promise<Plan> {
  const missing: string[] = [];
  const of = portfolios.length;
  const listed = await ownAmong(portfolios, (found) =>
    onProgress(`${found} of ${of} portfolios were found …`),
  );
  let [found, read] = [listed.size, 0];
  const others = portfolios.filter(({ portfolioId }) => !listed.has(portfolioId));
  const find = ({ portfolioId }: DeclaredPortfolio) => findPortfolio(portfolioId, accountId);
  for await (const one of someAtOnce(others, PORTFOLIOS_AT_ONCE, find)) {
    onProgress(`${++found} of ${of} portfolios were found …`);
    if (!one.isOurs) missing.push(one.why);
  }
  missing.push(...(await foreignNodes(portfolios)));
  if (missing.length > 0) throw new AskedWrongly(missing.join('\n'));
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
    onProgress(`${++read} of ${of} portfolios were read …`);
    if (problem !== undefined) tooMany.push(problem);
    changes.push(...planned);
    for (const one of foreseen) predicted.set(...one);
  }
  if (tooMany.length > 0) throw new AskedWrongly(tooMany.join('\n'));
  return { changes, predicted };
}

/**
 * Those that are surely this account's own, by its list: it names twenty a call. An account may have far more than are
 * declared, so the list is read only as far as it saves calls.
 */
async function ownAmong(
  portfolios: readonly DeclaredPortfolio[],
  onFound: (count: number) => void,
): Promise<ReadonlySet<string>> {
  const own = new Set<string>();
  const declared = new Set(portfolios.map(({ portfolioId }) => portfolioId));
  let calls = 0;
  if (declared.size < 2) return own;
  for await (const page of pagesOfPortfolios()) {
    for (const { portfolioId } of page) if (declared.has(portfolioId)) own.add(portfolioId);
    onFound(own.size);
    calls += 1;
    if (own.size === declared.size || calls >= declared.size / 2) break;
  }
  return own;
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
