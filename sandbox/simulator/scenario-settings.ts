import * as v from 'valibot';
import type { Durations, Quotas } from '../service-catalog/settings.ts';
import {
  type Undocumented,
  type Unknown,
  unknownErrors,
  unknownListings,
  unknowns,
} from '../service-catalog/unknowns.ts';
import { mapping, mappingOf } from './mapping.ts';
import { accountId } from './scenario-organization.ts';
import { nodeId } from './scenario-portfolios.ts';

const seconds = v.pipe(v.number(), v.minValue(0, 'a number of seconds, 0 or more'));
const limit = v.pipe(v.number(), v.integer('a whole number'), v.minValue(0, '0 or more'));

const durationShape = mapping({
  shareSeconds: v.optional(seconds, 60),
  updateSeconds: v.optional(seconds),
  deleteSeconds: v.optional(seconds),
  notStartedSeconds: v.optional(seconds, 1),
  accountSeconds: v.optional(seconds, 5),
  accounts: v.optional(mappingOf(accountId, seconds), {}),
  nodes: v.optional(mappingOf(nodeId, seconds), {}),
  syncSeconds: v.optional(seconds, 0),
  accessChangeSeconds: v.optional(seconds, 0),
  accountChangeSeconds: v.optional(seconds, 5),
  newPrincipalSeconds: v.optional(seconds, 10),
  principalListSeconds: v.optional(seconds, 0),
  shareListSeconds: v.optional(seconds, 0),
  nodeListSeconds: v.optional(seconds, 0),
  accessListSeconds: v.optional(seconds, 0),
  acceptedListSeconds: v.optional(seconds, 0),
  portfolioListSeconds: v.optional(seconds, 0),
  uniqueIdSeconds: v.optional(seconds, 60),
});

/** Updates and deletions take as long as the creation of a share unless they are given their own duration. */
export const durations = v.optional(
  v.pipe(
    durationShape,
    v.transform(
      (given): Durations => ({
        ...given,
        updateSeconds: given.updateSeconds ?? given.shareSeconds,
        deleteSeconds: given.deleteSeconds ?? given.shareSeconds,
      }),
    ),
  ),
  {},
);

/** The documented defaults: L-A2FB1BD2, L-E8959660, the API reference, L-C6458716; units and L-CA761021. */
export const quotas = v.optional(
  mapping({
    sharedAccountsPerPortfolio: v.optional(limit, 5000),
    principalsPerPortfolio: v.optional(limit, 100),
    iamPatternsPerPortfolio: v.optional(limit, 10),
    portfoliosPerRegion: v.optional(limit, 100),
    organizationalUnits: v.optional(limit, 2000),
    delegatedAdministrators: v.optional(limit, 50),
  } satisfies Record<keyof Quotas, unknown> & Record<string, unknown>),
  {},
);

type Settings<TTable> = {
  [TName in keyof TTable]: TTable[TName] extends Unknown<infer TValue>
    ? v.OptionalSchema<v.GenericSchema<TValue>, TValue>
    : never;
};

/** A schema for each row of a table of what is not known, whose first value is the default. */
function settingsOf<TTable extends Readonly<Record<string, Unknown>>>(table: TTable): Settings<TTable> {
  const entries = Object.entries(table).map(([name, { values }]) => {
    const expected = values.join(' or ');
    return [name, v.optional(v.picklist(values as readonly string[], expected), values[0] as string)];
  });
  return Object.fromEntries(entries) as Settings<TTable>;
}

/** What AWS leaves open; code that depends on one of these should run with the other values too. */
export const undocumented: v.OptionalSchema<
  v.GenericSchema<UndocumentedInput, Undocumented>,
  Record<string, never>
> = v.optional(
  mapping({
    ...settingsOf(unknowns),
    ...settingsOf(unknownListings),
    defaultPageSize: v.optional(
      v.pipe(limit, v.minValue(1, '1 or more')),
      unknowns.defaultPageSize.values[0],
    ),
    errors: v.optional(mapping(settingsOf(unknownErrors)), {}),
  }),
  {},
);

type UndocumentedInput = Partial<Omit<Undocumented, 'errors'>> & {
  readonly errors?: Partial<Undocumented['errors']>;
};
