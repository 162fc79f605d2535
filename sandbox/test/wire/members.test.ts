import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox.ts';
import { writeShopPackage } from '../shop-package.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ packageDirectory: writeShopPackage(), functionHost: 'MEMORY' });
});
afterAll(() => sandbox.close());

async function ask(target: string, input: object) {
  const response = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      authorization:
        'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/any/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': target,
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { ...answer, name: String(answer.__type ?? 'none').replace(/^.*#/, '') };
}

const stateMachineArn = 'arn:aws:states:us-east-1:111122223333:stateMachine:sell';
const executionArn = 'arn:aws:states:us-east-1:111122223333:execution:sell:none';
const QueueUrl = () => `${sandbox.endpoint}/111122223333/undelivered`;
const entry = { Source: 'a', DetailType: 'b', Detail: '{}' };
const item = { TableName: 'orders', Item: { id: { S: 'x' } } };

test.each<[target: string, input: object, name: string]>([
  ['AWSStepFunctions.StartExecution', { stateMachineArn: '' }, 'ValidationException'],
  ['AWSStepFunctions.StartExecution', { stateMachineArn, input: '' }, 'InvalidExecutionInput'],
  ['AWSStepFunctions.StartExecution', { stateMachineArn, input: {} }, 'SerializationException'],
  ['AWSStepFunctions.StopExecution', { executionArn, error: 'x'.repeat(257) }, 'ValidationException'],
  ['AWSStepFunctions.StopExecution', { executionArn, cause: 5 }, 'SerializationException'],
  ['AWSStepFunctions.SendTaskFailure', { taskToken: 'x', cause: 'x'.repeat(32_769) }, 'ValidationException'],
  ['AWSStepFunctions.SendTaskSuccess', { taskToken: 'x', output: '' }, 'InvalidOutput'],
  ['AWSStepFunctions.SendTaskHeartbeat', { taskToken: 'x'.repeat(2_049) }, 'ValidationException'],
  ['AWSStepFunctions.GetExecutionHistory', { executionArn, reverseOrder: 'true' }, 'SerializationException'],
  ['AWSStepFunctions.ListExecutions', { stateMachineArn, maxResults: 1_001 }, 'ValidationException'],
  ['AWSStepFunctions.ListExecutions', { stateMachineArn, statusFilter: 'failed' }, 'ValidationException'],
  ['AWSStepFunctions.ListExecutions', { stateMachineArn, mapRunArn: 'x' }, 'ValidationException'],
  ['AmazonSQS.SendMessage', { MessageBody: 'x' }, 'MissingParameter'],
  ['AmazonSQS.SendMessage', { QueueUrl: 5, MessageBody: 'x' }, 'SerializationException'],
  ['AmazonSQS.ReceiveMessage', { QueueUrl, MaxNumberOfMessages: '5' }, 'SerializationException'],
  ['AmazonSQS.ReceiveMessage', { QueueUrl, AttributeNames: 'All' }, 'SerializationException'],
  ['AmazonSQS.SendMessage', { QueueUrl, MessageBody: 'x', MessageGroupId: 'g' }, 'ValidationException'],
  ['AWSEvents.PutEvents', { Entries: [entry], EndpointId: 'a.b' }, 'ValidationException'],
  ['AWSEvents.PutEvents', { Entries: [{ ...entry, Detail: {} }] }, 'SerializationException'],
  ['AWSEvents.PutEvents', { Entries: [{ ...entry, EventBusName: '' }] }, 'ValidationException'],
  ['AWSEvents.PutEvents', { Entries: [] }, 'ValidationException'],
  [
    'DynamoDB_20120810.PutItem',
    { ...item, ReturnValuesOnConditionCheckFailure: 'all_old' },
    'ValidationException',
  ],
  ['DynamoDB_20120810.Scan', { TableName: 'orders', ConsistentRead: 'yes' }, 'SerializationException'],
])('%s of %j is refused as %s', async (target, input, name) => {
  const given = Object.entries(input).map(([member, value]) => [
    member,
    value === QueueUrl ? value() : value,
  ]);

  expect(await ask(target, Object.fromEntries(given))).toMatchObject({ name });
});

test('a machine and its executions are listed as of the model, with what it requires', async () => {
  const { executionArn: started } = (await ask('AWSStepFunctions.StartExecution', {
    stateMachineArn,
  })) as unknown as { executionArn: string };
  await ask('AWSStepFunctions.StopExecution', { executionArn: started });
  const redrive = () =>
    ask('AWSStepFunctions.RedriveExecution', { executionArn: started, clientToken: 'once' });
  const redriven = await redrive();

  expect(await redrive()).toEqual(redriven);
  expect(await ask('AWSStepFunctions.DescribeStateMachine', { stateMachineArn })).toMatchObject({
    creationDate: expect.any(Number),
    definition: expect.any(String),
  });
  const listed = (redriveFilter: string) =>
    ask('AWSStepFunctions.ListExecutions', { stateMachineArn, redriveFilter });
  expect(await listed('REDRIVEN')).toMatchObject({ executions: [{ redriveCount: 1 }] });
  expect(await listed('NOT_REDRIVEN')).toMatchObject({ executions: [] });
});
