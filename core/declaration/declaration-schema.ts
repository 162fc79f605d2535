import * as v from 'valibot';
import { organizationIdOr } from '../organization/organization-id-schema.ts';

const flag = v.optional(v.boolean('true or false'), false);
const MAPPING = 'a mapping of keys and values';

export const ShareSchema = v.strictObject(
  {
    organizationNode: v.optional(
      v.strictObject(
        {
          type: v.picklist(
            ['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ACCOUNT'],
            'ORGANIZATION, ORGANIZATIONAL_UNIT or ACCOUNT',
          ),
          value: v.union([v.string(), v.number()], 'an id'),
        },
        MAPPING,
      ),
    ),
    accountId: v.optional(
      organizationIdOr(['ACCOUNT'], [], 'an account id of twelve digits, in quotes or as a number'),
    ),
    shareTagOptions: flag,
    sharePrincipals: flag,
  },
  MAPPING,
);

export const PrincipalSchema = v.strictObject(
  {
    principalArn: v.string('the ARN of a principal, or a pattern'),
    principalType: v.picklist(['IAM', 'IAM_PATTERN'], 'IAM or IAM_PATTERN'),
  },
  MAPPING,
);

const Portfolio = v.strictObject(
  {
    portfolioId: v.pipe(
      v.string('a portfolio id such as port-a1b2c3d4e5f6g'),
      v.regex(/^[a-zA-Z0-9_-]{1,100}$/, 'a portfolio id such as port-a1b2c3d4e5f6g'),
    ),
    principals: v.nullish(v.array(PrincipalSchema, 'a list of principals'), []),
    shares: v.nullish(v.array(ShareSchema, 'a list of shares'), []),
  },
  MAPPING,
);

/** shares.yml, version 1. */
export const DeclarationSchema = v.strictObject(
  {
    version: v.literal(1, '1, the version of this format'),
    portfolios: v.array(Portfolio, 'a list of portfolios'),
  },
  MAPPING,
);
