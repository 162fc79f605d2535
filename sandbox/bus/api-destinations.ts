import type { Stack, StackResource } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';
import type { BusEvent } from './bus-event.ts';
import { readConnection } from './connection.ts';
import { type DeliverToTarget, DeliveryError } from './deliver.ts';
import type { HttpParameters } from './http-parameters.ts';

interface ApiDestination {
  readonly method: string;
  /** With `*` where a path parameter goes. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What EventBridge gives an endpoint to answer; source: EventBridge user guide, "API destinations". */
const longestCallMs = 5_000;

/** Others are not tried again; source: EventBridge user guide, "API destinations", error codes. */
const isRetried = (status: number) => [401, 407, 409, 429].includes(status) || status >= 500;

/** Calls the API destinations of the template over real HTTP, at loopback addresses only. */
export function createApiDestinations(stack: Stack): DeliverToTarget {
  const connections = new Map(
    stack
      .ofType('AWS::Events::Connection')
      .map((resource) => [String(resource.attributes.Arn), readConnection(resource)]),
  );
  const destinations = new Map(
    stack
      .ofType('AWS::Events::ApiDestination')
      .map((resource) => [String(resource.attributes.Arn), readDestination(resource, connections)]),
  );

  return async ({ event, target, input }) => {
    const destination = destinations.get(target.arn);
    if (!destination)
      throw new DeliveryError('NO_RESOURCE', `The API destination ${target.arn} does not exist.`);
    const { method, endpoint, headers } = destination;
    const url = fillUrl(endpoint, target.http, event);
    if (!isLoopback(url)) {
      throw new DeliveryError(
        'SDK_CLIENT_ERROR',
        `The sandbox calls loopback addresses only, not ${url.host}.`,
      );
    }
    const status = await call(url, {
      method,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Amazon/EventBridge/ApiDestinations',
        range: 'bytes=0-1048575',
        ...fillAll(target.http.headers, event),
        ...headers,
      },
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: input }),
    });
    if (status >= 200 && status < 300) return;
    const errorCode = status === 429 ? 'THROTTLING' : status >= 500 ? 'INTERNAL_ERROR' : 'SDK_CLIENT_ERROR';
    throw new DeliveryError(errorCode, `The API destination ${url.href} answered ${status}.`, {
      isRetryable: isRetried(status),
    });
  };
}

function readDestination(
  { logicalId, properties }: StackResource,
  connections: ReadonlyMap<string, Readonly<Record<string, string>>>,
): ApiDestination {
  const { ConnectionArn, HttpMethod, InvocationEndpoint } = properties;
  const headers = connections.get(String(ConnectionArn));
  if (!headers)
    throw new Refusal(
      `The API destination ${logicalId} has the ConnectionArn ${ConnectionArn}, which is none of the template's.`,
    );
  return { method: String(HttpMethod), endpoint: String(InvocationEndpoint), headers };
}

function fillUrl(endpoint: string, { path, query }: HttpParameters, event: BusEvent): URL {
  const values = path.map((read) => encodeURIComponent(textOf(read(event))));
  const url = new URL(endpoint.replaceAll('*', () => values.shift() ?? '*'));
  for (const [name, value] of Object.entries(fillAll(query, event))) url.searchParams.append(name, value);
  return url;
}

function fillAll(
  parameters: Readonly<Record<string, (event: BusEvent) => unknown>>,
  event: BusEvent,
): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, read]) => [name, textOf(read(event))]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

async function call(url: URL, request: RequestInit): Promise<number> {
  try {
    const signal = AbortSignal.timeout(longestCallMs);
    const response = await fetch(url, { ...request, redirect: 'manual', signal });
    await response.arrayBuffer();
    return response.status;
  } catch (cause) {
    const reason =
      cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : cause;
    const errorCode =
      cause instanceof Error && cause.name === 'TimeoutError' ? 'TIMEOUT' : 'CONNECTION_FAILURE';
    throw new DeliveryError(errorCode, `The API destination ${url.href} did not answer: ${reason}.`, {
      isRetryable: true,
    });
  }
}
