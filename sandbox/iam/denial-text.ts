import type { Denial, Principal } from './decide.ts';

const POLICIES = {
  IDENTITY: 'identity-based policy',
  BOUNDARY: 'permissions boundary',
  SERVICE_CONTROL: 'service control policy',
  RESOURCE: 'resource-based policy',
} as const;

/** AWS's sentence; source: IAM user guide, "Troubleshoot access denied error messages". */
export function denialText(
  who: string,
  { action, resource }: { readonly action: string; readonly resource: string },
  { kind, by }: Denial,
): string {
  const policy = POLICIES[kind];
  const article = kind === 'IDENTITY' ? 'an' : 'a';
  const why = by
    ? `with an explicit deny in ${article} ${policy}`
    : `because no ${policy} allows the ${action} action`;
  return `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}

/** As AWS names who is denied: a role by its session. */
export function nameOfPrincipal(principal: Principal, partition: string, session: string): string {
  switch (principal.type) {
    case 'ROLE': {
      const role = principal.arn.replace(/^.*\//, '');
      return `arn:${partition}:sts::${principal.accountId}:assumed-role/${role}/${session}`;
    }
    case 'ACCOUNT':
      return `arn:${partition}:iam::${principal.accountId}:root`;
    case 'SERVICE':
      return principal.name;
  }
}
