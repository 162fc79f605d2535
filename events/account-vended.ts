import * as v from 'valibot';
import { accountIdOf } from '../core/organization/organization-id.ts';
import { readAccountVended } from '../core/vending/account-vended.ts';

/** Bare, as an ARN, as `Name (id)` or as a number. */
const AccountId = v.pipe(
  v.union([v.string(), v.number()]),
  v.check((value) => accountIdOf(value) !== undefined, 'an account id of twelve digits, or its ARN'),
);

const Own = v.looseObject({
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
});

const Aft = v.looseObject({
  account_info: v.looseObject({
    account: v.looseObject({ id: AccountId, parent_id: v.optional(v.unknown()) }),
  }),
});

/** The payload, its JSON as a text, or a list of one of them. */
const Payload = v.union([v.pipe(v.array(v.unknown()), v.length(1)), v.looseObject({}), v.string()]);

const wrapped = (name: string) =>
  v.pipe(
    v.looseObject({ [name]: Payload }),
    v.check((detail) => readAccountVended(detail).kind === 'PLACED'),
  );

/**
 * Detail of `AccountVended`, version 1: an account is in this unit now; Organizations is asked where none is
 * named, or none can be read. Or the input of AFT's state machines. Either as it is or in a wrapper of AWS.
 */
export const AccountVendedDetail = v.union([
  Own,
  Aft,
  ...['Input', 'Payload', 'Message', 'body', 'Records'].map(wrapped),
]);
