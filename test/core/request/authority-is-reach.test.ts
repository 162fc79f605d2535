import { expect, test } from 'vitest';
import { changedNodes } from '../../../core/reach/changed-nodes.ts';
import { reachOf } from '../../../core/reach/reach.ts';
import { type Standing, standingAfter } from '../../../core/reach/standing.ts';
import { isReachAllowed } from '../../../core/request/is-reach-allowed.ts';
import type { RequestedPrincipal } from '../../../core/request/share-request.ts';
import { bySize } from '../../size.ts';
import {
  ORGANIZATION_ID,
  OWNER,
  type Random,
  randomAccounts,
  randomOf,
  randomStanding,
} from '../reach/random-organization.ts';

const REQUESTS = bySize({ quick: 1_500, prove: 10_000, whole: 60_000 });
const FOREIGN = '999999999999';

type Accounts = ReturnType<typeof randomAccounts>;
type Wish = Parameters<typeof changedNodes>[1];

test('whatever a rule admits changes nothing for an account that is not at or below its nodes', () => {
  let admitted = 0;
  let refused = 0;
  for (let seed = 1; seed <= REQUESTS; seed++) {
    const random = randomOf(seed);
    const accounts = randomAccounts(random, 12, 6);
    const before = randomStanding(random, accounts);
    const wish = randomWish(random, accounts, before);
    const nodes = randomNodes(random, accounts);
    if (!isAllowed(nodes, before, wish, accounts)) {
      refused += 1;
      continue;
    }
    admitted += 1;
    const after = standingAfter(before, wish);
    const beyond = changedAccounts(before, after, accounts).filter((id) => !isWithin(id, nodes, accounts));
    expect({ seed, beyond, nodes, wish }).toEqual({ seed, beyond: [], nodes, wish });
  }
  expect(Math.min(admitted, refused)).toBeGreaterThan(REQUESTS / 20);
});

function isAllowed(nodes: readonly string[], before: Standing, wish: Wish, accounts: Accounts): boolean {
  const rule = { accounts: [FOREIGN], sources: ['*'], actions: [], portfolios: ['*'], nodes };
  const reached = changedNodes(before, wish, OWNER).map((one) => ({
    ...one,
    above: aboveOf(one.nodeId, accounts),
  }));
  return isReachAllowed([rule], FOREIGN, reached).allowed;
}

/** Where the portfolio is gained or lost, and where a principal is; the owner only where nobody else is. */
function changedAccounts(before: Standing, after: Standing, accounts: Accounts): string[] {
  const { accounts: moved, principals } = reachOf(before, after, { ownerAccountId: OWNER, accounts });
  const ofShares = moved.filter(({ change }) => change !== 'KEEPS').map(({ accountId }) => accountId);
  const ofPrincipals = principals.flatMap(({ principalType, gains, loses }) => {
    const all = [...gains, ...loses];
    const others = all.filter((id) => id !== OWNER);
    const shares = gains.length > 0 ? after.shares : before.shares;
    // A share with a unit without accounts has effect too: on those that come.
    const isShown = principalType === 'IAM_PATTERN' && shares.some((share) => share.sharePrincipals);
    return others.length > 0 || isShown ? others : all;
  });
  return [...ofShares, ...ofPrincipals];
}

function isWithin(accountId: string, nodes: readonly string[], accounts: Accounts): boolean {
  if (nodes.includes('*') || nodes.includes(accountId)) return true;
  if (accountId === OWNER) return false;
  const above = aboveOf(accountId, accounts);
  return nodes.some((node) => above.includes(node.replace('/*', '')));
}

function aboveOf(nodeId: string, accounts: Accounts): readonly string[] {
  const account = accounts.find(({ accountId }) => accountId === nodeId);
  if (account) return account.above;
  const below = accounts.find(({ above }) => above.includes(nodeId));
  return below ? below.above.slice(0, below.above.indexOf(nodeId)) : [];
}

function randomWish(random: Random, accounts: Accounts, before: Standing): Wish {
  const { accountId, above } = pick(random, accounts) ?? { accountId: OWNER, above: [] };
  const units = above.filter((id) => id.startsWith('ou-'));
  const unit = pick(random, units);
  const recipient =
    pick(
      random,
      before.shares.filter(() => random(2) === 0),
    ) ??
    (unit === undefined
      ? { type: 'ORGANIZATION_MEMBER_ACCOUNT' as const, value: accountId }
      : { type: 'ORGANIZATIONAL_UNIT' as const, value: unit });
  const names: RequestedPrincipal[] = [
    ...['role/dev-*', 'role/ops-*', 'role/new-*'].map((id) => ({
      principalArn: `arn:aws:iam:::${id}`,
      principalType: 'IAM_PATTERN' as const,
    })),
    { principalArn: `arn:aws:iam::${OWNER}:role/Hub`, principalType: 'IAM' },
  ];
  const action = pick(random, ['SHARE', 'SHARE', 'UNSHARE', 'DISASSOCIATE'] as const) ?? 'SHARE';
  const { type, value } = recipient;
  const isNode = type === 'ORGANIZATION' || type === 'ORGANIZATIONAL_UNIT';
  return {
    action,
    recipient: action === 'DISASSOCIATE' ? { type: 'NOBODY', value: 'NOBODY' } : { type, value },
    sharePrincipals: action === 'SHARE' && isNode && random(2) === 0,
    principals: names.filter(() => random(3) === 0),
  };
}

function randomNodes(random: Random, accounts: Accounts): string[] {
  return Array.from({ length: 1 + random(3) }, () => {
    const { accountId, above } = pick(random, accounts) ?? { accountId: OWNER, above: [] };
    const unit = pick(
      random,
      above.filter((id) => id.startsWith('ou-')),
    );
    const node = unit ?? pick(random, [accountId, ORGANIZATION_ID, accountId]) ?? accountId;
    return /^ou-/.test(node) && random(2) === 0 ? `${node}/*` : node;
  });
}

function pick<One>(random: Random, list: readonly One[]): One | undefined {
  return list.length === 0 ? undefined : list[random(list.length)];
}
