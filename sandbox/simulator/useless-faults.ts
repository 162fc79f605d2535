import { inputShapes as organizationsInputs } from '../organizations/input-shapes.ts';
import type { Organization } from '../organizations/organization.ts';
import { inputShapes as serviceCatalogInputs } from '../service-catalog/input-shapes.ts';
import { Refusal } from '../wire/refusal.ts';
import type { Scenario } from './scenario.ts';
import type { AccountFailureRule, Fault, ShareFaultRule } from './scenario-faults.ts';

/**
 * A fault that can never apply is a mistake that a test would not notice: it would pass for want of it.
 * @throws Refusal that names each, with why.
 */
export function refuseUselessFaults(scenario: Scenario, organization: Organization): void {
  const portfolioIds = new Set(scenario.portfolios.map(({ id }) => id));
  const about = { organization, portfolioIds };
  const useless = [
    ...told('faults', scenario.faults, (fault) => whyUselessFault(fault, about), hidesFault),
    ...told(
      'accountFailures',
      scenario.accountFailures,
      (rule) => whyUselessFailure(rule, about),
      hidesFailure,
    ),
    ...told(
      'shareFaults',
      scenario.shareFaults,
      (rule) => whyUselessShareFault(rule, about),
      hidesShareFault,
    ),
  ];
  if (useless.length > 0) {
    throw new Refusal(`The scenario has faults that can never apply.\n${useless.join('\n')}`);
  }
}

interface About {
  readonly organization: Organization;
  readonly portfolioIds: ReadonlySet<string>;
}

function told<TRule>(
  key: string,
  rules: readonly TRule[],
  whyUseless: (rule: TRule) => string | undefined,
  hides: (earlier: TRule, rule: TRule) => boolean,
): string[] {
  return rules.flatMap((rule, at) => {
    const hiding = rules.findIndex((earlier, before) => before < at && hides(earlier, rule));
    const why = whyUseless(rule) ?? (hiding === -1 ? undefined : `${key}[${hiding}] always comes before it`);
    return why === undefined ? [] : [`${key}[${at}]: ${why}`];
  });
}

function whyUselessFault(fault: Fault, { portfolioIds }: About): string | undefined {
  const { operation, portfolioId, call, every, probability, error } = fault;
  const calls = call === undefined ? undefined : [call].flat();
  if (probability === 0) return 'probability is 0';
  if (calls?.length === 0) return 'call lists none';
  if (every !== undefined && calls?.every((nth) => nth % every !== 0)) {
    return `no call of [${calls.join(', ')}] is one of every ${every}`;
  }
  if (error === undefined && (fault.message ?? fault.statusCode) !== undefined) {
    return 'message and statusCode belong to an error, and there is none';
  }
  if (portfolioId !== undefined && !namesPortfolio(operation)) return `${operation} names no portfolio`;
  return whyUnknownPortfolio(portfolioId, portfolioIds);
}

function whyUselessFailure(
  rule: AccountFailureRule,
  { organization, portfolioIds }: About,
): string | undefined {
  const unknown = rule.accounts?.filter((id) => !organization.account(id)) ?? [];
  if (rule.probability === 0) return 'probability is 0';
  if (rule.on.length === 0) return 'on lists nothing';
  if (rule.accounts?.length === 0) return 'accounts lists none';
  if (unknown.length > 0) return `the organization has no account ${unknown.join(', ')}`;
  return rule.under !== undefined && !organization.parent(rule.under)
    ? `the organization has no unit ${rule.under}`
    : whyUnknownPortfolio(rule.portfolioId, portfolioIds);
}

function whyUselessShareFault(
  { on, portfolioId, organizationNode: id }: ShareFaultRule,
  { organization, portfolioIds }: About,
): string | undefined {
  if (on.length === 0) return 'on lists nothing';
  const isKnown =
    id === undefined || id === organization.id || organization.parent(id) || organization.account(id);
  return isKnown ? whyUnknownPortfolio(portfolioId, portfolioIds) : `the organization has no node ${id}`;
}

function whyUnknownPortfolio(id: string | undefined, portfolioIds: ReadonlySet<string>): string | undefined {
  return id === undefined || portfolioIds.has(id) ? undefined : `the scenario has no portfolio ${id}`;
}

function namesPortfolio(operation: string): boolean {
  const shapes: Readonly<Record<string, { readonly pipe: readonly object[] }>> = {
    ...serviceCatalogInputs,
    ...organizationsInputs,
  };
  const members = shapes[operation]?.pipe.flatMap((part) =>
    'entries' in part ? Object.keys(part.entries as object) : [],
  );
  return operation === '*' || members?.some((name) => ['PortfolioId', 'Id'].includes(name)) === true;
}

function hidesFault(earlier: Fault, fault: Fault): boolean {
  const { operation, accountId, portfolioId, call, every, probability = 1, times } = earlier;
  const isAlways = call === undefined && every === undefined && times === undefined && probability === 1;
  return (
    isAlways &&
    (operation === '*' || operation === fault.operation) &&
    covers(accountId, fault.accountId) &&
    covers(portfolioId, fault.portfolioId)
  );
}

function hidesFailure(earlier: AccountFailureRule, rule: AccountFailureRule): boolean {
  const { portfolioId, accounts, under, attempts, probability, on } = earlier;
  const reachesAll =
    (accounts === undefined && covers(under, rule.under)) ||
    (accounts !== undefined && rule.accounts?.every((id) => accounts.includes(id)) === true);
  return (
    attempts === undefined &&
    probability === 1 &&
    rule.on.every((kind) => on.includes(kind)) &&
    covers(portfolioId, rule.portfolioId) &&
    reachesAll
  );
}

function hidesShareFault(earlier: ShareFaultRule, rule: ShareFaultRule): boolean {
  return (
    earlier.times === undefined &&
    rule.on.every((kind) => earlier.on.includes(kind)) &&
    covers(earlier.portfolioId, rule.portfolioId) &&
    covers(earlier.organizationNode, rule.organizationNode)
  );
}

/** Whether what one rule is about holds all that the other is about; undefined is about all. */
function covers(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || one === other;
}
