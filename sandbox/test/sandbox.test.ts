import { DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListPortfoliosCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from 'vitest';
import { DeliveryError } from '../bus/deliver.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import type { SandboxOptions } from '../sandbox-options.ts';
import { writeShopPackage } from './shop-package.ts';

const open: Sandbox[] = [];
const start = async (options: Partial<SandboxOptions> = {}) => {
  const sandbox = await startSandbox({ packageDirectory: writeShopPackage(), speed: 6000, ...options });
  open.push(sandbox);
  const config = {
    endpoint: sandbox.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' },
    maxAttempts: 1,
  };
  const clients = {
    events: new EventBridgeClient(config),
    states: new SFNClient(config),
    tables: new DynamoDBClient(config),
    queues: new SQSClient(config),
    catalog: new ServiceCatalogClient(config),
  };
  const order = async (detail: object) => {
    const entry = {
      Source: 'till',
      DetailType: 'OrderPlaced',
      Detail: JSON.stringify(detail),
      EventBusName: 'shop',
    };
    return clients.events.send(new PutEventsCommand({ Entries: [entry] }));
  };
  return { sandbox, order, ...clients };
};
const until = async <Value>(look: () => Value | undefined | false): Promise<Value> => {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Nothing after 10 s: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

test('an event runs through rule, machine, functions, table and token, to the event that answers it', async () => {
  const { sandbox, order, tables, states } = await start();

  await order({ orderId: 'o-1' });
  const execution = await until(() =>
    sandbox.executions().find(({ history }) => history.at(-1)?.type === 'TaskSubmitted'),
  );
  const { Item } = await tables.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o-1' } } }));
  await states.send(new SendTaskSuccessCommand({ taskToken: Item?.token?.S, output: '{"by":"boss"}' }));
  await execution.ended;

  const described = await states.send(new DescribeExecutionCommand({ executionArn: execution.executionArn }));
  expect(described).toMatchObject({
    status: 'SUCCEEDED',
    stateMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:sell',
  });
  expect(JSON.parse(described.output ?? '')).toMatchObject({
    orderId: 'o-1',
    approval: { by: 'boss' },
    shipping: { failed: 0 },
  });
  const waited = (described.stopDate?.getTime() ?? 0) - (described.startDate?.getTime() ?? 0);
  expect(waited).toBeGreaterThanOrEqual(3_600_000);
  const { events } = await states.send(
    new GetExecutionHistoryCommand({ executionArn: execution.executionArn, maxResults: 1000 }),
  );
  expect(events?.map(({ id }) => id)).toEqual(events?.map((_, index) => index + 1));
  expect(events?.find(({ type }) => type === 'TaskSucceeded')?.taskSucceededEventDetails?.resource).toBe(
    'invoke.waitForTaskToken',
  );
  const shipped = sandbox.events().find(({ event }) => event['detail-type'] === 'OrderShipped');
  expect(shipped).toMatchObject({
    eventBusName: 'shop',
    event: { source: 'shop', account: '111122223333', detail: { orderId: 'o-1' } },
  });
});

test('each call is attributed to the function that signed it', async () => {
  const { sandbox, order } = await start();

  await order({ orderId: 'o-1' });
  await until(() => sandbox.calls().some(({ service }) => service === 'dynamodb'));

  expect(sandbox.calls().find(({ service }) => service === 'dynamodb')).toMatchObject({
    functionName: 'test-askApproval',
    operation: 'PutItem',
    statusCode: 200,
  });
  expect(sandbox.calls().find(({ operation }) => operation === 'PutEvents')?.functionName).toBeUndefined();
});

test('a status change is an event on the default bus, as Step Functions puts it there', async () => {
  const { sandbox, order } = await start();

  await order({ orderId: 'o-1', isUnknown: true });
  const { event } = await until(() =>
    sandbox.events().find((passed) => passed.event.detail.status === 'FAILED'),
  );

  const [execution] = sandbox.executions();
  expect(event).toMatchObject({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    account: '111122223333',
    resources: [execution?.executionArn],
    detail: {
      executionArn: execution?.executionArn,
      status: 'FAILED',
      name: execution?.name,
      startDate: execution?.startDate,
      stopDate: execution?.stopDate,
      error: 'ArticleUnknown',
      output: null,
      inputDetails: { included: true },
    },
  });
  expect(JSON.parse(String(event.detail.input))).toEqual({ orderId: 'o-1', isUnknown: true });
});

test('a function killed from outside fails its task alone, and the retry is served by a new process', async () => {
  const { sandbox, order } = await start();
  await order({ orderId: 'o-1', isSlow: true });
  await until(() => sandbox.logs().find(({ line }) => line === 'reserving slowly'));

  process.kill(
    sandbox.functionProcesses().find(({ functionName }) => functionName === 'test-reserve')?.pid ?? 0,
    'SIGKILL',
  );
  const execution = await until(() =>
    sandbox.executions().find(({ history }) => history.some(({ type }) => type === 'LambdaFunctionFailed')),
  );

  expect(
    execution.history.find(({ type }) => type === 'LambdaFunctionFailed')?.lambdaFunctionFailedEventDetails,
  ).toMatchObject({ error: 'Runtime.ExitError' });
  await until(() => execution.history.some(({ type }) => type === 'WaitStateEntered'));
});

test('what a target does not take is retried in nominal time, then lies in the dead-letter queue with its reason', async () => {
  const attempts: number[] = [];
  const { sandbox, order, queues } = await start({
    deliveryFault: ({ target, attempt }) => {
      if (target.id !== 'machine') return 'DELIVER';
      attempts.push(attempt);
      return new DeliveryError('THROTTLING', 'Rate exceeded', { isRetryable: true });
    },
  });

  await order({ orderId: 'o-1' });
  const { QueueUrl } = await queues.send(new GetQueueUrlCommand({ QueueName: 'undelivered' }));
  await until(() => sandbox.queues.all.find(({ name }) => name === 'undelivered')?.messages().length);
  const { Messages } = await queues.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
  );

  expect(attempts).toEqual([1, 2, 3, 4]);
  expect(JSON.parse(Messages?.[0]?.Body ?? '')).toEqual({ orderId: 'o-1' });
  const attributes = Object.fromEntries(
    Object.entries(Messages?.[0]?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [
      name,
      StringValue,
    ]),
  );
  expect(attributes).toEqual({
    RULE_ARN: 'arn:aws:events:us-east-1:111122223333:rule/shop/on-order',
    TARGET_ARN: 'arn:aws:states:us-east-1:111122223333:stateMachine:sell',
    ERROR_CODE: 'THROTTLING',
    ERROR_MESSAGE: 'Rate exceeded',
    EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
    RETRY_ATTEMPTS: '3',
  });
  await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));
  expect(sandbox.queues.all.find(({ name }) => name === 'undelivered')?.messages()).toEqual([]);
});

