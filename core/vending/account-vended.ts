import { readOrganizationId } from '../organization/organization-id.ts';
import { readTicket } from '../request/ticket.ts';
import { type Announcement, unreadable } from './announcement.ts';
import { parentOf, textOf } from './fields.ts';
import { unwrapAft } from './unwrap-aft.ts';

/**
 * Our own event, for pipelines that have none: `{accountId, organizationalUnitId?, requestedBy?, ticket?}`. The
 * input of AFT's state machines is taken as it is: `account_info.account.id` and `.parent_id`. A unit that cannot
 * be read is left out: Organizations knows where the account is.
 */
export function readAccountVended(detail: Readonly<Record<string, unknown>>): Announcement {
  const ticket = readTicket(detail.ticket);
  if (detail.version !== undefined && detail.version !== '1' && detail.version !== 1) {
    return unreadable('detail.version', detail.version, { ticket, expected: '"1"' });
  }
  const aft = unwrapAft(detail);
  const given = detail.accountId ?? aft.accountId;
  const account = readOrganizationId(given);
  if (account?.kind !== 'ACCOUNT') return unreadable('detail.accountId', given, { ticket });
  const requestedBy = textOf(detail.requestedBy)?.slice(0, 256).toWellFormed();
  const places = [detail.organizationalUnitId, aft.parentId, aft.unitName].map(parentOf);
  return {
    kind: 'PLACED',
    accountId: account.id,
    announcedBy: 'AccountVended',
    ...(account.said && { said: account.said }),
    ...places.find(({ parentId }) => parentId !== undefined),
    ...(requestedBy !== undefined && { requestedBy }),
    ...(ticket && { ticket }),
  };
}
