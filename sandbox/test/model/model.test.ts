import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { inputShapes as OrganizationsInputs } from '../../organizations/input-shapes.ts';
import type { inputShapes as CatalogInputs } from '../../service-catalog/input-shapes.ts';
import { call } from '../simulator/call.ts';
import { MEMBER, PORTFOLIO, SANDBOX, startSimulator, WORKLOADS } from '../simulator/start-simulator.ts';
import organizations from './organizations.json' with { type: 'json' };
import serviceCatalog from './service-catalog.json' with { type: 'json' };
import { type Members, type Variant, type Violation, variantsOf } from './variants.ts';

type Valid<TShapes> = Readonly<Record<keyof TShapes, Record<string, unknown>>>;

const page100 = { AcceptLanguage: 'en', PageToken: 'x', PageSize: 1 };
const node = { Type: 'ORGANIZATIONAL_UNIT', Value: WORKLOADS };
const target = { AcceptLanguage: 'en', PortfolioId: PORTFOLIO, OrganizationNode: node };
const share = { ...target, AccountId: MEMBER, ShareTagOptions: true, SharePrincipals: true };
const principal = { PortfolioId: PORTFOLIO, PrincipalARN: 'x', PrincipalType: 'IAM' };
const tags = [{ Key: 'k', Value: 'v' }];

/** An input that the model admits, every member included. */
const CATALOG: Valid<typeof CatalogInputs> = {
  CreatePortfolio: {
    AcceptLanguage: 'en',
    DisplayName: 'x',
    Description: 'x',
    ProviderName: 'x',
    IdempotencyToken: 'x',
    Tags: tags,
  },
  DescribePortfolio: { AcceptLanguage: 'en', Id: PORTFOLIO },
  DeletePortfolio: { AcceptLanguage: 'en', Id: PORTFOLIO },
  ListPortfolios: page100,
  CreatePortfolioShare: share,
  UpdatePortfolioShare: share,
  DeletePortfolioShare: { ...target, AccountId: MEMBER },
  DescribePortfolioShareStatus: { PortfolioShareToken: 'share-x' },
  DescribePortfolioShares: { PortfolioId: PORTFOLIO, Type: 'ACCOUNT', PageToken: 'x', PageSize: 1 },
  ListPortfolioAccess: { ...page100, PortfolioId: PORTFOLIO, OrganizationParentId: WORKLOADS },
  ListOrganizationPortfolioAccess: { ...page100, PortfolioId: PORTFOLIO, OrganizationNodeType: 'ACCOUNT' },
  AssociatePrincipalWithPortfolio: { AcceptLanguage: 'en', ...principal },
  DisassociatePrincipalFromPortfolio: { AcceptLanguage: 'en', ...principal },
  ListPrincipalsForPortfolio: { ...page100, PortfolioId: PORTFOLIO },
  DescribeConstraint: { AcceptLanguage: 'en', Id: 'cons-x' },
  ListConstraintsForPortfolio: { ...page100, PortfolioId: PORTFOLIO, ProductId: 'prod-x' },
  AcceptPortfolioShare: { AcceptLanguage: 'en', PortfolioId: PORTFOLIO, PortfolioShareType: 'IMPORTED' },
  RejectPortfolioShare: { AcceptLanguage: 'en', PortfolioId: PORTFOLIO, PortfolioShareType: 'IMPORTED' },
  ListAcceptedPortfolioShares: { ...page100, PortfolioShareType: 'IMPORTED' },
  EnableAWSOrganizationsAccess: {},
  DisableAWSOrganizationsAccess: {},
  GetAWSOrganizationsAccessStatus: {},
};

