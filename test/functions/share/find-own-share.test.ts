import { expect, test } from 'vitest';
import type { ShareRequest } from '../../../core/request/share-request.ts';
import { findOwnShare } from '../../../functions/share/find-own-share.ts';
import { ACCOUNT, PORTFOLIO } from '../given.ts';
import { part } from '../step.ts';

const value = ACCOUNT.recipient.value;
const WANTED = { shareTagOptions: false, sharePrincipals: false, principals: [], requestId: 'x' };

/** Of a share with an account that is listed under a type, where one of that type is wanted, or none is. */
async function found(action: ShareRequest['action'], listedAs: string, isWanted: boolean): Promise<boolean> {
  const share = { PrincipalId: value, ShareTagOptions: false, SharePrincipals: false, Accepted: true };
  const DescribePortfolioShares = ({ Type }: { Type: string }) => ({
    PortfolioShareDetails: Type === listedAs ? [share] : [],
  });
  const entry = { pk: `PORTFOLIO#${PORTFOLIO}`, sk: `SHARE#${listedAs}#${value}`, wanted: WANTED };
  const request = { action, portfolioId: PORTFOLIO, recipient: { type: 'ACCOUNT', value } } as const;
  const { out } = await part(() => findOwnShare(request), {
    items: isWanted ? [entry] : [],
    aws: { DescribePortfolioShares },
  });
  return out !== undefined;
}

test.each([
  ['SHARE', 'ORGANIZATION_MEMBER_ACCOUNT', true, true],
  ['UNSHARE', 'ORGANIZATION_MEMBER_ACCOUNT', false, true],
  ['UNSHARE', 'ORGANIZATION_MEMBER_ACCOUNT', true, false],
  ['UNSHARE', 'ACCOUNT', true, true],
  ['UNSHARE', 'NOBODY', false, false],
] as const)(
  'a %s of an account that is listed as %s, wanted so: %j, finds it: %j',
  async (action, listedAs, isWanted, expected) => {
    expect(await found(action, listedAs, isWanted)).toBe(expected);
  },
);
