import type { Requester } from '../request/share-request.ts';
import type { VendingPolicy } from './vending-section.ts';

/**
 * Whether this account's word counts as this source. Nobody but AWS can put an event of a source `aws.*`, but
 * each account has events of its own: where accounts are, the management account's say.
 */
export function isAnnouncerTrusted(
  { account, source }: Requester,
  { announcers }: Pick<VendingPolicy, 'announcers'>,
  {
    ownAccount,
    managementAccount,
  }: { readonly ownAccount: string; readonly managementAccount: string | undefined },
): boolean {
  if (source.startsWith('aws.')) return account === managementAccount;
  const accountOf = (name: string) =>
    name === 'SELF' ? ownAccount : name === 'MANAGEMENT' ? managementAccount : name;
  return announcers.some(
    (announcer) =>
      accountOf(announcer.account) === account &&
      (announcer.sources.includes('*') || announcer.sources.includes(source)),
  );
}
