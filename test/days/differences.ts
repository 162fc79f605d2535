import type { Sandbox } from '../../sandbox/sandbox.ts';
import { realityOf } from '../unknowns/untruths.ts';
import { shareNameOf, type Wanted } from './wanted.ts';

/** One thing that is otherwise than wanted, and the kinds of drift that would say so. */
export interface Difference {
  readonly sentence: string;
  readonly kinds: readonly string[];
  readonly portfolioId: string;
  /** Its share as a drift names it, its principal, or nothing. */
  readonly share?: string;
  readonly principalArn?: string;
}

/** All that stands otherwise than wanted, looked at without the service. @param isNew arrived a moment ago */
export function differencesOf(
  sandbox: Sandbox,
  wanted: ReadonlyMap<string, Wanted>,
  isNew: (accountId: string) => boolean,
): Difference[] {
  return [...missing(sandbox, wanted, isNew), ...unwanted(sandbox, wanted)];
}

function missing(
  sandbox: Sandbox,
  wanted: ReadonlyMap<string, Wanted>,
  isNew: (accountId: string) => boolean,
): Difference[] {
  return [...wanted].flatMap(([share, { portfolioId, whom, principals, ...flags }]) => {
    const found: Difference[] = [];
    const is = realityOf(sandbox, portfolioId, whom);
    const add = (what: string, ...kinds: string[]) =>
      found.push({ sentence: `${share} ${what}`, kinds, portfolioId, share });
    if (!is.isThere) add('is not there', 'SHARE_MISSING');
    else if (is.shareTagOptions !== flags.shareTagOptions || is.sharePrincipals !== flags.sharePrincipals)
      add(`has the flags ${JSON.stringify(is)}`, 'FLAGS_DIFFER');
    const lacking = is.lacking.filter((id) => !isNew(id));
    if (is.isThere && lacking.length > 0) add(`lacks ${lacking.join(', ')}`, 'ACCESS_MISSING');
    const { principals: there } = sandbox.simulator.controls.portfolio(portfolioId);
    for (const arn of principals) {
      if (!there.some(({ principalArn }) => principalArn === arn)) {
        const sentence = `${share} lacks the principal ${arn}`;
        found.push({ sentence, kinds: ['PRINCIPAL_MISSING'], portfolioId, principalArn: arn });
      }
    }
    return found;
  });
}

function unwanted(sandbox: Sandbox, wanted: ReadonlyMap<string, Wanted>): Difference[] {
  return sandbox.simulator.controls.portfolios().flatMap((portfolio) => {
    const { id: portfolioId, nodeShares, accountShares, principals } = portfolio;
    const all = [...wanted.values()].filter((one) => one.portfolioId === portfolioId);
    const shares = [
      ...nodeShares.map(({ node }) => ({ organizationNode: { type: node.type, value: node.id } })),
      ...accountShares.map(({ accountId }) => ({ accountId })),
    ].map((whom) => shareNameOf({ portfolioId, ...whom }));
    const arns = principals.map(({ principalArn }) => principalArn);
    return [
      ...shares
        .filter((share) => !wanted.has(share))
        .map((share) => ({
          sentence: `${share} is there`,
          kinds: ['SHARE_NOT_ASKED_FOR', 'ACCOUNT_SHARE'],
          portfolioId,
          share,
        })),
      ...arns
        .filter((arn) => !all.some((one) => one.principals.has(arn)))
        .map((principalArn) => ({
          sentence: `${portfolioId} has the principal ${principalArn}`,
          kinds: ['PRINCIPAL_NOT_ASKED_FOR', 'PRINCIPAL_LEFT_BEHIND'],
          portfolioId,
          principalArn,
        })),
    ];
  });
}
