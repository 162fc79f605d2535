import type { Account, Organization } from '../organizations/organization.ts';
import type { Catalog } from '../service-catalog/catalog.ts';
import type { AccessStatus } from '../service-catalog/organizations-access.ts';
import type { Portfolio } from '../service-catalog/portfolio.ts';
import type { ShareAction } from '../service-catalog/share-action.ts';
import { Refusal } from '../wire/refusal.ts';
import type { CallFaults } from './call-faults.ts';
import { addConstraint, removeConstraint, updateConstraint } from './constraints.ts';
import { principalMayLaunch } from './end-user-access.ts';
import type { ListedPrincipals } from './iam-principals.ts';
import { newAccount } from './new-account.ts';
import { type PortfolioReport, portfolioReport } from './portfolio-report.ts';
import type { Fault } from './scenario-faults.ts';
import type { ScenarioConstraint } from './scenario-portfolios.ts';

/** What happens in an organization without Foliocast, and what a test wants to see of the simulator. */
export class SimulatorControls {
  readonly #catalog: Catalog & { readonly iam: ListedPrincipals };
  readonly #faults: CallFaults;

  constructor(catalog: Catalog & { readonly iam: ListedPrincipals }, faults: CallFaults) {
    this.#catalog = catalog;
    this.#faults = faults;
  }

  /** The tree as it is now; change it by the methods below. */
  get organization(): Organization {
    return this.#catalog.organization;
  }

  get organizationsAccessStatus(): AccessStatus {
    this.#catalog.now();
    return this.#catalog.organizationsAccess.status;
  }

  portfolios(): PortfolioReport[] {
    this.#catalog.now();
    return [...this.#catalog.portfolios.all()].map(portfolioReport);
  }

  /** @throws Refusal when there is none of this id. */
  portfolio(id: string): PortfolioReport {
    return portfolioReport(this.#portfolio(id));
  }

  /** Every creation, update and deletion of a share that is remembered, the oldest first. */
  shareActions(): readonly Readonly<ShareAction>[] {
    this.#catalog.now();
    return this.#catalog.actions.all();
  }

  principalMayLaunch(portfolioId: string, principalArn: string): boolean {
    const portfolio = this.#portfolio(portfolioId);
    const { iam, agenda } = this.#catalog;
    return !iam.isDeleted(principalArn, agenda.time) && principalMayLaunch(portfolio, principalArn);
  }

  /** Into the root unless a parent is named, as a created account is. */
  addAccount({ parentId, ...account }: Partial<Account> & { id: string; parentId?: string }): void {
    this.#catalog.now();
    this.organization.addAccount(newAccount(account), parentId ?? this.organization.rootId);
  }

  moveAccount(accountId: string, destinationParentId: string): void {
    this.#catalog.now();
    this.organization.moveAccount(accountId, destinationParentId);
  }

  /** From the organization; the account lives on outside. */
  removeAccount(accountId: string): void {
    this.#catalog.now();
    this.organization.removeAccount(accountId);
  }

  /** A role, user or group that is created now. */
  createPrincipal(arn: string): void {
    this.#catalog.iam.add(arn, this.#catalog.now());
  }

  /** Deletes a role, user or group; its associations stay. */
  deletePrincipal(arn: string): void {
    this.#catalog.iam.delete(arn, this.#catalog.now());
  }

  /**
   * On a product of the portfolio; ListConstraintsForPortfolio shows it from now on.
   *
   * @throws Refusal when there is no such portfolio, it lacks the product, or the id is taken.
   */
  addConstraint(portfolioId: string, constraint: ScenarioConstraint): void {
    addConstraint(this.#portfolio(portfolioId), constraint);
  }

  /**
   * What UpdateConstraint does: DescribeConstraint shows the parameters from now on, under the same id.
   *
   * @throws Refusal when there is no such portfolio or constraint.
   */
  updateConstraint(portfolioId: string, constraintId: string, parameters: string): void {
    updateConstraint(this.#portfolio(portfolioId), constraintId, parameters);
  }

  /** @throws Refusal when there is no such portfolio or constraint. */
  removeConstraint(portfolioId: string, constraintId: string): void {
    removeConstraint(this.#portfolio(portfolioId), constraintId);
  }

  addFault(fault: Fault): void {
    this.#faults.add(fault);
  }

  /** Of single calls; accounts and shares go on failing as the scenario says. */
  clearFaults(): void {
    this.#faults.clear();
  }

  #portfolio(id: string): Portfolio {
    this.#catalog.now();
    const portfolio = this.#catalog.portfolios.get(id);
    if (!portfolio) {
      throw new Refusal(`There is no portfolio ${id}.`);
    }
    return portfolio;
  }
}
