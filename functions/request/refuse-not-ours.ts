import { rejected } from '../../core/foliocast-error.ts';
import { ownAccount } from '../task/stack.ts';

/** @throws PORTFOLIO_NOT_OURS where it was shared with us */
export function refuseNotOurs(
  portfolioId: string,
  { ownerAccountId }: { readonly ownerAccountId?: string | undefined },
): void {
  if (ownerAccountId === undefined || ownerAccountId === ownAccount()) return;
  const sentence = `portfolio ${portfolioId} is account ${ownerAccountId}'s, shared with this one`;
  throw rejected('PORTFOLIO_NOT_OURS', `${sentence}: AWS lets only its owner share it`);
}
