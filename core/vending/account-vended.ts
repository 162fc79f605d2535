import type { Ticket } from '../request/share-request.ts';
import { type Announcement, ignored } from './announcement.ts';
import { accountIdOf, objectAt, parentIdOf, textOf } from './fields.ts';

/**
 * Our own event, for pipelines that have none: `{accountId, organizationalUnitId?, requestedBy?, ticket?}`. The
 * input of AFT's state machines is taken as it is: `account_info.account.id` and `.parent_id`.
 */
export function readAccountVended(detail: Readonly<Record<string, unknown>>): Announcement {
  if (detail.version !== undefined && detail.version !== '1') {
    return ignored(`AccountVended is of version ${String(detail.version)}: expected 1`);
  }
  const aft = objectAt(objectAt(detail, 'account_info'), 'account');
  const given = detail.accountId ?? aft.id;
  const accountId = accountIdOf(given);
  if (accountId === undefined)
    return ignored(`AccountVended names the account ${String(given)}: no account id`);
  const givenParent = detail.organizationalUnitId ?? aft.parent_id;
  const parentId = parentIdOf(givenParent);
  if (givenParent !== undefined && givenParent !== null && parentId === undefined) {
    return ignored(
      `AccountVended names the unit ${String(givenParent)}: expected ou-… or r-…, or none at all`,
    );
  }
  const requestedBy = textOf(detail.requestedBy)?.slice(0, 256);
  const ticket = readTicket(detail.ticket);
  return {
    kind: 'PLACED',
    accountId,
    announcedBy: 'AccountVended',
    ...(parentId !== undefined && { parentId }),
    ...(requestedBy !== undefined && { requestedBy }),
    ...(ticket && { ticket }),
  };
}

function readTicket(value: unknown): Ticket | undefined {
  const { system, id, url } = objectAt({ value }, 'value');
  const [systemText, idText, urlText] = [textOf(system), textOf(id), textOf(url)];
  if (systemText === undefined || idText === undefined) return undefined;
  const isUrl = urlText !== undefined && /^https?:\/\/\S{1,2040}$/.test(urlText);
  return { system: systemText.slice(0, 64), id: idText.slice(0, 256), ...(isUrl && { url: urlText }) };
}
