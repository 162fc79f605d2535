import type * as v from 'valibot';
import type { Agenda } from '../clock/agenda.ts';
import { type Page, pageOf } from '../wire/page.ts';
import { readInput } from '../wire/read-input.ts';
import { type Caller, type Operation, ServiceError, type WireValue } from '../wire/service.ts';
import { type Order, SortedIds } from '../wire/sorted-ids.ts';
import type { DelegatedAdministrators } from './delegated-administrators.ts';
import { accessDenied, invalidInput, invalidNextToken } from './errors.ts';
import { inputShapes } from './input-shapes.ts';
import type { Organization } from './organization.ts';
import type { ServiceAccess } from './service-access.ts';

/** What the operations of Organizations work on. */
export interface OrganizationsState {
  readonly organization: Organization;
  readonly delegatedAdministrators: DelegatedAdministrators;
  readonly quotas: { readonly units: number; readonly delegatedAdministrators: number };
  readonly order: Order;
  /** Milliseconds since the epoch; everything due by then has happened. */
  readonly now: () => number;
  readonly agenda: Agenda;
  readonly serviceAccess: ServiceAccess;
  /** Nominal, until an account is created or closed. */
  readonly accountSeconds: number;
  /** Of lower-case letters and digits. */
  readonly newText: (length: number) => string;
  readonly newAccountId: () => string;
  readonly isServiceAccessEnabled: (servicePrincipal: string) => boolean;
}

type OperationName = keyof typeof inputShapes;
type InputOf<TName extends OperationName> = v.InferOutput<(typeof inputShapes)[TName]>;

/** MEMBER: any account of the organization. ADMINISTRATOR: the management account or one delegated to. */
export type Audience = 'MEMBER' | 'ADMINISTRATOR' | 'MANAGEMENT';

/** An operation that reads its input by the model and answers only whom AWS's documentation names for it. */
export function operation<TName extends OperationName>(
  state: OrganizationsState,
  name: TName,
  audience: Audience,
  answer: (input: InputOf<TName>, caller: Caller) => WireValue,
): Operation {
  return (raw, caller) => {
    const input = readInput(inputShapes[name], raw, invalidInput);
    state.now();
    admit(state, caller, audience);
    return answer(input, caller);
  };
}

/** The largest page that the model allows is also the default: which default AWS takes is not documented. */
const PAGE_SIZE = 20;

export function page(
  { order }: OrganizationsState,
  list: string,
  ids: SortedIds | readonly string[],
  { NextToken, MaxResults }: { NextToken?: string | undefined; MaxResults?: number | undefined },
): Page {
  const source = ids instanceof SortedIds ? ids : new SortedIds(ids, order);
  return pageOf(source, { list, token: NextToken, size: MaxResults ?? PAGE_SIZE }, invalidNextToken);
}

function admit(state: OrganizationsState, { accountId }: Caller, audience: Audience): void {
  const { organization, delegatedAdministrators } = state;
  if (!organization.account(accountId)) {
    throw new ServiceError(
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    );
  }
  const isManagement = accountId === organization.managementAccountId;
  const isAdmitted = {
    MEMBER: true,
    ADMINISTRATOR: isManagement || delegatedAdministrators.hasAny(accountId),
    MANAGEMENT: isManagement,
  }[audience];
  if (!isAdmitted) {
    throw accessDenied();
  }
}
