import * as v from 'valibot';
import { mapping, mappingOf } from './mapping.ts';
import { accountId } from './scenario-organization.ts';

const id = (prefix: string) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^${prefix}-[a-zA-Z0-9_-]{1,90}$`), `an id such as ${prefix}-a1b2c3d4e5f6g`),
  );
const text = (max: number) =>
  v.pipe(v.string(), v.minLength(1, 'a text'), v.maxLength(max, `${max} characters at most`));
const nodeId = v.pipe(
  v.string(),
  v.regex(
    /^(o-[a-z0-9]{10,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|\d{12})$/,
    'the bare id of an organization, a unit or an account',
  ),
);

export { id as idOf, nodeId };

const product = mapping({
  id: id('prod'),
  /** Came from a portfolio that another account shared: its portfolio cannot be shared. */
  shared: v.optional(v.boolean(), false),
});

const constraint = mapping({
  id: v.optional(id('cons')),
  type: v.picklist(['LAUNCH', 'NOTIFICATION', 'RESOURCE_UPDATE', 'STACKSET', 'TEMPLATE']),
  productId: id('prod'),
  description: v.optional(text(2000)),
  /** JSON in a text, as AWS has it. */
  parameters: v.optional(v.pipe(text(50_000), v.check(isJson, 'JSON, such as {"RoleArn":"arn:aws:iam::…"}'))),
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What may be launched how: LAUNCH and STACKSET constraints lend the rights of a role. */
export type ScenarioConstraint = v.InferInput<typeof constraint>;

const share = v.pipe(
  mapping({
    organizationNode: v.optional(nodeId),
    accountId: v.optional(accountId),
    accepted: v.optional(v.boolean(), false),
    shareTagOptions: v.optional(v.boolean(), false),
    sharePrincipals: v.optional(v.boolean(), false),
  }),
  v.check(
    (input) => (input.organizationNode === undefined) !== (input.accountId === undefined),
    'either organizationNode or accountId',
  ),
);

const principal = mapping({
  principalArn: text(1000),
  principalType: v.picklist(['IAM', 'IAM_PATTERN']),
});

export const portfolio = mapping({
  id: id('port'),
  /** The management account and the scenario's Region by default. */
  accountId: v.optional(accountId),
  region: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[a-z]+)+-\d$/, 'a Region such as us-east-1'))),
  displayName: v.optional(text(100)),
  providerName: v.optional(text(50), 'Platform team'),
  description: v.optional(text(2000)),
  tags: v.optional(mappingOf(text(128), text(256)), {}),
  products: v.optional(v.array(product), []),
  constraints: v.optional(v.array(constraint), []),
  principals: v.optional(v.array(principal), []),
  shares: v.optional(v.array(share), []),
});

export type ScenarioPortfolio = v.InferOutput<typeof portfolio>;
