import type { Organization } from '../organizations/organization.ts';
import type { Stack } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { type Decision, decide, type Principal } from './decide.ts';
import { denialText, nameOfPrincipal } from './denial-text.ts';
import type { Need } from './needs-of-call.ts';
import type { Context } from './pattern.ts';
import type { Named, Statement } from './policy.ts';
import { type ControlPolicies, createServiceControls } from './service-controls.ts';
import { type Role, readStackPolicies } from './stack-policies.ts';

/** An action on a resource, as a statement has both, and where the statement stands. */
export interface Grant {
  readonly where: string;
  readonly action: string;
  readonly resource: string;
}

/** Decides every call of the sandbox from what was packaged, as IAM does. */
export interface Permissions {
  /** AWS's sentence where a principal may not do something; `undefined` where it may. */
  refuse(principal: Principal, need: Need, session?: string): string | undefined;
  /** The same for a service that takes a role first, such as EventBridge for a rule's target. */
  refuseByRole(
    service: string,
    roleArn: string,
    source: string,
    need: Need,
    session: string,
  ): string | undefined;
  /** A service of AWS, on behalf of something of the stack. */
  refuseService(service: string, source: string, need: Need): string | undefined;
  /** @throws {@link Refusal} for a role that the template does not have, or that the service may not take */
  requireRole(roleArn: string, service: string, source: string, owner: string): Role;
  /** All that the stack's own policies allow. */
  granted(): readonly Grant[];
  /** What of that allowed a call so far. */
  used(): readonly Grant[];
}

export function createPermissions({
  stack,
  organization,
  controls,
}: {
  readonly stack: Stack;
  readonly organization: Organization;
  readonly controls: ControlPolicies;
}): Permissions {
  const { place } = stack;
  const { roles, resources } = readStackPolicies(stack, controls.managedPolicies);
  const levelsOf = createServiceControls(organization, controls.serviceControlPolicies);
  const named = (name: string): Principal => ({ type: 'SERVICE', name, region: place.region });
  const used = new Map<string, Grant>();
  const organizationOf = (accountId: string) =>
    organization.account(accountId) ? organization.id : undefined;

  const contextOf = (principal: Principal, need: Need, resourceAccount: string): Context => ({
    'aws:requestedregion': place.region,
    'aws:resourceaccount': resourceAccount,
    'aws:resourceorgid': organizationOf(resourceAccount),
    'aws:principalisawsservice': String(principal.type === 'SERVICE'),
    // Loopback stands for an encrypted connection.
    'aws:securetransport': 'true',
    'aws:viaawsservice': 'false',
    ...(principal.type === 'SERVICE'
      ? { 'aws:principalservicename': principal.name }
      : {
          'aws:principalaccount': principal.accountId,
          'aws:principalorgid': organizationOf(principal.accountId),
          'aws:principalarn':
            principal.type === 'ROLE'
              ? principal.arn
              : `arn:${place.partition}:iam::${principal.accountId}:root`,
        }),
    ...need.context,
  });
  const decideNeed = (principal: Principal, need: Need, atResource: readonly Statement[]): Decision => {
    const home = principal.type === 'SERVICE' ? place.accountId : principal.accountId;
    const accountId = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(need.resource)?.[1] ?? home;
    const { action, resource } = need;
    const decision = decide(
      { principal, action, resource, accountId, context: contextOf(principal, need, accountId) },
      { resource: atResource, levels: levelsOf(home) },
    );
    if (decision.isAllowed) {
      for (const { where, actions, resources: named } of decision.by) {
        const textOf = (texts: readonly Named[], value: string) =>
          texts.find(({ matches }) => matches(value, need.context))?.text ?? '';
        const grant = { where, action: textOf(actions, action), resource: textOf(named, resource) };
        used.set(Object.values(grant).join(' '), grant);
      }
    }
    return decision;
  };
  const refuse: Permissions['refuse'] = (principal, need, session = 'session') => {
    const decision = decideNeed(principal, need, resources.get(need.resource) ?? []);
    if (decision.isAllowed) return undefined;
    return denialText(nameOfPrincipal(principal, place.partition, session), need, decision.because);
  };
  const sourceContext = (source: string): Context => ({
    'aws:sourcearn': source,
    'aws:sourceaccount': place.accountId,
  });
  const refuseTrust = (role: Role, service: string, source: string): string | undefined => {
    // Lambda names no source when it takes a role.
    const context = service === 'lambda.amazonaws.com' ? {} : sourceContext(source);
    const need = { action: 'sts:AssumeRole', resource: role.arn, context };
    const decision = decideNeed(named(service), need, role.trust);
    return decision.isAllowed ? undefined : denialText(service, need, decision.because);
  };

  return {
    refuse,
    refuseService: (name, source, need) =>
      refuse(named(name), { ...need, context: { ...need.context, ...sourceContext(source) } }),
    refuseByRole(service, roleArn, source, need, session) {
      const role = roles.get(roleArn);
      if (!role) return `${service} may not take the role ${roleArn}, which does not exist.`;
      return refuseTrust(role, service, source) ?? refuse(role, need, session);
    },
    requireRole(roleArn, service, source, owner) {
      const role = roles.get(roleArn);
      if (!role)
        throw new Refusal(`${owner} has the role ${roleArn || '(none)'}, which is none of the template's.`);
      const refusal = refuseTrust(role, service, source);
      if (refusal !== undefined) throw new Refusal(`${owner} has a role that cannot be taken: ${refusal}.`);
      return role;
    },
    granted: () =>
      [
        ...[...roles.values()].flatMap(({ identity, trust }) => [...identity, ...trust]),
        ...[...resources.values()].flat(),
      ].flatMap(grantsOf),
    used: () => [...used.values()],
  };
}

function grantsOf({ where, isAllow, actions, resources }: Statement): Grant[] {
  if (!isAllow) return [];
  return actions.flatMap((action) =>
    resources.map((resource) => ({ where, action: action.text, resource: resource.text })),
  );
}
