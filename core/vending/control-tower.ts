import { accountIdOf } from '../organization/organization-id.ts';
import { quoteValue } from '../problem.ts';
import { type Announcement, ignored, unreadable, type VendingEvent } from './announcement.ts';
import { objectAt, parentOf, textOf } from './fields.ts';
import { happenedAtOf } from './happened-at.ts';

/** A creation that is tried again ends as UpdateManagedAccount (Control Tower user guide, lifecycle events). */
const STATUS_OF: Readonly<Record<string, string>> = {
  CreateManagedAccount: 'createManagedAccountStatus',
  UpdateManagedAccount: 'updateManagedAccountStatus',
};

/** Control Tower's lifecycle events. The API calls of the same names mean "started", not "done". */
export function readControlTower({ 'detail-type': detailType, detail }: VendingEvent): Announcement {
  const eventName = textOf(detail.eventName) ?? 'An event';
  if (detailType !== 'AWS Service Event via CloudTrail') {
    return ignored(`${eventName} as "${detailType}" says that something was started, not that it is done`);
  }
  const statusField = Object.hasOwn(STATUS_OF, eventName) ? STATUS_OF[eventName] : undefined;
  if (statusField === undefined) return ignored(`${eventName} of Control Tower places no account`);
  const status = objectAt(objectAt(detail, 'serviceEventDetails'), statusField);
  if (status.state !== 'SUCCEEDED') return ignored(`${eventName} ended as ${quoteValue(status.state)}`);
  const given = objectAt(status, 'account').accountId;
  const accountId = accountIdOf(given);
  if (accountId === undefined) {
    return unreadable(`detail.serviceEventDetails.${statusField}.account.accountId`, given);
  }
  const happenedAt = happenedAtOf(detail.eventTime);
  return {
    kind: 'PLACED',
    accountId,
    announcedBy: eventName,
    ...parentOf(objectAt(status, 'organizationalUnit').organizationalUnitId),
    ...(happenedAt !== undefined && { happenedAt }),
  };
}
