import {
  type Announcement,
  ignored,
  notSucceeded,
  placed,
  unreadable,
  type VendingEvent,
} from './announcement.ts';
import { objectAt, readAccount, readUnit, textOf } from './fields.ts';
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
  const field = `detail.serviceEventDetails.${statusField}`;
  if (status.state !== 'SUCCEEDED') return notSucceeded(eventName, `${field}.state`, status.state);
  const { accountId } = objectAt(status, 'account');
  const account = readAccount(accountId);
  if (!account) return unreadable(`${field}.account.accountId`, accountId);
  const place = readUnit(objectAt(status, 'organizationalUnit').organizationalUnitId);
  return placed(eventName, account, place, happenedAtOf(detail));
}
