import { EventEmitter } from 'node:events';
import dynalite from 'dynalite';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { AccountLimits } from '../limits/account-limits.ts';
import { isObject, type JsonObject } from '../template/read-template.ts';
import type { Stack, StackResource } from '../template/resolve-template.ts';
import type { WireRequest } from '../wire/message.ts';
import { Refusal } from '../wire/refusal.ts';
import { createBufferedResponse } from './buffered-response.ts';
import { closeIteratorsOfTables } from './close-iterators.ts';
import { limitThroughput } from './item-throughput.ts';
import type { TableAnswer } from './table-answer.ts';
import { tellingStandingItem } from './tell-standing-item.ts';
import { withoutOrder } from './without-order.ts';

/** The DynamoDB service of the sandbox: the tables of the template, in memory. */
export interface Tables {
  readonly names: readonly string[];
  answer(request: WireRequest): Promise<TableAnswer>;
}

/** What dynalite answers as DynamoDB does; the tables themselves come from the template. */
export const tableOperations = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
];

/** Properties of a table that CreateTable takes, and those that change nothing here. */
const tableMembers = ['AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes'];
const inertProperties = [
  'TableName',
  'BillingMode',
  'ProvisionedThroughput',
  'OnDemandThroughput',
  'PointInTimeRecoverySpecification',
  'SSESpecification',
  'DeletionProtectionEnabled',
  'ContributorInsightsSpecification',
  'ResourcePolicy',
  'TableClass',
  'Tags',
  'TimeToLiveSpecification',
];

/** @throws {@link Refusal} for a property that is not supported, such as a stream. */
export async function createTables(
  stack: Stack,
  clock: VirtualClock,
  limits: AccountLimits,
): Promise<Tables> {
  await closeIteratorsOfTables();
  const server = dynaliteIn(stack.place);
  const answer = (request: WireRequest) =>
    new Promise<TableAnswer>((resolve) => {
      // Never the socket's own request: dynalite throws when a client resets it. And what it throws while it reads
      // a request is thrown from here, not from an event of its own that would end the process.
      const { method, url, headers, body } = request;
      const emitted = Object.assign(new EventEmitter(), { method, url, headers });
      try {
        server.emit(
          'request',
          emitted,
          createBufferedResponse((given) => resolve(withoutOrder(inPartition(given, stack.place)))),
        );
        emitted.emit('data', Buffer.from(body));
        emitted.emit('end');
      } catch (error) {
        resolve(unreadable(error));
      }
    });
  const tables = stack.ofType('AWS::DynamoDB::Table');
  for (const table of tables) await createTable(table, answer);
  const keyNames = new Map(tables.map(({ ref, properties }) => [ref, keyNamesOf(properties)]));
  return {
    names: tables.map(({ ref }) => ref),
    answer: limitThroughput(tellingStandingItem(answer, keyNames), clock, limits),
  };
}

/** Its tables' ARNs name what the environment says when it is made. */
function dynaliteIn({ accountId, region }: Stack['place']) {
  const { env } = process;
  const before = { AWS_ACCOUNT_ID: env.AWS_ACCOUNT_ID, AWS_REGION: env.AWS_REGION };
  Object.assign(env, { AWS_ACCOUNT_ID: accountId, AWS_REGION: region });
  try {
    return dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete env[name];
      else env[name] = value;
    }
  }
}

/** dynalite knows one partition. */
function inPartition(answer: TableAnswer, { partition }: Stack['place']): TableAnswer {
  if (partition === 'aws') return answer;
  return { ...answer, body: answer.body.replaceAll('"arn:aws:dynamodb:', `"arn:${partition}:dynamodb:`) };
}

function keyNamesOf({ KeySchema: schema }: JsonObject): string[] {
  return Array.isArray(schema)
    ? schema.filter(isObject).map(({ AttributeName }) => String(AttributeName))
    : [];
}

function unreadable(error: unknown): TableAnswer {
  return {
    statusCode: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      __type: 'com.amazon.coral.service#SerializationException',
      Message: `The request cannot be read: ${error}`,
    }),
  };
}

async function createTable(
  { logicalId, properties, ref }: StackResource,
  answer: (request: WireRequest) => Promise<TableAnswer>,
): Promise<void> {
  const known = [...tableMembers, ...inertProperties];
  const unknown = Object.keys(properties).find((name) => !known.includes(name));
  if (unknown) throw new Refusal(`The table ${logicalId} has ${unknown}; supported: ${known.join(', ')}.`);
  const members = Object.fromEntries(tableMembers.map((name) => [name, properties[name]]));
  const created = { TableName: ref, BillingMode: 'PAY_PER_REQUEST', ...withoutThroughput(members) };
  const { statusCode, body } = await answer(requestOf('CreateTable', created));
  if (statusCode !== 200) throw new Refusal(`The table ${logicalId} cannot be created: ${body}`);
  // dynalite makes it ready by a timer of its own, in real time: a busy machine comes to that late.
  for (;;) {
    const described = await answer(requestOf('DescribeTable', { TableName: ref }));
    if (JSON.parse(described.body).Table?.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function requestOf(operation: string, input: object): WireRequest {
  return {
    method: 'POST',
    url: '/',
    headers: {
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'content-type': 'application/x-amz-json-1.0',
      authorization:
        'AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
    },
    body: Buffer.from(JSON.stringify(input)),
  };
}

/** Every table is on demand here, so its indexes state no throughput either. */
function withoutThroughput(members: JsonObject): JsonObject {
  const { GlobalSecondaryIndexes: indexes } = members;
  if (!Array.isArray(indexes)) return members;
  return {
    ...members,
    GlobalSecondaryIndexes: indexes.filter(isObject).map(({ ProvisionedThroughput: _, ...index }) => index),
  };
}
