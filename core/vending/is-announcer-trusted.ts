import type { Requester } from '../request/share-request.ts';
import type { VendingPolicy } from './vending-section.ts';

/**
 * Whether this account may announce accounts as this source. Nobody but AWS can put events of a source `aws.*`, but
 * AWS puts some in every account: only those of the management account count.
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
