import { expect, test } from 'vitest';
import { realChance } from '../../clock/chance.ts';
import { createVirtualClock } from '../../clock/virtual-clock.ts';
import { queueService } from '../../queues/queue-service.ts';
import { createQueues } from '../../queues/queues.ts';
import { resolveTemplate } from '../../template/resolve-template.ts';

const place = {
  partition: 'aws',
  region: 'eu-central-1',
  accountId: '111122223333',
  stackName: 'test',
  endpoint: 'http://127.0.0.1:9',
};
const caller = { accountId: place.accountId, accessKeyId: 'x', region: place.region };

function queueWith(properties: object) {
  const clock = createVirtualClock({ speed: 6000 });
  const Resources = { Sold: { Type: 'AWS::SQS::Queue', Properties: { ...properties } } };
  const stack = resolveTemplate({ Parameters: {}, Mappings: {}, Conditions: {}, Resources }, { place });
  const queues = createQueues(stack, clock, realChance);
  const { operations } = queueService(queues, clock, place.accountId);
  const ask = async (operation: string, input: object = {}) =>
    operations[operation]?.({ QueueUrl: queues.all[0]?.url, ...input }, caller);
  return { clock, ask };
}

test('a queue waits for messages, and takes messages, as its properties say', async () => {
  const { clock, ask } = queueWith({ ReceiveMessageWaitTimeSeconds: 10, MaximumMessageSize: '1024' });
  const before = clock.now();

  expect(await ask('ReceiveMessage')).toEqual({});
  expect(clock.now() - before).toBeGreaterThanOrEqual(10_000);
  await expect(ask('SendMessage', { MessageBody: 'x'.repeat(1_025) })).rejects.toThrow(
    'Message must be shorter than 1024 bytes.',
  );
  expect(await ask('GetQueueAttributes', { AttributeNames: ['All'] })).toMatchObject({
    Attributes: { ReceiveMessageWaitTimeSeconds: '10', MaximumMessageSize: '1024' },
  });
  clock.close();
});

test.each([
  ['VisibilityTimeout', 43_201],
  ['MessageRetentionPeriod', 59],
  ['DelaySeconds', 901],
  ['ReceiveMessageWaitTimeSeconds', 21],
  ['MaximumMessageSize', 1_048_577],
  ['VisibilityTimeout', 'long'],
])('%s of %s is refused', (name, value) => {
  expect(() => queueWith({ [name]: value })).toThrow(
    new RegExp(`^The queue Sold has ${name} .+; expected a whole number from`),
  );
});