test('an input too large for a machine goes to the dead-letter queue at once', async () => {
  const { sandbox, order } = await start();

  await order({ orderId: 'o-1', text: 'x'.repeat(270_000) });
  const [message] = await until(() => {
    const messages = sandbox.queues.all.find(({ name }) => name === 'undelivered')?.messages();
    return messages?.length ? messages : undefined;
  });

  expect(message?.attributes?.ERROR_CODE?.StringValue).toBe('INVALID_PARAMETER');
  expect(message?.attributes?.RETRY_ATTEMPTS?.StringValue).toBe('0');
  expect(sandbox.executions()).toEqual([]);
});

test('a bus hands events to another bus, whose targets are a queue and a function', async () => {
  const { sandbox, order } = await start({
    deliveryFault: ({ target }) => (target.id === 'queue' ? 'DELIVER_TWICE' : 'DELIVER'),
  });

  await order({ orderId: 'o-1' });
  await until(() => sandbox.logs().some(({ functionName }) => functionName === 'test-audit'));

  const archived = sandbox.queues.all.find(({ name }) => name === 'archived')?.messages() ?? [];
  expect(archived.map(({ body }) => JSON.parse(body))).toEqual([
    expect.objectContaining({ 'detail-type': 'OrderPlaced', detail: { orderId: 'o-1' } }),
    expect.objectContaining({ 'detail-type': 'OrderPlaced', detail: { orderId: 'o-1' } }),
  ]);
});

test('a function that fails on an event is retried twice, then the event lies where failures go', async () => {
  const { sandbox, order } = await start();
  const undelivered = () => sandbox.queues.all.find(({ name }) => name === 'undelivered')?.messages() ?? [];

  await order({ orderId: 'o-1', isBroken: true });
  await until(() => undelivered().length > 0);

  expect(sandbox.logs().filter(({ functionName }) => functionName === 'test-audit')).toHaveLength(3);
  expect(JSON.parse(undelivered()[0]?.body ?? '')).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { detail: { orderId: 'o-1' } },
    responsePayload: { errorType: 'Error', errorMessage: 'broken' },
  });
});

