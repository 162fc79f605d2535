import type { ShareEnd } from './share-end.ts';

/** The share's own settings, as DescribePortfolioShares reads them back. */
export interface ShareFlags {
  readonly shareTagOptions: boolean;
  readonly sharePrincipals: boolean;
}

type Action = 'SHARE' | 'UNSHARE' | 'DISASSOCIATE';

export type Write = 'CREATE' | 'UPDATE' | 'DELETE' | 'NONE';

/**
 * What is to be written so that the share is as asked. `undefined` means that no share is there. An existing
 * share is updated, since CreatePortfolioShare on it "will have no effect and will not return an error".
 */
export function planWrite(action: Action, asked: ShareFlags, asIs: ShareFlags | undefined): Write {
  if (action === 'DISASSOCIATE') return 'NONE';
  if (action === 'UNSHARE') return asIs ? 'DELETE' : 'NONE';
  if (!asIs) return 'CREATE';
  return areEqual(asked, asIs) ? 'NONE' : 'UPDATE';
}

/**
 * What a request does first. CONFIRM: the share is listed as asked, but an action may run on it, or accounts may lack
 * it.
 */
export type Step = Write | 'CONFIRM';

/**
 * The first step, by what is to be written and what is known of the share.
 * @param isInDoubt listed as asked, though it was last made otherwise: the list may lag behind
 */
export function planStep(
  action: Action,
  plannedWrite: Write,
  end: Pick<ShareEnd, 'flags'> | undefined,
  isInDoubt: boolean,
): Step {
  if (action === 'DISASSOCIATE') return 'NONE';
  // A share that is not listed may still be there: only a deletion that finds nothing proves that it is not.
  if (action === 'UNSHARE') return 'DELETE';
  if (plannedWrite !== 'NONE') return plannedWrite;
  return isInDoubt || (end && end.flags !== 'ALL') ? 'UPDATE' : 'CONFIRM';
}

export function areEqual(a: ShareFlags, b: ShareFlags): boolean {
  return a.shareTagOptions === b.shareTagOptions && a.sharePrincipals === b.sharePrincipals;
}

/** Whether the share is as the write was to make it. So a write without an answer is judged. */
export function isWritten(
  write: 'CREATE' | 'UPDATE',
  asked: ShareFlags,
  asIs: ShareFlags | undefined,
): boolean {
  switch (write) {
    case 'CREATE':
      return asIs !== undefined;
    case 'UPDATE':
      return asIs !== undefined && areEqual(asked, asIs);
  }
}
