import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryAnswer, readQuery } from '../../queues/query-protocol.ts';
import { type Sandbox, startSandbox } from '../../sandbox.ts';
import { writeShopPackage } from '../shop-package.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ packageDirectory: writeShopPackage() });
});
afterAll(() => sandbox.close());

const ask = async (parameters: Record<string, string>, service = 'sqs') => {
  const response = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: new URLSearchParams({ Version: '2012-11-05', ...parameters }).toString(),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

test('numbered lists and attributes become members', () => {
  const query = readQuery(
    'Action=SendMessage&Version=2012-11-05&MessageBody=a%26b&AttributeName.1=All&AttributeName.2=X&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v',
  );

  expect(query).toEqual({
    action: 'SendMessage',
    input: {
      MessageBody: 'a&b',
      AttributeNames: ['All', 'X'],
      MessageAttributes: { n: { DataType: 'String', StringValue: 'v' } },
    },
  });
});

test('answers are XML with flat lists, and text is escaped', () => {
  const { body } = queryAnswer(
    'ReceiveMessage',
    { Messages: [{ Body: '<a & "b">', Attributes: { SenderId: '1' } }, { Body: 'c' }] },
    'r-1',
  );

  expect(body).toContain(
    '<Message><Body>&#60;a &#38; &#34;b&#34;&#62;</Body><Attribute><Name>SenderId</Name><Value>1</Value></Attribute></Message>',
  );
  expect(body).toContain(
    '<Message><Body>c</Body></Message></ReceiveMessageResult><ResponseMetadata><RequestId>r-1</RequestId>',
  );
});

test('a message is sent, received once, hidden, deleted', async () => {
  const url =
    /<QueueUrl>([^<]+)</.exec((await ask({ Action: 'GetQueueUrl', QueueName: 'undelivered' })).text)?.[1] ??
    '';
  const queue = { QueueUrl: url.replace('127.0.0.1', 'localhost') };
  const sent = await ask({ Action: 'SendMessage', ...queue, MessageBody: 'hello' });
  expect(sent).toMatchObject({ status: 200, type: 'text/xml' });
  expect(sent.text).toContain('<MD5OfMessageBody>5d41402abc4b2a76b9719d911017c592</MD5OfMessageBody>');

  const received = await ask({ Action: 'ReceiveMessage', ...queue, VisibilityTimeout: '600' });
  expect(received.text).toContain('<Body>hello</Body>');
  expect((await ask({ Action: 'ReceiveMessage', ...queue })).text).not.toContain('<Message>');
  expect((await ask({ Action: 'GetQueueAttributes', ...queue, 'AttributeName.1': 'All' })).text).toContain(
    '<Name>ApproximateNumberOfMessagesNotVisible</Name><Value>1</Value>',
  );
  const handle = /<ReceiptHandle>([^<]+)</.exec(received.text)?.[1] ?? '';
  await ask({ Action: 'DeleteMessage', ...queue, ReceiptHandle: handle });

  expect(sandbox.queues.all.find(({ name }) => name === 'undelivered')?.messages()).toEqual([]);
});

test('an unknown queue, operation or service is an error in XML', async () => {
  expect(await ask({ Action: 'GetQueueUrl', QueueName: 'nope' })).toMatchObject({
    status: 400,
    text: expect.stringContaining('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>'),
  });
  expect((await ask({ Action: 'CreateQueue', QueueName: 'x' })).text).toContain(
    'sqs CreateQueue is not supported here. Supported of sqs: SendMessage',
  );
  expect((await ask({ Action: 'GetCallerIdentity' }, 'sts')).text).toContain(
    'sts GetCallerIdentity is not supported here. Supported services: events,',
  );
});
