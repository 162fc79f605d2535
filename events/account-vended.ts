import * as v from 'valibot';

const AccountId = v.pipe(v.string(), v.regex(/^\d{12}$/, 'an account id of twelve digits'));
const ParentId = v.pipe(
  v.string(),
  v.regex(/^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/, 'a unit ou-… or the root r-…'),
);

/**
 * Detail of `AccountVended`, version 1: an account is in this unit now; Organizations is asked where none is
 * named. Or the input of AFT's state machines as it is, of which only these two fields are read.
 */
export const AccountVendedDetail = v.union([
  v.looseObject({
    version: v.optional(v.literal('1'), '1'),
    accountId: AccountId,
    organizationalUnitId: v.optional(ParentId),
    requestedBy: v.optional(v.string()),
    ticket: v.optional(v.looseObject({ system: v.string(), id: v.string(), url: v.optional(v.string()) })),
  }),
  v.looseObject({
    account_info: v.looseObject({
      account: v.looseObject({ id: AccountId, parent_id: v.optional(ParentId) }),
    }),
  }),
]);
