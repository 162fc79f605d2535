import type { Chance } from '../clock/chance.ts';
import { queryError, readQuery } from '../queues/query-protocol.ts';
import type { StackPlace } from '../template/resource-types.ts';
import { decodePath } from '../wire/decode-path.ts';
import type { WireAnswer, WireRequest } from '../wire/message.ts';
import { type CallerOptions, readCaller } from '../wire/read-caller.ts';
import { ServiceError, type WireValue } from '../wire/service.ts';
import type { Principal } from './decide.ts';
import { needsOfCall, type ServiceRequest } from './needs-of-call.ts';
import type { Permissions } from './permissions.ts';
import type { Role } from './stack-policies.ts';

export interface CallGuardOptions extends CallerOptions {
  readonly permissions: Permissions;
  readonly place: StackPlace;
  readonly chance: Chance;
  /** By access key: a function signs as its role, in a session of its own name. */
  readonly functionRoles: ReadonlyMap<string, { readonly role: Role; readonly functionName: string }>;
}

/** Answers in a service's place where who signed a request may not make it; `undefined` where it may. */
export type GuardCall = (
  request: WireRequest,
  call: { readonly service: string; readonly operation: string },
) => Promise<WireAnswer | undefined>;

export function createCallGuard(options: CallGuardOptions): GuardCall {
  const { permissions, place, functionRoles, chance } = options;

  return async (request, { service, operation }) => {
    let caller: { accountId: string; accessKeyId: string };
    try {
      caller = readCaller(request.headers.authorization, options);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      // The JSON services say so themselves, and first whether there is such an operation.
      return isInvocation(request) ? refusal(chance, request, 'lambda', error) : undefined;
    }
    const { accountId, accessKeyId } = caller;
    const asFunction = functionRoles.get(accessKeyId);
    const principal: Principal = asFunction?.role ?? { type: 'ACCOUNT', accountId };
    const call = readCall(request, service, operation, accountId);
    for (const need of await needsOfCall(call, place)) {
      const sentence = permissions.refuse(principal, need, asFunction?.functionName);
      if (sentence !== undefined)
        return refusal(chance, request, service, new ServiceError('AccessDeniedException', sentence));
    }
    return undefined;
  };
}

const INVOCATION = /^\/2015-03-31\/functions\/([^/?]+)\/invocations/;

function isInvocation({ url }: WireRequest): boolean {
  return INVOCATION.test(url);
}

/** What cannot be read names no resource; its service says what is wrong with it. */
function readCall(
  request: WireRequest,
  service: string,
  operation: string,
  accountId: string,
): ServiceRequest {
  const [, functionName] = INVOCATION.exec(request.url) ?? [];
  if (functionName !== undefined) {
    const FunctionName = decodePath(functionName);
    return { service: 'lambda', operation: 'Invoke', input: { FunctionName }, accountId };
  }
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const body = request.body.toString();
  return { service, operation, input: isForm ? readQuery(body).input : readJson(body), accountId };
}

function readJson(text: string): WireValue {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as WireValue) : {};
  } catch {
    return {};
  }
}

/** In the form of each service: SQS has another name for it in its query protocol, which its clients read. */
function refusal(
  { uuid }: Chance,
  request: WireRequest,
  service: string,
  { name, message }: ServiceError,
): WireAnswer {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const code = name === 'AccessDeniedException' ? 'AccessDenied' : name;
  if (isForm) return queryError(new ServiceError(code, message, 403), uuid());
  return {
    statusCode: service === 'lambda' || service === 'sqs' ? 403 : 400,
    headers: {
      'content-type': request.headers['content-type'] ?? 'application/x-amz-json-1.1',
      'x-amzn-requestid': uuid(),
      'x-amzn-errortype': name,
      ...(service === 'sqs' && { 'x-amzn-query-error': `${code};Sender` }),
    },
    body: JSON.stringify({ __type: name, message, Message: message }),
  };
}
