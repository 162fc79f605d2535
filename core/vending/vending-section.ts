import * as v from 'valibot';
import { organizationIdOr } from '../organization/organization-id-schema.ts';
import { RequestedPrincipalSchema } from '../request/requested-principal-schema.ts';
import { parseNodeValue } from '../share/organization-node-value.ts';

const Unit = organizationIdOr(['ORGANIZATIONAL_UNIT'], ['any'], 'a unit id such as ou-ab12-cdef3456, or any');

const OrganizationNode = v.pipe(
  v.strictObject({ type: v.picklist(['ORGANIZATION', 'ORGANIZATIONAL_UNIT']), value: v.string() }),
  v.check(({ type, value }) => 'id' in parseNodeValue(type, value), 'the id of a node of this type'),
);

const Rule = v.strictObject({
  /** Where the account has to be. */
  unit: Unit,
  /** Whether a unit stands for those below it too. */
  includeChildren: v.optional(v.boolean(), false),
  portfolios: v.pipe(
    v.array(
      v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,100}$/, 'a portfolio id such as port-a1b2c3d4e5f6g')),
    ),
    v.minLength(1, 'at least one portfolio'),
  ),
  /** Whom to share with: the rule's unit where this is left out, or for `any` the unit that the account is in. */
  organizationNode: v.optional(OrganizationNode),
  shareTagOptions: v.optional(v.boolean(), false),
  sharePrincipals: v.optional(v.boolean(), false),
  principals: v.optional(v.array(RequestedPrincipalSchema), []),
});

const Announcer = v.strictObject({
  account: organizationIdOr(
    ['ACCOUNT'],
    ['SELF', 'MANAGEMENT'],
    'an account id of twelve digits, SELF or MANAGEMENT',
  ),
  sources: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.regex(/^(\*|(?!aws\.|foliocast)[\w.\-/]{1,256})$/, 'a source such as acme.vending, or *'),
        ),
      ),
      v.minLength(1, 'at least one source: nobody is believed without any'),
    ),
    ['*'],
  ),
});

/** Section `vending` of config.yml: what an account gets when it is created, or moved to another unit. */
export const VendingSection = v.strictObject({
  /** Who else may announce accounts; sources `aws.*` count from the management account alone. */
  announcers: v.optional(v.array(Announcer), [
    { account: 'SELF' },
    { account: 'MANAGEMENT', sources: ['oc.org-formation'] },
  ]),
  /** For each portfolio the first rule that fits decides. */
  rules: v.optional(v.array(Rule), []),
});

export type VendingPolicy = v.InferOutput<typeof VendingSection>;
export type VendingRule = VendingPolicy['rules'][number];
