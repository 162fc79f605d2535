import type { ServiceCall } from './call-log.ts';
import type { Chance } from './clock/chance.ts';
import type { VirtualClock } from './clock/virtual-clock.ts';
import type { GuardCall } from './iam/guard-calls.ts';
import type { InterceptCall } from './intercept-call.ts';
import { queryAnswer, queryError, readQuery } from './queues/query-protocol.ts';
import { refuseUnread } from './tables/refuse-unread.ts';
import { type Tables, tableOperations } from './tables/tables.ts';
import { answerRequest } from './wire/answer-request.ts';
import type { WireAnswer, WireOutcome, WireRequest } from './wire/message.ts';
import { readCaller } from './wire/read-caller.ts';
import { type Service, ServiceError } from './wire/service.ts';

export interface GatewayOptions {
  readonly services: readonly Service[];
  readonly tables: Tables;
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly accountId: string;
  /** Access key id to account id. */
  readonly accessKeys: Readonly<Record<string, string>>;
  /** Access key id to the function that signs with it. */
  readonly functionKeys: ReadonlyMap<string, string>;
  /** Lambda's, which is called by path; `undefined` where a request is not for it. */
  readonly invoke: (request: WireRequest) => WireAnswer | undefined;
  /** Answers for who may not call. */
  readonly guard: GuardCall;
  readonly intercept: InterceptCall;
  readonly onCall: (call: ServiceCall) => void;
  readonly onDefect: (defect: unknown) => void;
}

/** Services that are not here, whose clients read a refusal in XML alone. */
const readsXml = ['s3', 'cloudfront', 'route53'];

const UNANSWERED = { DROP: 'DroppedConnection', HANG: 'NoAnswer' } as const;

const tablePrefix = 'DynamoDB_20120810.';

/** Answers for every service on one endpoint; what is not supported gets an error that says what is. */
export function createGateway(options: GatewayOptions): (request: WireRequest) => Promise<WireOutcome> {
  const { services, tables, clock, chance, functionKeys } = options;
  const callers = {
    defaultAccountId: options.accountId,
    accessKeys: options.accessKeys,
    newRequestId: chance.uuid,
    onDefect: options.onDefect,
  };
  const answer = async (request: WireRequest): Promise<WireOutcome> => {
    const denied = await options.guard(request, nameOf(request, services));
    if (denied) return denied;
    const invoked = options.invoke(request);
    if (invoked) return invoked;
    const target = String(request.headers['x-amz-target'] ?? '');
    if (target.startsWith(tablePrefix)) return answerForTables(request, target.slice(tablePrefix.length));
    if (target === '' && isForm(request)) return answerQuery(request);
    if (target === '' && readsXml.includes(signingNameOf(request)))
      return refuseInXml(request, services, chance);
    const outcome = await answerRequest(services, request, callers);
    return target.startsWith('AmazonSQS.') ? withQueryError(outcome) : outcome;
  };

  const answerForTables = async (request: WireRequest, operation: string): Promise<WireAnswer> => {
    if (!tableOperations.includes(operation)) {
      return jsonError(
        chance,
        'UnknownOperationException',
        `dynamodb ${operation} is not supported here. Supported: ${tableOperations.join(', ')}.`,
      );
    }
    const refusal = refuseUnread(request.body.toString());
    return refusal ? jsonError(chance, refusal.name, refusal.message) : tables.answer(request);
  };

  const answerQuery = async (request: WireRequest): Promise<WireOutcome> => {
    const { action, input } = readQuery(request.body.toString());
    const requestId = chance.uuid();
    try {
      const service = services.find(({ signingName }) => signingName === 'sqs');
      const operation =
        signingNameOf(request) === 'sqs' && Object.hasOwn(service?.operations ?? {}, action)
          ? service?.operations[action]
          : undefined;
      if (!operation) throw unsupportedQuery(signingNameOf(request), action, services);
      return queryAnswer(
        action,
        await operation(input, readCaller(request.headers.authorization, callers)),
        requestId,
      );
    } catch (error) {
      if (error instanceof ServiceError) return queryError(inQueryCodes(error), requestId);
      options.onDefect(error);
      return queryError(
        new ServiceError('InternalFailure', `${action} failed by a defect of the sandbox: ${error}`, 500),
        requestId,
      );
    }
  };

  /** No request ends the sandbox, whatever is thrown for it. */
  const answerAlways = async (request: WireRequest): Promise<WireOutcome> => {
    try {
      return await answer(request);
    } catch (error) {
      options.onDefect(error);
      return jsonError(
        chance,
        'InternalFailure',
        `The request failed by a defect of the sandbox: ${error}`,
        500,
      );
    }
  };

  return async (request) => {
    const { service, operation } = nameOf(request, services);
    const at = clock.now();
    // A client that waits for a message must not hold back the time in which it is sent.
    const isWaiting = operation === 'ReceiveMessage';
    const accessKeyId = /Credential=([^/,\s]+)/.exec(request.headers.authorization ?? '')?.[1];
    const functionName = accessKeyId === undefined ? undefined : functionKeys.get(accessKeyId);
    const call = { functionName, service, operation, body: request.body.toString() };
    const perform = () =>
      options.intercept(call, (body) => answerAlways(body === undefined ? request : { ...request, body }));
    const outcome = await (isWaiting ? perform() : clock.during(perform));
    options.onCall({
      at,
      accessKeyId,
      functionName,
      service,
      operation,
      statusCode: typeof outcome === 'string' ? 0 : outcome.statusCode,
      error: typeof outcome === 'string' ? UNANSWERED[outcome] : errorNameOf(outcome),
    });
    return outcome;
  };
}

