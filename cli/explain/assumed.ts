import type { Known } from '../../core/prediction/known.ts';
import type { PrincipalPolicy } from '../../core/principals/principal-policy.ts';
import type { Recipient } from '../../core/share/recipient.ts';

/** What is known of no portfolio: it has no principal, is shared with nobody, and no organization was read. */
export function assumed(recipient: Recipient, launchConstraint: boolean, policy: PrincipalPolicy): Known {
  const launchConstraints = launchConstraint ? ['assumed by --launch-constraint'] : [];
  return {
    nowMs: 0,
    standing: { shares: [], principals: [] },
    power: { readable: true, launchConstraints, stackSetConstraints: [] },
    policy,
    ownerAccountId: '',
    // A share with the whole organization reaches the management account; one with a unit or an account does not.
    managementNodes: new Set(recipient.type === 'ORGANIZATION' ? [recipient.value] : []),
    recipient: {},
  };
}
