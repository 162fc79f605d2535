import { readTicket } from '../request/ticket.ts';
import { type Announcement, placed, unreadable } from './announcement.ts';
import { readAccount, readUnit, textOf } from './fields.ts';
import { readAft } from './read-aft.ts';
import { unwrap } from './unwrap.ts';

/**
 * Our own event, for pipelines that have none: `{accountId, organizationalUnitId?, requestedBy?, ticket?}`. The
 * input of AFT's state machines is taken as it is: `account_info.account.id` and `.parent_id`. Both may come in a
 * wrapper. A unit that cannot be read is left out: Organizations knows where the account is.
 */
export function readAccountVended(given: Readonly<Record<string, unknown>>): Announcement {
  const detail = unwrap(given);
  const ticket = readTicket(detail.ticket) ?? readTicket(given.ticket);
  if (detail.version !== undefined && detail.version !== '1' && detail.version !== 1) {
    return unreadable('detail.version', detail.version, { ticket, expected: '"1"' });
  }
  const aft = readAft(detail);
  const accountId = detail.accountId ?? aft.accountId;
  const account = readAccount(accountId);
  if (!account) return unreadable('detail.accountId', accountId, { ticket });
  const requestedBy = textOf(detail.requestedBy)?.slice(0, 256).toWellFormed();
  const places = [detail.organizationalUnitId, aft.parentId, aft.unitName].map(readUnit);
  const place = places.find((one) => one !== undefined);
  return placed('AccountVended', account, place, {
    ...(requestedBy !== undefined && { requestedBy }),
    ...(ticket && { ticket }),
  });
}
