import type { Chance } from '../clock/chance.ts';
import { decodePath } from '../wire/decode-path.ts';
import type { WireAnswer, WireRequest } from '../wire/message.ts';
import { type Functions, nameIn } from './functions.ts';
import type { InvokeAsynchronously } from './invoke-asynchronously.ts';

/** Source: Lambda quotas, "Invocation payload". */
const largestPayloadBytes = 1_048_576;

const path = /^\/2015-03-31\/functions\/([^/?]+)\/invocations/;

/** Lambda's Invoke of type Event; `undefined` for any other request. Source: Lambda API reference, "Invoke". */
export function invokeOverHttp(
  { method, url, headers, body }: WireRequest,
  functions: Functions,
  invokeAsynchronously: InvokeAsynchronously,
  chance: Chance,
): WireAnswer | undefined {
  const [, encoded] = path.exec(url) ?? [];
  if (method !== 'POST' || encoded === undefined) return undefined;
  const functionName = decodePath(encoded);
  if (headers['x-amz-invocation-type'] !== 'Event') {
    return failure(
      chance,
      400,
      'InvalidParameterValueException',
      'Only invocations of type Event are supported here.',
    );
  }
  const [, version = '$LATEST'] = /^(?:arn:.*:function:)?[^:]+:(.+)$/.exec(functionName) ?? [];
  if (!functions.find(functionName) || version !== '$LATEST') {
    return failure(chance, 404, 'ResourceNotFoundException', `Function not found: ${functionName}`);
  }
  if (!/^(\?Qualifier=(\$|%24)LATEST)?$/.test(url.replace(path, ''))) {
    return failure(
      chance,
      400,
      'InvalidParameterValueException',
      `Of ${functionName} only $LATEST is supported here.`,
    );
  }
  const payload = body.toString() || '{}';
  const bytes = Buffer.byteLength(payload);
  if (bytes > largestPayloadBytes) {
    return failure(
      chance,
      413,
      'RequestTooLargeException',
      `${bytes} byte payload is too large for the Event invocation type (limit ${largestPayloadBytes} bytes)`,
    );
  }
  const wrong = whyNoJson(payload);
  if (wrong !== undefined) {
    return failure(
      chance,
      400,
      'InvalidRequestContentException',
      `Could not parse request body into json: ${wrong}`,
    );
  }
  invokeAsynchronously(nameIn(functionName), payload);
  return { statusCode: 202, headers: { 'x-amzn-requestid': chance.uuid() }, body: '' };
}

function whyNoJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function failure(chance: Chance, statusCode: number, name: string, message: string): WireAnswer {
  return {
    statusCode,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': chance.uuid(),
      'x-amzn-errortype': name,
    },
    body: JSON.stringify({ Type: 'User', Message: message }),
  };
}
