import * as v from 'valibot';
import { accountIdOf } from '../core/organization/organization-id.ts';
import { unwrapAft } from '../core/vending/unwrap-aft.ts';

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

/** The payload, or its JSON as a text. */
const Payload = v.union([v.looseObject({}), v.string()]);

const holdsAft = (detail: Readonly<Record<string, unknown>>) =>
  accountIdOf(unwrapAft(detail).accountId) !== undefined;

/**
 * Detail of `AccountVended`, version 1: an account is in this unit now; Organizations is asked where none is
 * named, or none can be read. Or the input of AFT's state machines, as it is or in a wrapper.
 */
export const AccountVendedDetail = v.union([
  Own,
  Aft,
  v.pipe(
    v.looseObject({ Input: Payload }),
    v.check((detail) => holdsAft(detail)),
  ),
  v.pipe(
    v.looseObject({ Payload }),
    v.check((detail) => holdsAft(detail)),
  ),
  v.pipe(
    v.looseObject({ Message: Payload }),
    v.check((detail) => holdsAft(detail)),
  ),
]);
