import { addPrincipals, type PrincipalQuotas } from '../principals/add-principals.ts';
import { covers } from '../principals/compare-patterns.ts';
import { listedIdentity } from '../principals/listed-identity.ts';
import { parsePrincipal } from '../principals/parse-principal.ts';
import { refusedBy } from '../principals/policy-patterns.ts';
import { type Problem, problemAt } from '../problem.ts';
import type { Config } from './config-schema.ts';
import { coveredEntries } from './covered-entries.ts';

/** What stands in config.yml and can never have an effect: whoever wrote it believes something that is not so. */
export function entriesWithoutEffect(config: Config): Problem[] {
  return [
    ...coveredEntries(config),
    ...refusedAnyway(config),
    ...approversNeverAsked(config),
    ...vendingInVain(config),
  ];
}

function refusedAnyway({ principals: { alwaysAllow, alwaysRefuse }, requests }: Config): Problem[] {
  const arn = (pattern: string) => `arn:aws:iam:::${pattern}`;
  const refused = (field: string) => (allowed: string, at: number) => {
    const by = alwaysRefuse.find((one) => covers(arn(one), arn(allowed), { ignoreCase: true }) === 'yes');
    if (by === undefined) return [];
    const expected = `a pattern beyond ${by} of principals.alwaysRefuse: refusing wins`;
    return [problemAt(`${field}[${at}]`, allowed, expected)];
  };
  return [
    ...alwaysAllow.flatMap(refused('principals.alwaysAllow')),
    // A rule of other actions lets somebody take off what is refused.
    ...requests.allow.flatMap(({ principals = [], actions }, rule) =>
      (actions.every((action) => action === 'SHARE') ? principals : []).flatMap(
        refused(`requests.allow[${rule}].principals`),
      ),
    ),
  ];
}

function approversNeverAsked({ principals, approvals }: Config): Problem[] {
  const isAsked = Object.values(principals.decisions).includes('APPROVE');
  if (isAsked || approvals.approvers.length === 0) return [];
  const expected = 'none, or APPROVE for a severity in principals.decisions: nobody is ever asked';
  return [problemAt('approvals.approvers', approvals.approvers, expected)];
}

function vendingInVain({ vending, principals: policy }: Config): Problem[] {
  return vending.rules.flatMap(({ unit, includeChildren, principals }, rule) => {
    const field = `vending.rules[${rule}]`;
    const children =
      unit === 'any' && includeChildren
        ? [problemAt(`${field}.includeChildren`, true, 'no such key where unit is any, which is all units')]
        : [];
    const wrong = principals.flatMap((given, index) => {
      const arn = given.principalArn;
      const parsed = parsePrincipal(given, arn.split(':')[1] ?? '');
      const refused = refusedBy(given, policy);
      const named = refused && `a principal beyond ${refused} of principals.alwaysRefuse`;
      const expected = parsed.ok ? named : parsed.problem.expected;
      return expected ? [problemAt(`${field}.principals[${index}].principalArn`, arn, expected)] : [];
    });
    return [...children, ...wrong, ...beyondQuotas(vending.rules, rule, policy.quotas)];
  });
}

/** A portfolio has the principals of all rules that name it, wherever its shares are. */
function beyondQuotas(
  rules: Config['vending']['rules'],
  at: number,
  quotas: PrincipalQuotas,
): readonly Problem[] {
  const { portfolios = [], principals = [] } = rules[at] ?? {};
  if (principals.length === 0) return [];
  for (const portfolioId of portfolios) {
    const before = rules.slice(0, at).filter((rule) => rule.portfolios.includes(portfolioId));
    const { quotaProblem } = addPrincipals(
      [
        ...new Map(
          before.flatMap((rule) => rule.principals).map((one) => [listedIdentity(one), one]),
        ).values(),
      ],
      principals,
      quotas,
    );
    if (!quotaProblem) continue;
    const { limit, quota, existing } = quotaProblem;
    const others = existing > 0 ? `, with the ${existing} of earlier rules for ${portfolioId}` : '';
    const setting =
      quotas.iamPatterns === limit && quota.startsWith('IAM_PATTERN') ? 'iamPatterns' : 'principals';
    const expected = `at most ${limit} ${quota}, as principals.quotas.${setting} says${others}`;
    return [problemAt(`vending.rules[${at}].principals`, principals, expected)];
  }
  return [];
}
