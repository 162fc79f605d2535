import type { ShareEnd } from '../share/share-end.ts';

/**
 * What is known of a share's last end once we are told that others acted on it. How their action ends is nothing that
 * the ledger knows: from now on the accounts are looked at. An update may have failed for some, who then have other
 * flags: whoever asks again updates the share.
 * @param actedAt ISO 8601
 */
export function endAfterOthers(
  before: ShareEnd | undefined,
  { actedAt, isUpdated }: { readonly actedAt: string; readonly isUpdated: boolean },
): Partial<ShareEnd> {
  const { access, othersActedAt = '' } = before ?? {};
  return {
    ...before,
    access: access === 'NOT_ALL' ? access : 'UNKNOWN',
    ...(isUpdated && { flags: 'UNKNOWN' }),
    // Events may come in another order.
    othersActedAt: othersActedAt > actedAt ? othersActedAt : actedAt,
  };
}
