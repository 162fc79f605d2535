import type { Portfolio } from '../service-catalog/portfolio.ts';
import { partitionOf } from '../wire/partition.ts';
import { Refusal } from '../wire/refusal.ts';
import type { ScenarioConstraint } from './scenario-portfolios.ts';

/**
 * Puts a constraint on a product of the portfolio, under an id of the portfolio's own where none is given.
 *
 * @throws Refusal when the portfolio lacks the product, or has a constraint of this id.
 */
export function addConstraint(portfolio: Portfolio, given: ScenarioConstraint): void {
  const { accountId, constraints, products, region } = portfolio;
  const id = given.id ?? `cons-${portfolio.id.slice('port-'.length)}${constraints.length + 1}`;
  if (!products.some((product) => product.id === given.productId)) {
    throw new Refusal(
      `Constraint ${id} of portfolio ${portfolio.id} is on product ${given.productId}: ` +
        'expected a product of that portfolio.',
    );
  }
  if (constraints.some((constraint) => constraint.id === id)) {
    throw new Refusal(`Portfolio ${portfolio.id} has constraint ${id} twice: expected every id once.`);
  }
  constraints.push({
    id,
    type: given.type,
    description: given.description,
    parameters: given.parameters ?? defaultParameters(given.type, accountId, partitionOf(region)),
    ownerAccountId: accountId,
    productId: given.productId,
  });
}

/** What UpdateConstraint does: the id stays. @throws Refusal when the portfolio has no constraint of this id. */
export function updateConstraint(portfolio: Portfolio, id: string, parameters: string): void {
  const nth = indexOf(portfolio, id);
  const constraint = portfolio.constraints[nth];
  if (constraint) portfolio.constraints[nth] = { ...constraint, parameters };
}

/** @throws Refusal when the portfolio has no constraint of this id. */
export function removeConstraint(portfolio: Portfolio, id: string): void {
  portfolio.constraints.splice(indexOf(portfolio, id), 1);
}

function indexOf({ id: portfolioId, constraints }: Portfolio, id: string): number {
  const nth = constraints.findIndex((constraint) => constraint.id === id);
  if (nth < 0) throw new Refusal(`Portfolio ${portfolioId} has no constraint ${id}.`);
  return nth;
}

function defaultParameters(type: ScenarioConstraint['type'], accountId: string, partition: string): string {
  return JSON.stringify(
    type === 'LAUNCH' ? { RoleArn: `arn:${partition}:iam::${accountId}:role/Launch` } : {},
  );
}
