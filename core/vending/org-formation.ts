import { quoteValue } from '../problem.ts';
import { type Announcement, ignored, placed, unreadable, type VendingEvent } from './announcement.ts';
import { readAccount } from './fields.ts';

/** org-formation's own events (its src/aws-provider/aws-events.ts): no unit is named. */
export function readOrgFormation({ detail, resources }: VendingEvent): Announcement {
  if (detail.eventName !== 'AccountCreated') {
    return ignored(`${quoteValue(detail.eventName)} of org-formation places no account`);
  }
  const account = readAccount(detail.accountId) ?? readAccount(resources?.[0]);
  return account
    ? placed('AccountCreated', account, undefined)
    : unreadable('detail.accountId', detail.accountId);
}
