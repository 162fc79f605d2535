import type { Service } from '../wire/service.ts';
import * as accept from './accept-operations.ts';
import type { Catalog } from './catalog.ts';
import { createPortfolioShare } from './create-portfolio-share.ts';
import { deletePortfolioShare } from './delete-portfolio-share.ts';
import { describeConstraint } from './describe-constraint.ts';
import { describePortfolioShareStatus } from './describe-portfolio-share-status.ts';
import { describePortfolioShares } from './describe-portfolio-shares.ts';
import { listConstraintsForPortfolio } from './list-constraints-for-portfolio.ts';
import { listOrganizationPortfolioAccess } from './list-organization-portfolio-access.ts';
import { listPortfolioAccess } from './list-portfolio-access.ts';
import * as organizationsAccess from './organizations-access-operations.ts';
import * as portfolio from './portfolio-operations.ts';
import * as principal from './principal-operations.ts';
import { updatePortfolioShare } from './update-portfolio-share.ts';

export function serviceCatalogService(catalog: Catalog): Service {
  return {
    signingName: 'servicecatalog',
    targetPrefix: 'AWS242ServiceCatalogService',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      CreatePortfolio: portfolio.createPortfolio(catalog),
      DescribePortfolio: portfolio.describePortfolio(catalog),
      ListPortfolios: portfolio.listPortfolios(catalog),
      DeletePortfolio: portfolio.deletePortfolio(catalog),
      CreatePortfolioShare: createPortfolioShare(catalog),
      UpdatePortfolioShare: updatePortfolioShare(catalog),
      DeletePortfolioShare: deletePortfolioShare(catalog),
      DescribePortfolioShareStatus: describePortfolioShareStatus(catalog),
      DescribePortfolioShares: describePortfolioShares(catalog),
      AssociatePrincipalWithPortfolio: principal.associatePrincipalWithPortfolio(catalog),
      DisassociatePrincipalFromPortfolio: principal.disassociatePrincipalFromPortfolio(catalog),
      ListPrincipalsForPortfolio: principal.listPrincipalsForPortfolio(catalog),
      ListPortfolioAccess: listPortfolioAccess(catalog),
      ListOrganizationPortfolioAccess: listOrganizationPortfolioAccess(catalog),
      AcceptPortfolioShare: accept.acceptPortfolioShare(catalog),
      RejectPortfolioShare: accept.rejectPortfolioShare(catalog),
      ListAcceptedPortfolioShares: accept.listAcceptedPortfolioShares(catalog),
      EnableAWSOrganizationsAccess: organizationsAccess.enableAWSOrganizationsAccess(catalog),
      DisableAWSOrganizationsAccess: organizationsAccess.disableAWSOrganizationsAccess(catalog),
      GetAWSOrganizationsAccessStatus: organizationsAccess.getAWSOrganizationsAccessStatus(catalog),
      DescribeConstraint: describeConstraint(catalog),
      ListConstraintsForPortfolio: listConstraintsForPortfolio(catalog),
    },
  };
}
