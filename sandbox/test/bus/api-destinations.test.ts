import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiDestinations } from '../../bus/api-destinations.ts';
import type { BusEvent } from '../../bus/bus-event.ts';
import { DeliveryError } from '../../bus/deliver.ts';
import { readTarget } from '../../bus/rule-target.ts';
import { readTemplate } from '../../template/read-template.ts';
import { resolveTemplate } from '../../template/resolve-template.ts';
import { writePackage } from '../write-package.ts';

const event: BusEvent = {
  version: '0',
  id: 'e-1',
  'detail-type': 'Sold',
  source: 'shop',
  account: '111122223333',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-central-1',
  resources: [],
  detail: { id: 'a/b', count: 2 },
};
const seen: { url: string; method: string; headers: Record<string, unknown>; body: string }[] = [];
let answer = 200;
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers, body });
      response.writeHead(answer, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

interface Given {
  readonly endpoint?: string;
  readonly method?: string;
  readonly authParameters?: object;
  readonly http?: object;
}

const API_KEY = {
  ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: '{{resolve:secretsmanager:arn:x}}' },
};

function deliver({ endpoint = `${origin}/items/*`, method = 'POST', authParameters = API_KEY, http }: Given) {
  const resources = {
    Connection: {
      Type: 'AWS::Events::Connection',
      Properties: { Name: 'shop', AuthorizationType: 'API_KEY', AuthParameters: authParameters },
    },
    Destination: {
      Type: 'AWS::Events::ApiDestination',
      Properties: {
        ConnectionArn: { 'Fn::GetAtt': ['Connection', 'Arn'] },
        HttpMethod: method,
        InvocationEndpoint: endpoint,
      },
    },
  };
  const place = {
    partition: 'aws',
    region: 'us-east-1',
    accountId: '111122223333',
    stackName: 's',
    endpoint: '',
  };
  const stack = resolveTemplate(readTemplate(writePackage({ resources })), { place });
  const arn = stack.ofType('AWS::Events::ApiDestination')[0]?.attributes.Arn;
  const target = readTarget(
    { Id: 'shop', Arn: arn, HttpParameters: http ?? { PathParameterValues: ['$.detail.id'] } },
    'rule',
  );
  const rule = {
    name: 'r',
    arn: 'arn:r',
    eventBusName: 'b',
    pattern: undefined,
    schedule: undefined,
    targets: [],
  };
  return createApiDestinations(stack)({ event, rule, target, attempt: 1, input: '{"a":1}' });
}

async function failure(given: Given): Promise<DeliveryError> {
  const error = await Promise.resolve(deliver(given)).catch((caught: unknown) => caught);
  if (!(error instanceof DeliveryError)) throw new Error(`It was delivered, or failed otherwise: ${error}`);
  return error;
}

test('an event is delivered with its path, headers, query and key', async () => {
  answer = 204;

  await deliver({
    http: {
      PathParameterValues: ['$.detail.id'],
      HeaderParameters: { 'X-Count': '$.detail.count', 'X-Fixed': 'yes' },
      QueryStringParameters: { type: '$.detail-type' },
    },
  });

  expect(seen.at(-1)).toMatchObject({
    url: '/items/a%2Fb?type=Sold',
    method: 'POST',
    headers: { 'x-key': 'sandbox-secret', 'x-count': '2', 'x-fixed': 'yes' },
    body: '{"a":1}',
  });
});

test('a connection may authorise by name and password', async () => {
  answer = 200;

  await deliver({ authParameters: { BasicAuthParameters: { Username: 'ana', Password: 'pass' } } });

  expect(seen.at(-1)?.headers.authorization).toBe(`Basic ${Buffer.from('ana:pass').toString('base64')}`);
});

describe('a delivery that fails', () => {
  test.each([
    [400, false, 'SDK_CLIENT_ERROR'],
    [404, false, 'SDK_CLIENT_ERROR'],
    [302, false, 'SDK_CLIENT_ERROR'],
    [401, true, 'SDK_CLIENT_ERROR'],
    [409, true, 'SDK_CLIENT_ERROR'],
    [429, true, 'THROTTLING'],
    [503, true, 'INTERNAL_ERROR'],
  ])('with %i is tried again: %s', async (status, isRetryable, errorCode) => {
    answer = status;

    expect(await failure({})).toMatchObject({ isRetryable, errorCode });
  });

  test('because nobody listens is tried again', async () => {
    expect(await failure({ endpoint: 'http://127.0.0.1:1/' })).toMatchObject({ isRetryable: true });
  });

  test('because it would leave this machine is not', async () => {
    const error = await failure({ endpoint: 'https://acme.example/items/*' });

    expect(error.isRetryable).toBe(false);
    expect(error.message).toBe('The sandbox calls loopback addresses only, not acme.example.');
  });
});

test('a connection by OAuth is refused when the template is read', () => {
  expect(() => deliver({ authParameters: { OAuthParameters: {} } })).toThrow(
    'The connection Connection has OAuthParameters; supported: ApiKeyAuthParameters, BasicAuthParameters.',
  );
});
