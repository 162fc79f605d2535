import { ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, test } from 'vitest';
import { answerRequest } from '../../wire/answer-request.ts';
import { inProcessHandler } from '../../wire/in-process-handler.ts';
import { DroppedConnection, RawAnswer } from '../../wire/interruption.ts';
import type { WireAnswer, WireRequest } from '../../wire/message.ts';
import { type Operation, type Service, ServiceError } from '../../wire/service.ts';

const MANAGEMENT = '111122223333';

function organizations(ListRoots: Operation): Service {
  return {
    signingName: 'organizations',
    targetPrefix: 'AWSOrganizationsV20161128',
    contentType: 'application/x-amz-json-1.1',
    operations: { ListRoots },
  };
}

function requestOf(overrides: Partial<WireRequest> = {}): WireRequest {
  return {
    method: 'POST',
    url: '/',
    body: '{}',
    ...overrides,
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=444455556666/20261121/eu-west-1/organizations/aws4_request, SignedHeaders=host, Signature=0',
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSOrganizationsV20161128.ListRoots',
      ...overrides.headers,
    },
  };
}

const defects: unknown[] = [];
function answer(service: Service, request: WireRequest) {
  return answerRequest([service], request, {
    defaultAccountId: MANAGEMENT,
    accessKeys: { AKIADELEGATED: '222233334444' },
    newRequestId: () => 'request-1',
    onDefect: (defect) => defects.push(defect),
  });
}

async function answered(service: Service, request: WireRequest): Promise<WireAnswer & { json: unknown }> {
  const outcome = await answer(service, request);
  if (typeof outcome === 'string') {
    throw new Error('The connection was dropped.');
  }
  return { ...outcome, json: JSON.parse(outcome.body) };
}

const whoAmI = organizations((_input, caller) => ({ ...caller }));
const credentialOf = (accessKeyId: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261121/eu-west-1/organizations/aws4_request, SignedHeaders=host, Signature=0`,
});

test.each([
  ['12 digits are the account itself', '444455556666', '444455556666'],
  ['a listed key is the account it is listed for', 'AKIADELEGATED', '222233334444'],
  ['any other key is the default account', 'AKIAIOSFODNN7EXAMPLE', MANAGEMENT],
  ['a name of every object is no listed key', 'constructor', MANAGEMENT],
])('the caller is read from the access key: %s', async (_name, accessKeyId, accountId) => {
  const { json } = await answered(whoAmI, requestOf({ headers: credentialOf(accessKeyId) }));

  expect(json).toEqual({ accountId, accessKeyId, region: 'eu-west-1' });
});

test.each([
  ['application/x-amz-json-1.0', 'application/x-amz-json-1.0'],
  ['application/x-amz-json-1.1', 'application/x-amz-json-1.1'],
  ['text/html', 'application/x-amz-json-1.1'],
])('a request of content type %s is answered as %s', async (asked, expected) => {
  const { headers } = await answered(whoAmI, requestOf({ headers: { 'content-type': asked } }));

  expect(headers).toMatchObject({ 'content-type': expected, 'x-amzn-requestid': 'request-1' });
});

const refused: [string, Partial<WireRequest>, string, RegExp][] = [
  ['no target', { headers: { 'x-amz-target': undefined } }, 'UnknownOperationException', /x-amz-target/],
  [
    'a GET',
    { method: 'GET', url: '/health' },
    'UnknownOperationException',
    /GET \/health names no operation/,
  ],
  [
    'an unknown service',
    { headers: { 'x-amz-target': 'AmazonEC2.Run' } },
    'UnknownOperationException',
    /AmazonEC2.Run.*Supported: AWSOrganizations/,
  ],
  [
    'an unknown operation',
    { headers: { 'x-amz-target': 'AWSOrganizationsV20161128.CloseAccount' } },
    'UnknownOperationException',
    /CloseAccount.*Supported: ListRoots/,
  ],
  [
    'an operation named as a method of every object',
    { headers: { 'x-amz-target': 'AWSOrganizationsV20161128.toString' } },
    'UnknownOperationException',
    /toString/,
  ],
  ['broken JSON', { body: '{"a":' }, 'SerializationException', /no JSON/],
  ['a JSON list', { body: '[]' }, 'SerializationException', /JSON object/],
  [
    'no signature',
    { headers: { authorization: undefined } },
    'MissingAuthenticationTokenException',
    /Missing|missing/,
  ],
  [
    'a broken signature',
    { headers: { authorization: 'Bearer x' } },
    'IncompleteSignatureException',
    /Credential/,
  ],
];
test.each(refused)('%s is refused by name and with a sentence', async (_name, overrides, name, sentence) => {
  const { statusCode, headers, json } = await answered(whoAmI, requestOf(overrides));

  expect(statusCode).toBe(400);
  expect(headers['x-amzn-errortype']).toBe(name);
  expect(json).toMatchObject({ __type: name, message: expect.stringMatching(sentence) });
});

test('a defect of an operation answers InternalFailure and is reported, not swallowed', async () => {
  const defect = new TypeError('x is undefined');
  const broken = organizations(() => {
    throw defect;
  });

  const { statusCode, json } = await answered(broken, requestOf());

  expect(statusCode).toBe(500);
  expect(json).toMatchObject({
    __type: 'InternalFailure',
    message: expect.stringContaining('x is undefined'),
  });
  expect(defects).toContain(defect);
});

function clientOf(service: Service) {
  return new OrganizationsClient({
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
    maxAttempts: 1,
    requestHandler: inProcessHandler((request) => answer(service, request)),
  });
}

test('an SDK client reaches an operation without a socket', async () => {
  const client = clientOf(
    organizations((_input, { accountId }) => ({ Roots: [{ Id: 'r-ab12', Name: accountId }] })),
  );

  const { Roots } = await client.send(new ListRootsCommand({}));

  expect(Roots).toEqual([{ Id: 'r-ab12', Name: MANAGEMENT }]);
});

test.each([
  [
    'an error of the service',
    new ServiceError('TooManyRequestsException', 'Slow down.'),
    { name: 'TooManyRequestsException', message: 'Slow down.' },
  ],
  ['a dropped connection', new DroppedConnection(), { code: 'ECONNRESET' }],
  ['a malformed answer', new RawAnswer('<html>'), { name: 'SyntaxError' }],
])('an SDK client sees %s', async (_name, thrown, expected) => {
  const client = clientOf(
    organizations(() => {
      throw thrown;
    }),
  );

  await expect(client.send(new ListRootsCommand({}))).rejects.toMatchObject(expected);
});
