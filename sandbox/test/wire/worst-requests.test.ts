import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox.ts';
import { newRandom } from '../../simulator/random.ts';
import { tableOperations } from '../../tables/tables.ts';
import { writeShopPackage } from '../shop-package.ts';

let sandbox: Sandbox;
const defects: unknown[] = [];
/** How many of all requests are sent. */
const SHARE = process.env.SIZE === undefined ? 0.2 : 1;
beforeAll(async () => {
  sandbox = await startSandbox({
    packageDirectory: writeShopPackage(),
    onDefect: (defect) => defects.push(defect),
  });
});
afterAll(() => sandbox.close());

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** The status of the answer, or why there is none. */
function send({ method = 'POST', path = '/', headers = {}, body = '' }: Sent): Promise<number | string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(sandbox.endpoint);
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', (error) => resolve(String(error)));
    sent.end(body);
  });
}

const signed = {
  'content-type': 'application/x-amz-json-1.0',
  authorization:
    'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/any/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const bodies = [
  ...['null', '1', '"x"', '[]', '[null]', 'true', '', '{', '{}', '\u0000', '\ud800', nested(100_000)],
  ...['{"__proto__":null}', '{"constructor":null}', '{"toString":1}', `{"a":${nested(50_000)}}`],
];

test('whatever body any operation is sent, it answers, and goes on serving', async () => {
  const services = [
    'AWSEvents',
    'AWSStepFunctions',
    'AmazonSQS',
    'AWS242ServiceCatalogService',
    'AWSOrganizationsV20161128',
  ];
  const operations = [
    'PutEvents',
    'StartExecution',
    'ListExecutions',
    'SendMessage',
    'ReceiveMessage',
    'ListPortfolios',
    'CreatePortfolioShare',
    'DescribeOrganization',
    'x',
  ];
  const targets = [
    ...services.flatMap((service) => operations.map((operation) => `${service}.${operation}`)),
    ...tableOperations.map((operation) => `DynamoDB_20120810.${operation}`),
    ...['', '.', 'x', 'DynamoDB_20120810.', 'AWSEvents.__proto__', 'AWSStepFunctions.constructor'],
  ];

  const random = newRandom(16, 'bodies');
  for (const target of targets) {
    for (const body of bodies.filter(() => random() < SHARE)) {
      const status = await send({ headers: { ...signed, 'x-amz-target': target }, body });
      expect([target, body.slice(0, 40), status]).toEqual([target, body.slice(0, 40), expect.any(Number)]);
    }
  }
  expect(
    await send({ headers: { ...signed, 'x-amz-target': 'DynamoDB_20120810.ListTables' }, body: '{}' }),
  ).toBe(200);
}, 300_000);

test('requests to tables with members at random never end it', async () => {
  const random = newRandom(15, 'requests');
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const table = sandbox.tables.names[0];
  const values: readonly unknown[] = [
    null,
    1,
    'x',
    '',
    [],
    {},
    [null],
    { S: 1 },
    { M: null },
    { L: [null] },
    { constructor: null },
    'SET a = a +',
    '#a = :b',
    1e99,
  ];
  const members = [
    'Key',
    'Item',
    'RequestItems',
    'UpdateExpression',
    'ConditionExpression',
    'Expected',
    'AttributeUpdates',
    'KeyConditions',
    'QueryFilter',
    'ScanFilter',
    'ExpressionAttributeValues',
    'ExpressionAttributeNames',
    'Limit',
    'ExclusiveStartKey',
    'Select',
  ];

  for (let round = 0; round < 2_000 * SHARE; round++) {
    const input = {
      TableName: table,
      [pick(members)]: pick(values),
      [pick(members)]: { [pick(['pk', ':v', '#a', 'constructor', table ?? ''])]: pick(values) },
    };
    const headers = { ...signed, 'x-amz-target': `DynamoDB_20120810.${pick(tableOperations)}` };
    const status = await send({ headers, body: JSON.stringify(input) });
    expect([JSON.stringify(input), status]).toEqual([JSON.stringify(input), expect.any(Number)]);
  }
}, 300_000);

test.each<[string, Sent]>([
  ['a path in broken percent code', { path: '/2015-03-31/functions/%E0%A4%A/invocations' }],
  [
    'a path in broken percent code, signed',
    { path: '/2015-03-31/functions/%E0%A4%A/invocations', headers: signed },
  ],
  ...['AmazonSQS.constructor', 'DynamoDB_20120810.__proto__', 'constructor.PutEvents'].map(
    (target): [string, Sent] => [target, { headers: { ...signed, 'x-amz-target': target }, body: '{}' }],
  ),
  [
    'the form of a name that every object has',
    {
      headers: { ...signed, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=__proto__',
    },
  ],
  [
    'a member that is nested deeper than the stack',
    { headers: { ...signed, 'x-amz-target': 'AmazonSQS.ListQueues' }, body: `{"a":${nested(50_000)}}` },
  ],
  ['another method', { method: 'DELETE', path: '/x?y=%' }],
  [
    'a form of nonsense',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '&&=&%%=1&Action' },
  ],
  ['no authorization at all', { headers: { 'x-amz-target': 'AWSEvents.PutEvents' }, body: '{}' }],
])('%s is answered, and not as a defect', async (_, sent) => {
  const before = defects.length;

  expect(await send(sent)).toBeOneOf([400, 403, 404]);
  expect(defects.slice(before)).toEqual([]);
});

test.each<[string, number | string]>([
  ['evil.example', 403],
  ['evil.example:4566', 403],
  ['127.0.0.1.evil.example', 403],
  ['localhost.evil.example', 403],
  ['10.0.0.1', 403],
  ...['localhost.', '127.1', '2130706433', '0x7f000001', '127.0.0.999', '[::ffff:127.0.0.1]'].map(
    (host): [string, number] => [host, 403],
  ),
  ...['evil@127.0.0.1', '127.0.0.1@evil.example', '127.0.0.1:x', '127.0.0.1:1,evil.example'].map(
    (host): [string, number] => [host, 403],
  ),
  ['localhost', 200],
  ['LocalHost:1', 200],
  ['127.0.0.1:1', 200],
  ['[::1]:1', 200],
])('a request for the host %s answers %s', async (host, status) => {
  const headers = { ...signed, 'x-amz-target': 'AmazonSQS.ListQueues', host };

  expect(await send({ headers, body: '{}' })).toBe(status);
});

test.each<[string, Sent, number]>([
  ['a whole URL of another host', { path: 'http://evil.example/' }, 403],
  ['a whole URL of a loopback host', { path: 'http://127.0.0.1:1/' }, 200],
  ['a page of another host', { headers: { origin: 'https://evil.example' } }, 403],
  ['a page without an origin', { headers: { origin: 'null' } }, 403],
  ['a page of a loopback host', { headers: { origin: 'http://localhost:3000' } }, 200],
])('%s is answered %#', async (_, { path, headers }, status) => {
  const sent = { ...signed, 'x-amz-target': 'AmazonSQS.ListQueues', ...headers };

  expect(await send({ ...(path && { path }), headers: sent, body: '{}' })).toBe(status);
});
