import { SERVICE_CATALOG_PRINCIPAL } from '../organizations/delegated-administrators.ts';
import { type Caller, NO_BODY, type Operation, ServiceError } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { undocumentedError } from './errors.ts';
import { syncOrganization } from './follow-organization.ts';
import { operation, requireAdministrator } from './operation.ts';

/** For the management account only: "a delegated administrator is not authorized" (API reference). */
export function enableAWSOrganizationsAccess(catalog: Catalog): Operation {
  return operation(catalog, 'EnableAWSOrganizationsAccess', (_input, caller) => {
    requireManagementAccount(catalog, caller);
    change(catalog, 'ENABLED', () => {
      if (catalog.settings.undocumented.enablingCatchesUp) {
        syncOrganization(catalog);
      }
    });
    return NO_BODY;
  });
}

/** "You cannot call this API if there are active delegated administrators in the organization." */
export function disableAWSOrganizationsAccess(catalog: Catalog): Operation {
  return operation(catalog, 'DisableAWSOrganizationsAccess', (_input, caller) => {
    requireManagementAccount(catalog, caller);
    if (catalog.delegatedAdministrators.count(SERVICE_CATALOG_PRINCIPAL) > 0) {
      throw undocumentedError(
        catalog.settings.undocumented.errors.delegatedAdministratorsExist,
        'Organizations access cannot be disabled while there are active delegated administrators.',
      );
    }
    change(catalog, 'DISABLED', () => {});
    return NO_BODY;
  });
}

export function getAWSOrganizationsAccessStatus(catalog: Catalog): Operation {
  return operation(catalog, 'GetAWSOrganizationsAccessStatus', (_input, caller) => {
    requireAdministrator(catalog, caller);
    const { status, isInEffect } = catalog.organizationsAccess;
    const { statusOfTrustedAccess } = catalog.settings.undocumented;
    return { AccessStatus: status === 'DISABLED' && isInEffect ? statusOfTrustedAccess : status };
  });
}

function requireManagementAccount(catalog: Catalog, { accountId }: Caller): void {
  if (accountId !== catalog.organization.managementAccountId) {
    throw undocumentedError(
      catalog.settings.undocumented.errors.notManagementAccount,
      'You are not authorized to perform this action',
    );
  }
}

/** What changing to what it is already does, AWS does not document. */
function change(catalog: Catalog, to: 'ENABLED' | 'DISABLED', done: () => void): void {
  const { agenda, organizationsAccess, settings } = catalog;
  if (organizationsAccess.status === 'UNDER_CHANGE') {
    throw new ServiceError('InvalidStateException', 'Organizations access is under change. Try again later.');
  }
  if (organizationsAccess.status === to) {
    const name = settings.undocumented.errors.organizationsAccessUnchanged;
    if (name !== 'NONE') throw undocumentedError(name, `Organizations access is ${to} already.`);
    return;
  }
  const at = catalog.now() + settings.durations.accessChangeSeconds * 1000;
  organizationsAccess.change(to, at, agenda, done);
  catalog.now();
}