test('an execution is started by name once, listed, and stopped for good', async () => {
  const { sandbox, states } = await start();
  const stateMachineArn = sandbox.stateMachines.machines[0]?.stateMachineArn;
  const begin = (input: string) =>
    states.send(new StartExecutionCommand({ stateMachineArn, name: 'one', input }));

  const first = await begin('{"orderId":"o-1"}');
  expect((await begin('{"orderId":"o-1"}')).executionArn).toBe(first.executionArn);
  await expect(begin('{"orderId":"o-2"}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  await states.send(
    new StopExecutionCommand({ executionArn: first.executionArn, error: 'Operator', cause: 'enough' }),
  );

  await expect(begin('{"orderId":"o-1"}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  const { executions } = await states.send(
    new ListExecutionsCommand({ stateMachineArn, statusFilter: 'ABORTED' }),
  );
  expect(executions?.map(({ name }) => name)).toEqual(['one']);
  expect(await states.send(new DescribeExecutionCommand({ executionArn: first.executionArn }))).toMatchObject(
    { status: 'ABORTED', error: 'Operator', cause: 'enough' },
  );
});

test('PutEvents answers entry by entry, and refuses a call as a whole when it is none', async () => {
  const { events } = await start();
  const entry = { Source: 'till', DetailType: 'OrderPlaced', Detail: '{}' };

  const { FailedEntryCount, Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        entry,
        { ...entry, Source: 'aws.states' },
        { ...entry, Detail: '[1]' },
        { ...entry, Detail: 'no json' },
        { Source: 'till', Detail: '{}' },
        { ...entry, EventBusName: 'nowhere' },
        { ...entry, EventBusName: 'arn:aws:events:us-east-1:111122223333:event-bus/shop' },
      ],
    }),
  );

  expect(FailedEntryCount).toBe(4);
  expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    'NotAuthorizedForSourceException',
    'MalformedDetail',
    'MalformedDetail',
    'InvalidArgument',
    undefined,
    undefined,
  ]);
  await expect(events.send(new PutEventsCommand({ Entries: Array(11).fill(entry) }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  await expect(
    events.send(
      new PutEventsCommand({
        Entries: [{ ...entry, Detail: JSON.stringify({ text: 'x'.repeat(1_048_576) }) }],
      }),
    ),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('over the limit'),
  });
});

test('a client that reads XML alone is refused in XML', async () => {
  const { sandbox } = await start();

  const answer = await fetch(`${sandbox.endpoint}/`, {
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/s3/aws4_request' },
  });

  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(
    '<Message>s3 GET / is not supported here. Supported services: events, states, sqs,',
  );
});

test('an operation that is not supported is refused with those that are', async () => {
  const { events, tables, catalog, sandbox } = await start();

  await expect(events.send(new ListRulesCommand({}))).rejects.toThrow(
    'events ListRules is not supported here. Supported: PutEvents.',
  );
  await expect(
    tables.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Delete: { TableName: 'orders', Key: { id: { S: 'a' } } } }],
      }),
    ),
  ).rejects.toThrow(/dynamodb TransactWriteItems is not supported here. Supported: BatchGetItem,/);
  expect((await catalog.send(new ListPortfoliosCommand({}))).PortfolioDetails).toHaveLength(1);
  const rest = await fetch(`${sandbox.endpoint}/2015-03-31/functions/`);
  expect(rest.status).toBe(400);
  expect(await rest.text()).toContain('names no operation');
});

test('a client that is cut off in the middle of its request does no harm', async () => {
  const { sandbox, tables } = await start();
  const { hostname, port } = new URL(sandbox.endpoint);
  const { connect } = await import('node:net');
  const socket = connect(Number(port), hostname);
  await new Promise<void>((resolve) => {
    socket.write(
      'POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: DynamoDB_20120810.GetItem\r\ncontent-length: 1000\r\n\r\n{',
      () => resolve(),
    );
  });

  socket.resetAndDestroy();
  await new Promise((resolve) => socket.on('close', resolve));

  const { Item } = await tables.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o-1' } } }));
  expect(Item).toBeUndefined();
});

test('with an outside Service Catalog time runs unscaled, and that is said', async () => {
  const { sandbox } = await start({ serviceCatalogEndpoint: 'http://127.0.0.1:1', speed: 600 });

  expect(sandbox.clock.speed).toBe(1);
  expect(sandbox.notices).toEqual([
    'Time runs unscaled, not 600 times as fast, since Service Catalog is at http://127.0.0.1:1.',
  ]);
});
