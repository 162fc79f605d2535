import type { Context } from './pattern.ts';
import type { Statement, StatementPrincipal } from './policy.ts';

/** Who asks. */
export type Principal =
  | {
      readonly type: 'ROLE';
      readonly arn: string;
      readonly accountId: string;
      readonly identity: readonly Statement[];
      readonly boundary: readonly Statement[] | undefined;
    }
  /** Everybody of an account at once, with all rights at home. */
  | { readonly type: 'ACCOUNT'; readonly accountId: string }
  /** A policy may name it with its Region or without: `states.us-east-1.amazonaws.com`. */
  | { readonly type: 'SERVICE'; readonly name: string; readonly region: string };

export interface AccessRequest {
  readonly principal: Principal;
  /** E.g. `servicecatalog:CreatePortfolioShare`. */
  readonly action: string;
  /** An ARN; `*` for an action that takes no resource. */
  readonly resource: string;
  /** Of the resource. */
  readonly accountId: string;
  readonly context: Context;
}

interface Policies {
  /** Of the resource. */
  readonly resource?: readonly Statement[];
  /** Service control policies from the root to the account, a list for each level; empty outside of an organization. */
  readonly levels?: readonly (readonly Statement[])[];
}

export type Decision =
  | { readonly isAllowed: true; readonly by: readonly Statement[] }
  | { readonly isAllowed: false; readonly because: Denial };

export interface Denial {
  readonly kind: 'IDENTITY' | 'BOUNDARY' | 'SERVICE_CONTROL' | 'RESOURCE';
  /** The statement that says no, where one does; else nothing allowed it. */
  readonly by: Statement | undefined;
}

/** Source: IAM user guide, "Policy evaluation logic", for a single account and across accounts. */
export function decide(request: AccessRequest, { resource = [], levels = [] }: Policies = {}): Decision {
  const { principal, action, context } = request;
  const meets = ({ actions, resources, holds }: Statement) =>
    actions.some(({ matches }) => matches(action, context)) &&
    resources.some(({ matches }) => matches(request.resource, context)) &&
    holds(context);
  const identity = principal.type === 'ROLE' ? principal.identity.filter(meets) : [];
  const boundary = principal.type === 'ROLE' ? principal.boundary?.filter(meets) : undefined;
  const controls = principal.type === 'SERVICE' ? [] : levels.map((level) => level.filter(meets));
  const atResource = resource.filter(
    (statement) => statement.principals?.some((one) => names(one, principal)) && meets(statement),
  );
  const denial =
    denied('SERVICE_CONTROL', controls.flat()) ??
    denied('RESOURCE', atResource) ??
    denied('BOUNDARY', boundary ?? []) ??
    denied('IDENTITY', identity);
  if (denial) return { isAllowed: false, because: denial };
  if (controls.some((level) => level.length === 0)) return notAllowed('SERVICE_CONTROL');

  const isBounded = boundary !== undefined && boundary.length === 0;
  const [byIdentity, byResource] = [identity[0], atResource[0]];
  if (principal.type === 'SERVICE') return byResource ? allowed(byResource) : notAllowed('RESOURCE');
  const isHome = principal.accountId === request.accountId;
  const mayAtHome = principal.type === 'ACCOUNT' || (byIdentity !== undefined && !isBounded);
  if (!isHome) {
    if (!mayAtHome) return notAllowed(byIdentity ? 'BOUNDARY' : 'IDENTITY');
    return byResource ? allowed(byIdentity, byResource) : notAllowed('RESOURCE');
  }
  if (mayAtHome) return allowed(byIdentity);
  // An account that is named there hands the decision on to its own policies.
  const direct = atResource.find(({ principals = [] }) =>
    principals.some((one) => names(one, principal) && !isAccount(one.value)),
  );
  if (direct && !isBounded) return allowed(direct);
  return notAllowed(byIdentity || direct ? 'BOUNDARY' : 'IDENTITY');
}

function denied(kind: Denial['kind'], statements: readonly Statement[]): Denial | undefined {
  const by = statements.find(({ isAllow }) => !isAllow);
  return by && { kind, by };
}

function notAllowed(kind: Denial['kind']): Decision {
  return { isAllowed: false, because: { kind, by: undefined } };
}

function allowed(...by: (Statement | undefined)[]): Decision {
  return { isAllowed: true, by: by.filter((statement) => statement !== undefined) };
}

function names({ type, value }: StatementPrincipal, principal: Principal): boolean {
  if (value === '*' && type === 'AWS') return true;
  if (principal.type === 'SERVICE') {
    const regional = principal.name.replace('.', `.${principal.region}.`);
    return type === 'Service' && [principal.name, regional].includes(value);
  }
  if (type !== 'AWS') return false;
  if (isAccount(value)) return accountIn(value) === principal.accountId;
  return principal.type === 'ROLE' && value === principal.arn;
}

function isAccount(value: string): boolean {
  return /^\d{12}$/.test(value) || /^arn:[^:]+:iam::\d{12}:root$/.test(value);
}

function accountIn(value: string): string {
  return /\d{12}/.exec(value)?.[0] ?? '';
}
