import { NO_BODY, type Operation } from '../wire/service.ts';
import { constraintViolation } from './errors.ts';
import { type OrganizationsState, operation, page } from './operation.ts';
import { requireKnownService } from './service-principals.ts';

/** Trusted access of services; for Service Catalog it suffices to share, whatever its own status says. */
export function serviceAccessOperations(state: OrganizationsState): Record<string, Operation> {
  const { serviceAccess, delegatedAdministrators } = state;
  return {
    EnableAWSServiceAccess: operation(
      state,
      'EnableAWSServiceAccess',
      'MANAGEMENT',
      ({ ServicePrincipal }) => {
        requireKnownService(ServicePrincipal);
        serviceAccess.set(ServicePrincipal, state.now());
        return NO_BODY;
      },
    ),
    DisableAWSServiceAccess: operation(
      state,
      'DisableAWSServiceAccess',
      'MANAGEMENT',
      ({ ServicePrincipal }) => {
        requireKnownService(ServicePrincipal);
        if (delegatedAdministrators.count(ServicePrincipal) > 0) {
          throw constraintViolation(
            'DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE',
            'You attempted to disable access for a service that still has delegated administrators.',
          );
        }
        serviceAccess.set(ServicePrincipal, undefined);
        return NO_BODY;
      },
    ),
    ListAWSServiceAccessForOrganization: operation(
      state,
      'ListAWSServiceAccessForOrganization',
      'ADMINISTRATOR',
      (input) => {
        const list = 'ListAWSServiceAccessForOrganization';
        const { ids, nextToken } = page(state, list, serviceAccess.servicePrincipals, input);
        return {
          EnabledServicePrincipals: ids.map((ServicePrincipal) => ({
            ServicePrincipal,
            DateEnabled: (serviceAccess.enabledAt(ServicePrincipal) ?? 0) / 1000,
          })),
          NextToken: nextToken,
        };
      },
    ),
  };
}