function nameOf(request: WireRequest, services: readonly Service[]): { service: string; operation: string } {
  const target = String(request.headers['x-amz-target'] ?? '');
  const [prefix = '', operation = ''] = target.split('.');
  if (target === '') {
    const action = isForm(request)
      ? readQuery(request.body.toString()).action
      : `${request.method} ${request.url}`;
    return { service: signingNameOf(request), operation: action };
  }
  if (target.startsWith(tablePrefix)) return { service: 'dynamodb', operation };
  const service = services.find(({ targetPrefix }) => targetPrefix === prefix);
  return { service: service?.signingName ?? signingNameOf(request), operation };
}

function signingNameOf({ headers }: WireRequest): string {
  return /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? 'unknown';
}

function isForm({ headers }: WireRequest): boolean {
  return (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

function unsupportedQuery(signingName: string, action: string, services: readonly Service[]): ServiceError {
  const operations = services.find((service) => service.signingName === signingName)?.operations;
  const names = [...services.map((service) => service.signingName), 'dynamodb', 'lambda'];
  const supported = operations
    ? `Supported of ${signingName}: ${Object.keys(operations).join(', ')}.`
    : `Supported services: ${names.join(', ')}.`;
  return new ServiceError('InvalidAction', `${signingName} ${action} is not supported here. ${supported}`);
}

function refuseInXml(request: WireRequest, services: readonly Service[], chance: Chance): WireAnswer {
  const error = unsupportedQuery(signingNameOf(request), `${request.method} ${request.url}`, services);
  return queryError(error, chance.uuid());
}

function jsonError(chance: Chance, name: string, message: string, statusCode = 400): WireAnswer {
  return {
    statusCode,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-requestid': chance.uuid(),
      'x-amzn-errortype': name,
    },
    body: JSON.stringify({ __type: name, message, Message: message }),
  };
}

/** SQS has other names for its errors in the query protocol, and clients of the JSON protocol read both. */
const queryCodes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
};

function inQueryCodes(error: ServiceError): ServiceError {
  return new ServiceError(queryCodes[error.name] ?? error.name, error.message, error.statusCode);
}

function withQueryError(outcome: WireOutcome): WireOutcome {
  if (typeof outcome === 'string') return outcome;
  const name = outcome.headers['x-amzn-errortype'];
  if (name === undefined) return outcome;
  return {
    ...outcome,
    headers: { ...outcome.headers, 'x-amzn-query-error': `${queryCodes[name] ?? name};Sender` },
  };
}

function errorNameOf({ statusCode, headers, body }: WireAnswer): string | undefined {
  if (statusCode < 400) return undefined;
  const named = headers['x-amzn-errortype'] ?? /"__type":"(?:[^"#]*#)?([^"]+)"/.exec(body)?.[1];
  return named ?? /<Code>([^<]+)<\/Code>/.exec(body)?.[1] ?? 'unknown';
}
