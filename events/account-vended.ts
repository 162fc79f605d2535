import * as v from 'valibot';
import { accountIdOf } from '../core/share/organization-id.ts';

/** Bare, as an ARN, as `Name (id)` or as a number. */
const AccountId = v.custom<string | number>((value) => accountIdOf(value) !== undefined);

/**
 * Detail of `AccountVended`, version 1: an account is in this unit now; Organizations is asked where none is
 * named, or none can be read. Or the input of AFT's state machines as it is, of which only these fields are read.
 */
export const AccountVendedDetail = v.union([
  v.looseObject({
    version: v.optional(v.picklist(['1', 1]), '1'),
    accountId: AccountId,
    organizationalUnitId: v.optional(v.unknown()),
    requestedBy: v.optional(v.string()),
    ticket: v.optional(
      v.looseObject({
        system: v.string(),
        id: v.union([v.string(), v.number()]),
        url: v.optional(v.string()),
      }),
    ),
  }),
  v.looseObject({
    account_info: v.looseObject({
      account: v.looseObject({ id: AccountId, parent_id: v.optional(v.unknown()) }),
    }),
  }),
]);
