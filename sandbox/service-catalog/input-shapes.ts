import * as v from 'valibot';
import { integer, listOf, oneOf, structure, text } from '../wire/read-input.ts';

/** The constraints of AWS's published model of Service Catalog (2015-12-10) for the operations held here. */
const acceptLanguage = { AcceptLanguage: v.optional(text({ max: 100 })) };
const id = text({ min: 1, max: 100, pattern: String.raw`^[a-zA-Z0-9_\-]*` });
const accountId = text({ pattern: '^[0-9]{12}$' });
const pageToken = v.optional(
  text({ max: 2024, pattern: String.raw`[\u0009\u000a\u000d\u0020-\uD7FF\uE000-\uFFFD]*` }),
);
const pagesOf20 = { PageToken: pageToken, PageSize: v.optional(integer(0, 20)) };
const pagesOf100 = { PageToken: pageToken, PageSize: v.optional(integer(0, 100)) };
const organizationNodeType = oneOf(['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ACCOUNT']);
const organizationNode = structure({
  Type: v.optional(organizationNodeType),
  Value: v.optional(
    text({
      pattern: String.raw`(^[0-9]{12}$)|(^arn:aws:organizations::\d{12}:organization\/o-[a-z0-9]{10,32})|(^o-[a-z0-9]{10,32}$)|(^arn:aws:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$)|(^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$)`,
    }),
  ),
});
const shareTarget = {
  PortfolioId: id,
  AccountId: v.optional(accountId),
  OrganizationNode: v.optional(organizationNode),
};
const shareFlags = { ShareTagOptions: v.optional(v.boolean()), SharePrincipals: v.optional(v.boolean()) };
const principalArn = text({ min: 1, max: 1000 });
const principalType = oneOf(['IAM', 'IAM_PATTERN']);
const shareType = v.optional(oneOf(['IMPORTED', 'AWS_SERVICECATALOG', 'AWS_ORGANIZATIONS']));
const tagPattern = String.raw`^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$`;
const tag = structure({
  Key: text({ min: 1, max: 128, pattern: tagPattern }),
  Value: text({ min: 1, max: 256, pattern: tagPattern }),
});

export const inputShapes = {
  CreatePortfolio: structure({
    ...acceptLanguage,
    DisplayName: text({ min: 1, max: 100 }),
    Description: v.optional(text({ max: 2000 })),
    ProviderName: text({ min: 1, max: 50 }),
    Tags: v.optional(listOf(tag, 20)),
    IdempotencyToken: text({ min: 1, max: 128, pattern: '[a-zA-Z0-9][a-zA-Z0-9_-]*' }),
  }),
  DescribePortfolio: structure({ ...acceptLanguage, Id: id }),
  DeletePortfolio: structure({ ...acceptLanguage, Id: id }),
  ListPortfolios: structure({ ...acceptLanguage, ...pagesOf100 }),
  CreatePortfolioShare: structure({ ...acceptLanguage, ...shareTarget, ...shareFlags }),
  UpdatePortfolioShare: structure({ ...acceptLanguage, ...shareTarget, ...shareFlags }),
  DeletePortfolioShare: structure({ ...acceptLanguage, ...shareTarget }),
  DescribePortfolioShareStatus: structure({ PortfolioShareToken: id }),
  DescribePortfolioShares: structure({
    PortfolioId: id,
    Type: oneOf(['ACCOUNT', 'ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ORGANIZATION_MEMBER_ACCOUNT']),
    ...pagesOf100,
  }),
  ListPortfolioAccess: structure({
    ...acceptLanguage,
    PortfolioId: id,
    OrganizationParentId: v.optional(id),
    ...pagesOf100,
  }),
  ListOrganizationPortfolioAccess: structure({
    ...acceptLanguage,
    PortfolioId: id,
    OrganizationNodeType: organizationNodeType,
    ...pagesOf20,
  }),
  AssociatePrincipalWithPortfolio: structure({
    ...acceptLanguage,
    PortfolioId: id,
    PrincipalARN: principalArn,
    PrincipalType: principalType,
  }),
  DisassociatePrincipalFromPortfolio: structure({
    ...acceptLanguage,
    PortfolioId: id,
    PrincipalARN: principalArn,
    PrincipalType: v.optional(principalType),
  }),
  ListPrincipalsForPortfolio: structure({ ...acceptLanguage, PortfolioId: id, ...pagesOf20 }),
  DescribeConstraint: structure({ ...acceptLanguage, Id: id }),
  ListConstraintsForPortfolio: structure({
    ...acceptLanguage,
    PortfolioId: id,
    ProductId: v.optional(id),
    ...pagesOf20,
  }),
  AcceptPortfolioShare: structure({ ...acceptLanguage, PortfolioId: id, PortfolioShareType: shareType }),
  RejectPortfolioShare: structure({ ...acceptLanguage, PortfolioId: id, PortfolioShareType: shareType }),
  ListAcceptedPortfolioShares: structure({
    ...acceptLanguage,
    ...pagesOf100,
    PortfolioShareType: shareType,
  }),
  EnableAWSOrganizationsAccess: structure({}),
  DisableAWSOrganizationsAccess: structure({}),
  GetAWSOrganizationsAccessStatus: structure({}),
};
