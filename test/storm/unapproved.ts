import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Item } from './invariants.ts';
import { RISKY_PATTERN } from './wishes.ts';

/** Portfolios on which a pattern is live that policy wants a yes for, and nobody said yes. */
export function unapproved(sandbox: Sandbox, ledger: ReadonlyMap<string, Item>): string[] {
  const approved = new Set(
    [...ledger.values()]
      .filter(({ approval }) => approval?.decision?.decision === 'APPROVED')
      .map(({ request }) => request.portfolioId),
  );
  const asked = new Set(
    [...ledger.values()].flatMap(({ request }) => (request ? [request.portfolioId] : [])),
  );
  return [...asked]
    .filter((portfolioId) => !approved.has(portfolioId))
    .map((portfolioId) => sandbox.simulator.controls.portfolio(portfolioId))
    .filter(
      ({ principals, nodeShares }) =>
        principals.some(({ principalArn }) => principalArn === RISKY_PATTERN.principalArn) &&
        nodeShares.some(({ sharePrincipals }) => sharePrincipals),
    )
    .map(({ id }) => `${RISKY_PATTERN.principalArn} is live on ${id}`);
}
