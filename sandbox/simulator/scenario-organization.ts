import * as v from 'valibot';
import { mapping } from './mapping.ts';

export const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/, '12 digits in quotes'));
const parentPattern = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/;
export const parentId = v.pipe(
  v.string(),
  v.regex(parentPattern, 'an id such as r-ab12 or ou-ab12-cdef3456'),
);
const unitPattern = /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/;
const unitId = v.pipe(v.string(), v.regex(unitPattern, 'an id such as ou-ab12-cdef3456'));
const name = v.pipe(v.string(), v.minLength(1, 'a name'), v.maxLength(128, '128 characters at most'));
const count = (max: number) =>
  v.pipe(
    v.number(),
    v.integer('a whole number'),
    v.minValue(0, '0 or more'),
    v.maxValue(max, `${max} at most`),
  );

/** An account is its id, or its id and what is not usual about it. */
const account = v.union(
  [
    accountId,
    mapping({
      id: accountId,
      name: v.optional(name),
      email: v.optional(v.pipe(v.string(), v.email('an address'))),
      status: v.optional(v.picklist(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE']), 'ACTIVE'),
      joinedMethod: v.optional(v.picklist(['CREATED', 'INVITED']), 'CREATED'),
    }),
  ],
  '12 digits in quotes, or a mapping of id, name, email, status and joinedMethod',
);

/** Units in a tree of so many levels, and accounts dealt out to them one by one. */
const generate = mapping({
  accounts: v.optional(count(100_000), 0),
  units: v.optional(count(10_000), 0),
  levels: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1, '1 to 5'), v.maxValue(5, '1 to 5')), 1),
});

export type ScenarioAccount = v.InferOutput<typeof account>;
export type Generate = v.InferOutput<typeof generate>;

export interface ScenarioUnit {
  id: string;
  name?: string | undefined;
  accounts: ScenarioAccount[];
  units: ScenarioUnit[];
  generate?: Generate | undefined;
}

interface UnitInput {
  id: string;
  name?: string | undefined;
  accounts?: v.InferInput<typeof account>[] | undefined;
  units?: UnitInput[] | undefined;
  generate?: v.InferInput<typeof generate> | undefined;
}

const unit: v.GenericSchema<UnitInput, ScenarioUnit> = mapping({
  id: unitId,
  name: v.optional(name),
  accounts: v.optional(v.array(account), []),
  units: v.optional(v.array(v.lazy(() => unit)), []),
  generate: v.optional(generate),
});

/** The accounts and units of the root stand beside its id. The management account is added where it is missing. */
export const organization = mapping({
  id: v.optional(
    v.pipe(v.string(), v.regex(/^o-[a-z0-9]{10,32}$/, 'an id such as o-a1b2c3d4e5')),
    'o-a1b2c3d4e5',
  ),
  rootId: v.optional(v.pipe(v.string(), v.regex(/^r-[0-9a-z]{4,32}$/, 'an id such as r-ab12')), 'r-ab12'),
  managementAccountId: v.optional(accountId, '111122223333'),
  delegatedAdministrators: v.optional(v.array(accountId), []),
  accounts: v.optional(v.array(account), []),
  units: v.optional(v.array(unit), []),
  generate: v.optional(generate),
});

export type ScenarioOrganization = v.InferOutput<typeof organization>;
