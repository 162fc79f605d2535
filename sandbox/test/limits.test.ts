import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { writeShopPackage } from './shop-package.ts';

let sandbox: Sandbox;
let QueueUrl: string;
beforeAll(async () => {
  sandbox = await startSandbox({ packageDirectory: writeShopPackage() });
  QueueUrl = sandbox.queues.all[0]?.url ?? '';
});
afterAll(() => sandbox.close());

async function call(target: string, input: object) {
  const response = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/any/aws4_request, SignedHeaders=host',
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return response.ok ? 'taken' : `${answer.__type}: ${answer.message}`;
}

test.each<[string, string, object, RegExp]>([
  [
    '11 messages at once',
    'ReceiveMessage',
    { MaxNumberOfMessages: 11 },
    /Value 11 for parameter MaxNumberOfM/,
  ],
  ['no message at once', 'ReceiveMessage', { MaxNumberOfMessages: 0 }, /Must be between 1 and 10/],
  ['a wait of 21 s', 'ReceiveMessage', { WaitTimeSeconds: 21 }, /Value 21 for parameter WaitTimeSeconds/],
  ['a wait of -1 s', 'ReceiveMessage', { WaitTimeSeconds: -1 }, /Value -1 for parameter WaitTimeSeconds/],
  [
    'a message over 1 MiB',
    'SendMessage',
    { MessageBody: 'x'.repeat(1_048_577) },
    /shorter than 1048576 bytes/,
  ],
  ['a delay of 901 s', 'SendMessage', { MessageBody: 'x', DelaySeconds: 901 }, /parameter DelaySeconds/],
  ['a body that is no text', 'SendMessage', { MessageBody: 'a\u0000' }, /^InvalidMessageContents/],
  [
    'an empty attribute',
    'SendMessage',
    { MessageBody: 'x', MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
    /must contain a non-empty value of type 'String'/,
  ],
  ['a handle that is none', 'DeleteMessage', { ReceiptHandle: 'x' }, /^ReceiptHandleIsInvalid/],
  ['an unknown attribute', 'GetQueueAttributes', { AttributeNames: ['Colour'] }, /^InvalidAttributeName/],
])('SQS refuses %s', async (_, operation, input, sentence) => {
  expect(await call(`AmazonSQS.${operation}`, { QueueUrl, ...input })).toMatch(sentence);
});

test('a queue is purged at most once a minute', async () => {
  expect(await call('AmazonSQS.PurgeQueue', { QueueUrl })).toBe('taken');
  expect(await call('AmazonSQS.PurgeQueue', { QueueUrl })).toMatch(/^PurgeQueueInProgress/);
});

const machine = 'arn:aws:states:us-east-1:111122223333:stateMachine:x';
test.each<[string, string, object, RegExp]>([
  [
    'a page of 1,001',
    'ListExecutions',
    { maxResults: 1001 },
    /^ValidationException.*less than or equal to 1000/,
  ],
  ['no ARN', 'DescribeExecution', { executionArn: 'x' }, /^InvalidArn: Invalid Arn: 'Invalid ARN prefix: x'/],
  ['another ARN', 'DescribeExecution', { executionArn: machine }, /^InvalidArn: .*not valid in this context/],
  ['half an ARN', 'DescribeStateMachine', { stateMachineArn: `${machine}:` }, /^InvalidArn/],
  ['a token that is none', 'ListExecutions', { nextToken: '???' }, /^InvalidToken/],
  ['an input that is no JSON', 'StartExecution', { input: '{' }, /^InvalidExecutionInput/],
  [
    'an input over 262,144 characters',
    'StartExecution',
    { input: `"${'x'.repeat(262_143)}"` },
    /^ValidationEx/,
  ],
])('Step Functions refuses %s', async (_, operation, input, sentence) => {
  const stateMachineArn = sandbox.stateMachines.machines[0]?.stateMachineArn;

  expect(await call(`AWSStepFunctions.${operation}`, { stateMachineArn, ...input })).toMatch(sentence);
});
