import * as v from 'valibot';

const flag = v.optional(v.boolean('true or false'), false);
/** valibot's issues about keys bring this sentence too. */
export const MAPPING = 'a mapping of keys and values';

export const ShareSchema = v.strictObject(
  {
    organizationNode: v.optional(
      v.strictObject(
        {
          type: v.picklist(
            ['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ACCOUNT'],
            'ORGANIZATION, ORGANIZATIONAL_UNIT or ACCOUNT',
          ),
          value: v.string('an id in quotes'),
        },
        MAPPING,
      ),
    ),
    accountId: v.optional(
      v.pipe(
        v.string('an account id of twelve digits in quotes'),
        v.regex(/^\d{12}$/, 'an account id of twelve digits in quotes'),
      ),
    ),
    shareTagOptions: flag,
    sharePrincipals: flag,
  },
  MAPPING,
);

const Portfolio = v.strictObject(
  {
    portfolioId: v.pipe(
      v.string('a portfolio id such as port-a1b2c3d4e5f6g'),
      v.regex(/^[a-zA-Z0-9_-]{1,100}$/, 'a portfolio id such as port-a1b2c3d4e5f6g'),
    ),
    principals: v.nullish(
      v.array(
        v.strictObject(
          {
            principalArn: v.string('the ARN of a principal, or a pattern'),
            principalType: v.picklist(['IAM', 'IAM_PATTERN'], 'IAM or IAM_PATTERN'),
          },
          MAPPING,
        ),
        'a list of principals',
      ),
      [],
    ),
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
