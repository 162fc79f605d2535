import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { InterceptCall } from '../../sandbox/intercept-call.ts';
import { errorAnswer } from '../fault-matrix/happen.ts';
import { shareRequest } from './requests.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

let service: Service;
let intercept: InterceptCall = (_, perform) => perform();

beforeAll(async () => {
  service = await startService({
    functionHost: 'MEMORY',
    interceptCall: (call, perform) => intercept(call, perform),
    // Best effort: the sweeper alone finds out that an execution has ended.
    deliveryFault: ({ event }) => (event['detail-type'].startsWith('Step Functions') ? 'LOSE' : 'DELIVER'),
  });
});
beforeEach(() => {
  intercept = (_, perform) => perform();
});
afterAll(() => service.close());

type Perform = Parameters<InterceptCall>[1];

/** Meets the next so many attempts to put an outcome. */
function meetOutcomes(times: number, meet: (perform: Perform) => ReturnType<Perform>): void {
  let left = times;
  intercept = async (call, perform) => {
    const isOutcome = call.operation === 'PutEvents' && call.functionName?.endsWith('emitOutcome');
    if (!isOutcome || left === 0) return perform();
    left -= 1;
    return meet(perform);
  };
}

async function told(requestId: string): Promise<AnswerEvent['detail'][]> {
  await service.executionOf(requestId).ended;
  return service.sandbox
    .events()
    .map(({ event }) => event as AnswerEvent)
    .filter(({ detail }) => detail.requestId === requestId && detail.delivery)
    .map(({ detail }) => detail.delivery);
}

test('an outcome whose answer from the bus was lost says from then on that it may be a repeat', async () => {
  const request = shareRequest();
  meetOutcomes(2, async (perform) => {
    await perform();
    return 'DROP';
  });

  await service.ask(request);

  const unconfirmed = { repeat: true, unconfirmed: true };
  expect(await told(request.requestId)).toEqual([{ repeat: false }, unconfirmed, unconfirmed]);
});

test.each(['', '{}', '<html>502 Bad Gateway</html>'])(
  'an outcome to which the bus answered %j may have been told: the next attempt says so',
  async (body) => {
    const request = shareRequest();
    meetOutcomes(1, async (perform) => {
      await perform();
      return { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
    });

    await service.ask(request);

    expect(await told(request.requestId)).toEqual([{ repeat: false }, { repeat: true, unconfirmed: true }]);
  },
);

test('an outcome that the bus refused was told to nobody: the next attempt is no repeat', async () => {
  const request = shareRequest();
  meetOutcomes(2, async () => errorAnswer('ThrottlingException', 400));

  await service.ask(request);

  expect(await told(request.requestId)).toEqual([{ repeat: false }]);
});

test('a request that is sent again is answered by a repeat, and nothing doubtful', async () => {
  const request = shareRequest();
  await service.ask(request);

  await service.put(request);
  await service.answer(request.requestId, 2);

  expect(await told(request.requestId)).toEqual([{ repeat: false }, { repeat: true }]);
});

test('requests whose recovery fails every time keep no other from being recovered', async () => {
  for (let nth = 0; nth < 60; nth++) await putUnreadable(`REQUEST#unreadable-${nth}`);
  const stopped = shareRequest();
  intercept = async ({ operation, functionName }, perform) => {
    if (operation === 'CreatePortfolioShare' || functionName?.endsWith('acquireLease')) {
      service.executionOf(stopped.requestId).stop('StoppedByHand', 'by the test');
      service.sandbox.functions.kill(functionName ?? '');
      return 'DROP';
    }
    // It would find it too: here the requests are to be swept.
    if (operation === 'ListExecutions') return errorAnswer('InternalFailure', 500);
    return perform();
  };

  await service.put(stopped);
  const answer = await service.answer(stopped.requestId);

  expect(answer.detail.failure.code).toBe('ABORTED');
});

/** An open request that nobody can recover, older than all others. */
async function putUnreadable(pk: string): Promise<void> {
  const text = (value: string) => ({ S: value });
  const Item = {
    pk,
    sk: 'REQUEST',
    work: 'OPEN_REQUEST',
    workAt: '2020-01-01T00:00:00.000Z',
    executionArn: 'none',
  };
  const answer = await service.sandbox.tables.answer({
    method: 'POST',
    url: '/',
    headers: {
      'x-amz-target': 'DynamoDB_20120810.PutItem',
      'content-type': 'application/x-amz-json-1.0',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
    },
    body: JSON.stringify({
      TableName: 'foliocast-dev-ledger',
      Item: Object.fromEntries(Object.entries(Item).map(([name, value]) => [name, text(value)])),
    }),
  });
  expect(answer.statusCode).toBe(200);
}