const paging = { NextToken: 'x', MaxResults: 1 };
const delegation = { AccountId: MEMBER, ServicePrincipal: 'servicecatalog.amazonaws.com' };
const ORGANIZATIONS: Valid<typeof OrganizationsInputs> = {
  DescribeOrganization: {},
  ListRoots: paging,
  ListAccounts: paging,
  ListOrganizationalUnitsForParent: { ParentId: WORKLOADS, ...paging },
  ListAccountsForParent: { ParentId: WORKLOADS, ...paging },
  ListParents: { ChildId: MEMBER, ...paging },
  ListChildren: { ParentId: WORKLOADS, ChildType: 'ACCOUNT', ...paging },
  DescribeOrganizationalUnit: { OrganizationalUnitId: WORKLOADS },
  DescribeAccount: { AccountId: MEMBER },
  MoveAccount: { AccountId: MEMBER, SourceParentId: WORKLOADS, DestinationParentId: SANDBOX },
  CreateOrganizationalUnit: { ParentId: WORKLOADS, Name: 'x', Tags: tags },
  UpdateOrganizationalUnit: { OrganizationalUnitId: WORKLOADS, Name: 'x' },
  DeleteOrganizationalUnit: { OrganizationalUnitId: WORKLOADS },
  CreateAccount: {
    Email: 'x@x.example',
    AccountName: 'x',
    RoleName: 'x',
    IamUserAccessToBilling: 'ALLOW',
    Tags: tags,
  },
  DescribeCreateAccountStatus: { CreateAccountRequestId: 'car-0123456789' },
  ListCreateAccountStatus: { States: ['FAILED'], ...paging },
  CloseAccount: { AccountId: MEMBER },
  RemoveAccountFromOrganization: { AccountId: MEMBER },
  LeaveOrganization: {},
  EnableAWSServiceAccess: { ServicePrincipal: 'servicecatalog.amazonaws.com' },
  DisableAWSServiceAccess: { ServicePrincipal: 'servicecatalog.amazonaws.com' },
  ListAWSServiceAccessForOrganization: paging,
  ListDelegatedServicesForAccount: { AccountId: MEMBER, ...paging },
  RegisterDelegatedAdministrator: delegation,
  DeregisterDelegatedAdministrator: delegation,
  ListDelegatedAdministrators: { ServicePrincipal: 'servicecatalog.amazonaws.com', ...paging },
};

const REASONS: Readonly<Record<Violation['rule'], string>> = {
  REQUIRED: 'INPUT_REQUIRED',
  MIN_LENGTH: 'MIN_LENGTH_EXCEEDED',
  MAX_LENGTH: 'MAX_LENGTH_EXCEEDED',
  MIN_VALUE: 'MIN_VALUE_EXCEEDED',
  MAX_VALUE: 'MAX_VALUE_EXCEEDED',
  PATTERN: 'INVALID_PATTERN',
  ENUM: 'INVALID_ENUM',
};
const REFUSALS = ['ValidationException', 'SerializationException', 'InvalidInputException'];

const cases = [
  ...casesOf(serviceCatalog.operations, CATALOG, isAsCatalogTells),
  ...casesOf(organizations.operations, ORGANIZATIONS, isAsOrganizationsTells),
];

describe("every constraint of AWS's published models", () => {
  test.each(cases)('$operation answers $variants.length requests as the model says', async (tried) => {
    const { simulator } = startSimulator();
    const wrong: object[] = [];

    for (const variant of tried.variants) {
      const { json } = await call(simulator, tried.operation, variant.input as object);
      if (!isAnsweredAs(variant, json, tried.isTold)) wrong.push({ ...variant, json });
    }

    expect(wrong).toEqual([]);
  });

  test('the page tells how many requests are tried', async () => {
    const page = await readFile(new URL('../../simulator/README.md', import.meta.url), 'utf8');
    const count = cases.reduce((sum, { variants }) => sum + variants.length, 0);

    expect(count).toBeGreaterThan(1_000);
    const told = `${count.toLocaleString('en')} requests`;
    expect(page.includes(told), told).toBe(true);
  });
});

type IsTold = (violations: readonly Violation[], json: Readonly<Record<string, unknown>>) => boolean;

function casesOf(
  operations: object,
  valid: Readonly<Record<string, Record<string, unknown>>>,
  isTold: IsTold,
): { operation: string; variants: Variant[]; isTold: IsTold }[] {
  return Object.entries(operations as Record<string, Members>).map(([operation, members]) => ({
    operation,
    variants: variantsOf(members, valid[operation] ?? {}),
    isTold,
  }));
}

function isAnsweredAs({ says }: Variant, json: Readonly<Record<string, unknown>>, isTold: IsTold): boolean {
  if (says === 'WRONG_TYPE') return json.__type === 'SerializationException';
  if (says !== 'ADMITTED') return isTold(says, json);
  return json.Reason !== undefined
    ? !Object.values(REASONS).includes(String(json.Reason))
    : !REFUSALS.slice(0, 2).includes(String(json.__type));
}

function isAsCatalogTells(
  violations: readonly Violation[],
  { __type, message }: Record<string, unknown>,
): boolean {
  const count = `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: `;
  return (
    __type === 'ValidationException' &&
    String(message).startsWith(count) &&
    violations.every(({ path, constraint }) =>
      String(message).includes(` at '${path}' failed to satisfy constraint: Member must ${constraint}`),
    )
  );
}

function isAsOrganizationsTells(violations: readonly Violation[], json: Record<string, unknown>): boolean {
  const [first] = violations;
  return json.__type === 'InvalidInputException' && json.Reason === REASONS[first?.rule ?? 'ENUM'];
}
