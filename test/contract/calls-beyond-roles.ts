import type { ServiceCall } from '../../sandbox/call-log.ts';
import { packagedFunctions } from './packaged-service.ts';

/** Calls that a function made and its role does not allow, as `createShare servicecatalog:DeletePortfolio`. */
export function callsBeyondRoles(calls: readonly ServiceCall[]): string[] {
  const actions = new Map(packagedFunctions().map(({ key, actions }) => [key, actions]));
  const beyond = calls.flatMap(({ functionName, service, operation }) => {
    const key = functionName?.replace(/^foliocast-[a-z]+-/, '');
    if (key === undefined) return [];
    const action = `${service}:${operation}`;
    return actions.get(key)?.includes(action) ? [] : [`${key} ${action}`];
  });
  return [...new Set(beyond)].sort();
}
