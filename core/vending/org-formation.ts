import { type Announcement, ignored, type VendingEvent } from './announcement.ts';
import { accountIdOf } from './fields.ts';

/** org-formation's own events (its src/aws-provider/aws-events.ts): no unit is named. */
export function readOrgFormation({ detail, resources }: VendingEvent): Announcement {
  if (detail.eventName !== 'AccountCreated') {
    return ignored(`${String(detail.eventName)} of org-formation places no account`);
  }
  const accountId = accountIdOf(detail.accountId) ?? accountIdOf(resources?.[0]);
  return accountId === undefined
    ? ignored(`AccountCreated names the account ${String(detail.accountId)}: no account id`)
    : { kind: 'PLACED', accountId, announcedBy: 'AccountCreated' };
}
