import type { DriftKind } from './drift.ts';

/** Why a difference of this kind is left as it is, and what somebody can do about it. */
export function whyReported(kind: DriftKind): string {
  switch (kind) {
    case 'SHARE_MISSING':
    case 'FLAGS_DIFFER':
    case 'PRINCIPAL_MISSING':
    case 'ACCESS_MISSING':
      return 'config.yml (reconciliation.repair) does not allow repairs of this kind: request the share again, or allow them';
    case 'SHARE_NOT_ASKED_FOR':
      return 'Foliocast removes nothing by itself: request SHARE to keep it, or UNSHARE to remove it';
    case 'PRINCIPAL_NOT_ASKED_FOR':
    case 'PRINCIPAL_LEFT_BEHIND':
      return 'Foliocast removes nothing by itself: name it in a SHARE to keep it, or request DISASSOCIATE to remove it';
    case 'ACCOUNT_SHARE':
      return 'it does not follow the organization: share with a node instead and request UNSHARE, or acknowledge the drift';
    case 'RISK_RISEN':
      return 'the constraints came after the shares were weighed: request a share with sharePrincipals again to accept them; nobody is asked, since nothing new is exposed. To reject them, remove them, or share without principal names';
    case 'ACCESS_WITHOUT_SHARE':
      return 'no share says how the account came by it: share and unshare its node to take it away, or acknowledge the drift';
    default:
      return kind satisfies never;
  }
}
