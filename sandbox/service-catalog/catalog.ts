import type { Agenda } from '../clock/agenda.ts';
import type { DelegatedAdministrators } from '../organizations/delegated-administrators.ts';
import type { Organization } from '../organizations/organization.ts';
import type { Order } from '../wire/sorted-ids.ts';
import type { OrganizationsAccess } from './organizations-access.ts';
import type { Portfolios } from './portfolios.ts';
import type { Settings } from './settings.ts';
import type { AccountFailure, ShareActionKind } from './share-action.ts';
import type { ShareActions } from './share-actions.ts';

/** What the operations of Service Catalog work on. */
export interface Catalog {
  readonly organization: Organization;
  readonly delegatedAdministrators: DelegatedAdministrators;
  readonly settings: Settings;
  /** Of everything that is listed. */
  readonly order: Order;
  readonly agenda: Agenda;
  readonly portfolios: Portfolios;
  readonly actions: ShareActions;
  readonly organizationsAccess: OrganizationsAccess;
  readonly faults: ShareFaults;
  readonly iam: IamPrincipals;
  /** Milliseconds since the epoch; all that is due by then has happened when it answers. */
  readonly now: () => number;
  /** E.g. `port-` and 13 characters, as AWS makes them. */
  readonly newId: (prefix: 'port' | 'share') => string;
}

/** How a share action goes wrong as a whole. */
export type ShareFault =
  | { readonly ends: 'NEVER' }
  | { readonly ends: 'NEVER_STARTS' }
  | { readonly ends: 'ERROR_WITHOUT_SHARE_ERRORS' }
  | { readonly ends: 'ERROR'; readonly failure: AccountFailure };

/** What a scenario lets fail while a share action runs. */
export interface ShareFaults {
  accountFailure(portfolioId: string, accountId: string, kind: ShareActionKind): AccountFailure | undefined;
  shareFault(portfolioId: string, nodeId: string, kind: ShareActionKind): ShareFault | undefined;
}

/** The roles, users and groups of all accounts. */
export interface IamPrincipals {
  /** When it was created, in milliseconds since the epoch; undefined when it does not exist. */
  createdAt(arn: string): number | undefined;
  /** Whether it existed and does no more at that time, in milliseconds since the epoch. */
  isDeleted(arn: string, at: number): boolean;
}
