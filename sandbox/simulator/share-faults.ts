import type { Organization } from '../organizations/organization.ts';
import type { ShareFaults } from '../service-catalog/catalog.ts';
import { newRandom, type Random } from './random.ts';
import type { AccountFailureRule, ShareFaultRule } from './scenario-faults.ts';

/** What the scenario lets fail while shares are created, updated and deleted; the first rule that applies does. */
export function newShareFaults(
  organization: Organization,
  rules: {
    accountFailures: readonly AccountFailureRule[];
    shareFaults: readonly ShareFaultRule[];
    seed: number;
  },
): ShareFaults {
  const accountRules = rules.accountFailures.map((rule, index) => ({
    rule,
    random: newRandom(rules.seed, `accountFailures ${index}`),
    accounts: rule.accounts && new Set(rule.accounts),
    attemptsByAccount: new Map<string, number>(),
  }));
  const shareRules = rules.shareFaults.map((rule) => ({ rule, times: 0 }));

  return {
    accountFailure(portfolioId, accountId, kind) {
      const found = accountRules.find(
        ({ rule, accounts, attemptsByAccount, random }) =>
          rule.on.includes(kind) &&
          (rule.portfolioId ?? portfolioId) === portfolioId &&
          (accounts?.has(accountId) ?? true) &&
          (rule.under === undefined || organization.isBelow(accountId, rule.under)) &&
          (attemptsByAccount.get(accountId) ?? 0) < (rule.attempts ?? Number.POSITIVE_INFINITY) &&
          hits(random, rule.probability),
      );
      if (!found) {
        return undefined;
      }
      const { rule, attemptsByAccount } = found;
      attemptsByAccount.set(accountId, (attemptsByAccount.get(accountId) ?? 0) + 1);
      return {
        error: rule.error,
        message: rule.message ?? `The account could not be reached: ${rule.error}`,
      };
    },

    shareFault(portfolioId, nodeId, kind) {
      const found = shareRules.find(
        ({ rule, times }) =>
          rule.on.includes(kind) &&
          (rule.portfolioId ?? portfolioId) === portfolioId &&
          (rule.organizationNode ?? nodeId) === nodeId &&
          times < (rule.times ?? Number.POSITIVE_INFINITY),
      );
      if (!found) {
        return undefined;
      }
      found.times += 1;
      const { ends, error, message } = found.rule;
      return ends === 'ERROR' ? { ends, failure: { error, message } } : { ends };
    },
  };
}

function hits(random: Random, probability: number): boolean {
  return probability === 1 || random() < probability;
}
