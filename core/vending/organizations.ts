import { quoteValue } from '../problem.ts';
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

/** Events of AWS Organizations by CloudTrail: an API call for a move, service events for creations and invitations. */
export function readOrganizations(event: VendingEvent): Announcement {
  const eventName = textOf(event.detail.eventName) ?? 'An event';
  switch (eventName) {
    case 'MoveAccount':
      return readMove(event);
    case 'CreateAccountResult':
      return readCreation(event);
    case 'AccountJoinedOrganization':
      return readJoining(event);
    default:
      return ignored(`${eventName} of Organizations places no account`);
  }
}

/** A call that failed is an event all the same, with an `errorCode`. */
function readMove({ 'detail-type': detailType, detail }: VendingEvent): Announcement {
  if (detailType !== 'AWS API Call via CloudTrail') return notThisType('MoveAccount', detailType);
  if (detail.errorCode !== undefined && detail.errorCode !== null) {
    return ignored(`MoveAccount failed as ${quoteValue(detail.errorCode)}`);
  }
  const { accountId, sourceParentId, destinationParentId } = objectAt(detail, 'requestParameters');
  const account = readAccount(accountId);
  if (!account) return unreadable('detail.requestParameters.accountId', accountId);
  const from = readUnit(sourceParentId);
  return placed('MoveAccount', account, readUnit(destinationParentId), {
    ...(from && { movedFromId: from.id }),
    ...happenedAtOf(detail),
  });
}

/** Names no unit: a new account begins in the root, and may have been moved since. */
function readCreation({ 'detail-type': detailType, detail }: VendingEvent): Announcement {
  if (detailType !== 'AWS Service Event via CloudTrail')
    return notThisType('CreateAccountResult', detailType);
  const { state, accountId, failureReason } = objectAt(
    objectAt(detail, 'serviceEventDetails'),
    'createAccountStatus',
  );
  if (state !== 'SUCCEEDED') {
    const field = 'detail.serviceEventDetails.createAccountStatus.state';
    return notSucceeded('CreateAccountResult', field, state, failureReason);
  }
  return named('CreateAccountResult', accountId, detail);
}

/** Where the account's id stands is not documented in one place: the service's details or a member of them. */
function readJoining({ 'detail-type': detailType, detail }: VendingEvent): Announcement {
  if (detailType !== 'AWS Service Event via CloudTrail')
    return notThisType('AccountJoinedOrganization', detailType);
  const details = objectAt(detail, 'serviceEventDetails');
  const holders = [details, ...Object.keys(details).map((name) => objectAt(details, name))];
  const found = holders.map(({ accountId }) => accountId).find((id) => readAccount(id));
  return named('AccountJoinedOrganization', found, detail);
}

function named(announcedBy: string, given: unknown, detail: VendingEvent['detail']): Announcement {
  const account = readAccount(given);
  if (!account) return unreadable('detail.serviceEventDetails', given);
  return placed(announcedBy, account, undefined, happenedAtOf(detail));
}

function notThisType(eventName: string, detailType: string): Announcement {
  return ignored(`${eventName} as "${detailType}" is not the event that says it is done`);
}
