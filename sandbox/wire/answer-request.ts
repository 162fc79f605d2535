import { DroppedConnection, RawAnswer } from './interruption.ts';
import type { WireAnswer, WireOutcome, WireRequest } from './message.ts';
import { type CallerOptions, readCaller } from './read-caller.ts';
import { NO_BODY, type Service, ServiceError, type WireValue } from './service.ts';

export interface AnswerOptions extends CallerOptions {
  readonly newRequestId: () => string;
  /** Told of everything an operation throws that is no {@link ServiceError}: a defect of the operation. */
  readonly onDefect: (defect: unknown, target: string) => void;
}

/**
 * Answers one request of the AWS JSON protocols 1.0 and 1.1, whose operation is named by `x-amz-target`.
 * Errors answer `{__type, message, Message}` and `x-amzn-errortype`; that is what the SDK for JavaScript,
 * boto3 and the AWS CLI read. A defect of an operation answers 500 `InternalFailure`.
 */
export async function answerRequest(
  services: readonly Service[],
  request: WireRequest,
  options: AnswerOptions,
): Promise<WireOutcome> {
  const target = String(request.headers['x-amz-target'] ?? '');
  const headers = {
    'content-type': answerContentType(request, services, target),
    'x-amzn-requestid': options.newRequestId(),
  };
  try {
    const operation = findOperation(services, request, target);
    const caller = readCaller(request.headers.authorization, options);
    const output = await operation(readInput(request.body), caller);
    return { statusCode: 200, headers, body: output === NO_BODY ? '' : JSON.stringify(output) };
  } catch (error) {
    if (error instanceof DroppedConnection) {
      return 'DROP';
    }
    if (error instanceof RawAnswer) {
      return { statusCode: error.statusCode, headers, body: error.body };
    }
    if (error instanceof ServiceError) {
      return errorAnswer(error, headers);
    }
    options.onDefect(error, target);
    return errorAnswer(
      new ServiceError('InternalFailure', `${target} failed by a defect of the simulator: ${error}`, 500),
      headers,
    );
  }
}

function answerContentType(request: WireRequest, services: readonly Service[], target: string): string {
  const asked = request.headers['content-type'] ?? '';
  if (/^application\/x-amz-json-1\.[01]$/.test(asked)) {
    return asked;
  }
  return serviceOf(services, target)?.contentType ?? 'application/x-amz-json-1.1';
}

function serviceOf(services: readonly Service[], target: string): Service | undefined {
  return services.find((service) => target.startsWith(`${service.targetPrefix}.`));
}

function findOperation(services: readonly Service[], request: WireRequest, target: string) {
  if (request.method !== 'POST' || target === '') {
    throw new ServiceError(
      'UnknownOperationException',
      `${request.method} ${request.url} names no operation: expected POST / with a header x-amz-target, ` +
        `whose service is one of ${services.map(({ targetPrefix }) => targetPrefix).join(', ')}.`,
    );
  }
  const service = serviceOf(services, target);
  if (!service) {
    throw new ServiceError(
      'UnknownOperationException',
      `The service of ${target} is not supported here. Supported: ` +
        `${services.map(({ targetPrefix }) => targetPrefix).join(', ')}.`,
    );
  }
  const name = target.slice(service.targetPrefix.length + 1);
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (!operation) {
    throw new ServiceError(
      'UnknownOperationException',
      `${service.signingName} ${name} is not supported here. Supported: ` +
        `${Object.keys(service.operations).join(', ')}.`,
    );
  }
  return operation;
}

function readInput(body: Buffer | string): WireValue {
  const text = body.toString();
  if (text.trim() === '') {
    return {};
  }
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    throw new ServiceError('SerializationException', `The request body is no JSON: ${error}`);
  }
  if (!isObject(input)) {
    throw new ServiceError('SerializationException', 'The request body must be a JSON object.');
  }
  return input;
}

function isObject(value: unknown): value is WireValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function errorAnswer(error: ServiceError, headers: Readonly<Record<string, string>>): WireAnswer {
  return {
    statusCode: error.statusCode,
    headers: { ...headers, 'x-amzn-errortype': error.name },
    body: JSON.stringify({
      ...error.members,
      __type: error.name,
      message: error.message,
      Message: error.message,
    }),
  };
}
