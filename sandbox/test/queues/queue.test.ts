import { expect, test } from 'vitest';
import { realChance } from '../../clock/chance.ts';
import { createVirtualClock } from '../../clock/virtual-clock.ts';
import { md5OfAttributes } from '../../queues/md5-of-attributes.ts';
import { createQueue } from '../../queues/queue.ts';

const queueOf = (attributes = {}) => {
  const clock = createVirtualClock({ speed: 6000 });
  const queue = createQueue({
    name: 'q',
    arn: 'arn:q',
    url: 'http://127.0.0.1/1/q',
    clock,
    chance: realChance,
    attributes: {
      visibilityTimeoutSeconds: 30,
      retentionSeconds: 3600,
      delaySeconds: 0,
      waitSeconds: 0,
      largestMessageBytes: 1_048_576,
      ...attributes,
    },
  });
  return { clock, queue };
};
const bodies = (messages: readonly { body: string }[]) => messages.map(({ body }) => body);

test('a message that is not deleted comes back after its visibility time-out, with its count', async () => {
  const { clock, queue } = queueOf();
  queue.send({ body: 'a' });
  expect(bodies(queue.receive(10))).toEqual(['a']);
  expect(queue.receive(10)).toEqual([]);

  await clock.delay(30_001);

  expect(queue.receive(10)).toEqual([expect.objectContaining({ body: 'a', receiveCount: 2 })]);
});

test('a message waits for its delay and goes after its retention', async () => {
  const { clock, queue } = queueOf({ delaySeconds: 60 });
  queue.send({ body: 'a' });
  expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 1 });

  await clock.delay(60_001);
  expect(queue.counts()).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  await clock.delay(3_600_001);

  expect(queue.messages()).toEqual([]);
});

test('an old receipt handle deletes nothing', async () => {
  const { clock, queue } = queueOf();
  queue.send({ body: 'a' });
  const [first] = queue.receive(1);
  const handle = first?.receiptHandle ?? '';
  await clock.delay(30_001);
  queue.receive(1);

  expect(queue.delete(handle)).toBe(false);
  expect(bodies(queue.messages())).toEqual(['a']);
});

test.each([
  ['more bytes than the queue takes', 'é'.repeat(513), /Message must be shorter than 1024 bytes/],
  ['a character that XML has none for', 'a\uFFFF', /Invalid characters/],
])('%s is taken from nobody', (_, body, expected) => {
  const { queue } = queueOf({ largestMessageBytes: 1024 });

  expect(() => queue.send({ body })).toThrow(expected);
  expect(queue.messages()).toEqual([]);
});

test('the digest of attributes is the one that clients calculate', () => {
  expect(md5OfAttributes({ A: { DataType: 'String', StringValue: 'b' } })).toBe(
    'fddf6c810936d80b9bf648b61b6670be',
  );
});
