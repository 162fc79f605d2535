import { objectAt } from './fields.ts';

/** What the payload of AFT's state machines says of an account, unread: `account_info` and `account_request`. */
export function readAft(payload: Readonly<Record<string, unknown>>): {
  readonly accountId?: unknown;
  readonly parentId?: unknown;
  /** `Name (ou-…)`, as the account was asked for. */
  readonly unitName?: unknown;
} {
  const { id, parent_id: parentId } = objectAt(objectAt(payload, 'account_info'), 'account');
  const { ManagedOrganizationalUnit } = objectAt(
    objectAt(payload, 'account_request'),
    'control_tower_parameters',
  );
  return { accountId: id, parentId, unitName: ManagedOrganizationalUnit };
}
