import * as v from 'valibot';
import { Refusal } from '../wire/refusal.ts';
import { mapping, mappingOf } from './mapping.ts';
import { accountFailure, deliveryFault, fault, shareFault } from './scenario-faults.ts';
import { accountId, organization } from './scenario-organization.ts';
import { portfolio } from './scenario-portfolios.ts';
import { scenarioProblems } from './scenario-problems.ts';
import { durations, quotas, undocumented } from './scenario-settings.ts';

const iamPrincipal = mapping({
  arn: v.pipe(
    v.string(),
    v.regex(/^arn:aws[a-z-]*:iam::\d{12}:(role|user|group)\/.+$/, 'the ARN of a role, user or group'),
  ),
  /** Counted from the start of the simulator; below 0 it was there before. */
  createdAfterSeconds: v.optional(v.number(), -86_400),
  deletedAfterSeconds: v.optional(v.number()),
});

/** Everything a scenario may say. Each part has a default, so that an empty one is a scenario too. */
const scenarioSchema = mapping({
  /** Of every id and of everything left to chance. */
  seed: v.optional(v.pipe(v.number(), v.integer('a whole number')), 1),
  region: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[a-z]+)+-\d$/, 'a Region such as us-east-1')),
    'us-east-1',
  ),
  organization: v.optional(organization, {}),
  /** Access key id to account id, where a key is not the account's 12 digits. */
  accessKeys: v.optional(mappingOf(v.string(), accountId), {}),
  /** TRUSTED: through Organizations' EnableAWSServiceAccess alone. */
  organizationsAccess: v.optional(v.picklist(['ENABLED', 'DISABLED', 'TRUSTED']), 'ENABLED'),
  portfolios: v.optional(v.array(portfolio), []),
  iam: v.optional(
    mapping({
      principals: v.optional(v.array(iamPrincipal), []),
      /** Whether a principal that is not listed exists. */
      unlistedExist: v.optional(v.boolean(), true),
    }),
    {},
  ),
  durations,
  quotas,
  undocumented,
  faults: v.optional(v.array(fault), []),
  /** Of the root, units and accounts; they do not limit the management account. */
  serviceControlPolicies: v.optional(
    v.array(
      v.strictObject({
        targetId: v.string(),
        policy: v.record(v.string(), v.unknown()),
        /** AWS's own policy that allows everything stands beside it until it is detached. */
        fullAwsAccess: v.optional(v.boolean(), true),
      }),
    ),
    [],
  ),
  /** Documents of managed policies that roles of the template name by ARN, such as a permissions boundary. */
  managedPolicies: v.optional(v.record(v.string(), v.record(v.string(), v.unknown())), {}),
  deliveryFaults: v.optional(v.array(deliveryFault), []),
  accountFailures: v.optional(v.array(accountFailure), []),
  shareFaults: v.optional(v.array(shareFault), []),
});

export type Scenario = v.InferOutput<typeof scenarioSchema>;
export type ScenarioInput = v.InferInput<typeof scenarioSchema>;

/**
 * @throws Refusal naming the path, the value and what was expected, for everything that is wrong at once.
 */
export function parseScenario(input: unknown): Scenario {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new Refusal('The scenario is no mapping: expected keys such as organization and portfolios.');
  }
  const result = v.safeParse(scenarioSchema, input);
  if (!result.success) {
    throw new Refusal(`The scenario is wrong.\n${scenarioProblems(result.issues).join('\n')}`);
  }
  return result.output;
}
