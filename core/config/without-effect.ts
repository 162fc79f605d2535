import { covers } from '../principals/compare-patterns.ts';
import { parsePrincipal } from '../principals/parse-principal.ts';
import { refusedBy } from '../principals/policy-patterns.ts';
import { type Problem, problemAt } from '../problem.ts';
import type { Config } from './config-schema.ts';
import { coveredEntries } from './covered-entries.ts';

/** What stands in config.yml and can never have an effect: whoever wrote it believes something that is not so. */
export function withoutEffect(config: Config): Problem[] {
  return [
    ...coveredEntries(config),
    ...refusedAnyway(config.principals),
    ...approversNeverAsked(config),
    ...vendingInVain(config),
  ];
}

function refusedAnyway({ alwaysAllow, alwaysRefuse }: Config['principals']): Problem[] {
  return alwaysAllow.flatMap((allowed, at) => {
    const arn = (pattern: string) => `arn:aws:iam:::${pattern}`;
    const refused = alwaysRefuse.find(
      (one) => covers(arn(one), arn(allowed), { ignoreCase: true }) === 'yes',
    );
    if (refused === undefined) return [];
    const expected = `a pattern beyond ${refused} of principals.alwaysRefuse: refusing wins`;
    return [problemAt(`principals.alwaysAllow[${at}]`, allowed, expected)];
  });
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
    const patterns = principals.filter(({ principalType }) => principalType === 'IAM_PATTERN').length;
    const most = policy.quotas.iamPatterns;
    const expected = `at most ${most} of type IAM_PATTERN, as principals.quotas.iamPatterns says`;
    const tooMany = patterns > most ? [problemAt(`${field}.principals`, principals, expected)] : [];
    return [...children, ...wrong, ...tooMany];
  });
}
