import { Refusal } from '../wire/refusal.ts';
import type { Scenario } from './scenario.ts';

/**
 * The scenario of a stack in another account or Region than its own: a member account administers Service Catalog
 * for the organization, and portfolios that name no owner are that account's.
 * @throws {@link Refusal} for a Region that is none
 */
export function placeScenario(
  scenario: Scenario,
  { accountId, region = scenario.region }: { accountId?: string | undefined; region?: string | undefined },
): Scenario {
  if (!/^[a-z]{2,3}(-[a-z]+)+-\d$/.test(region))
    throw new Refusal(`The Region is ${region}: expected one such as us-east-1.`);
  const { organization } = scenario;
  if (accountId === undefined || accountId === organization.managementAccountId)
    return { ...scenario, region };
  const { delegatedAdministrators } = organization;
  return {
    ...scenario,
    region,
    organization: {
      ...organization,
      delegatedAdministrators: [...new Set([...delegatedAdministrators, accountId])],
    },
    portfolios: scenario.portfolios.map((portfolio) => ({
      ...portfolio,
      accountId: portfolio.accountId ?? accountId,
    })),
  };
}
