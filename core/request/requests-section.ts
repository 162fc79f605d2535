import * as v from 'valibot';
import { organizationIdOr } from '../organization/organization-id-schema.ts';
import type { RequesterPolicy } from './is-requester-allowed.ts';

const NODE =
  'an id o-…, ou-…, an account id of twelve digits, ou-…/* for a unit with all that is below it, or *';

const Below = v.pipe(v.string(), v.regex(/^(o-[a-z0-9]{10,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})\/\*$/, NODE));

const Node = organizationIdOr(['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ACCOUNT'], ['*'], NODE);

const Rule = v.strictObject({
  accounts: v.pipe(
    v.array(
      organizationIdOr(
        ['ACCOUNT'],
        ['SELF', '*'],
        'an account id of twelve digits, SELF (this account) or * (whoever the bus admits)',
      ),
    ),
    v.minLength(1, 'at least one account'),
  ),
  sources: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.regex(
            /^(\*|(?!aws\.|foliocast)[\w.\-/]{1,256})$/,
            'a source such as acme.account-vending, or *; nobody else can send as aws.… or foliocast…',
          ),
        ),
      ),
      v.minLength(1, 'at least one source: nobody matches a rule without any'),
    ),
    ['*'],
  ),
  actions: v.optional(
    v.pipe(v.array(v.picklist(['SHARE', 'UNSHARE', 'DISASSOCIATE'])), v.minLength(1, 'at least one action')),
    ['SHARE', 'UNSHARE', 'DISASSOCIATE'],
  ),
  portfolios: v.pipe(
    v.array(
      v.pipe(
        v.string(),
        v.regex(/^(\*|[a-zA-Z0-9_-]{1,100})$/, 'a portfolio id such as port-a1b2c3d4e5f6g, or *'),
      ),
    ),
    v.minLength(1, 'at least one portfolio'),
  ),
  nodes: v.pipe(v.array(v.union([Below, Node], NODE)), v.minLength(1, 'at least one node')),
  principals: v.optional(
    v.array(
      v.pipe(
        v.string(),
        v.regex(
          /^(\*|(role|user|group)\/[!-~]*[!-.0-~])$/,
          'a pattern without ARN, such as role/team-b/*, or * for any principal',
        ),
        v.maxLength(1000, 'at most 1000 characters'),
      ),
    ),
  ),
});

/** Section `requests` of config.yml. By default the stack's own account asks for anything, and nobody else. */
export const RequestsSection = v.strictObject({
  allow: v.optional(v.array(Rule), [{ accounts: ['SELF'], portfolios: ['*'], nodes: ['*'] }]),
}) satisfies v.GenericSchema<unknown, RequesterPolicy>;
