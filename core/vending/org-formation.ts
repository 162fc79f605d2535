import { accountIdOf } from '../organization/organization-id.ts';
import { quoteValue } from '../problem.ts';
import { type Announcement, ignored, unreadable, type VendingEvent } from './announcement.ts';

/** org-formation's own events (its src/aws-provider/aws-events.ts): no unit is named. */
export function readOrgFormation({ detail, resources }: VendingEvent): Announcement {
  if (detail.eventName !== 'AccountCreated') {
    return ignored(`${quoteValue(detail.eventName)} of org-formation places no account`);
  }
  const accountId = accountIdOf(detail.accountId) ?? accountIdOf(resources?.[0]);
  return accountId === undefined
    ? unreadable('detail.accountId', detail.accountId)
    : { kind: 'PLACED', accountId, announcedBy: 'AccountCreated' };
}
