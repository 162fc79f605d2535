import type { Chance } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { Stack, StackResource } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { createQueue, type Queue } from './queue.ts';

/** The SQS service of the sandbox: the queues of the template. */
export interface Queues {
  readonly all: readonly Queue[];
  byArn(arn: string): Queue | undefined;
  byUrl(url: string): Queue | undefined;
}

/** Properties with a behaviour here, and those whose absence nobody can tell. */
const knownProperties = [
  'QueueName',
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'MaximumMessageSize',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
  'Tags',
];

/** @throws {@link Refusal} for a property that is not supported, such as a redrive policy. */
export function createQueues(stack: Stack, clock: VirtualClock, chance: Chance): Queues {
  const all = stack.ofType('AWS::SQS::Queue').map((resource) => readQueue(resource, clock, chance));
  return {
    all,
    byArn: (arn) => all.find((queue) => queue.arn === arn),
    // By its path alone: the endpoint may be named otherwise, such as localhost.
    byUrl: (url) => all.find((queue) => pathOf(queue.url) === pathOf(url)),
  };
}

function readQueue(
  { logicalId, properties, attributes, ref }: StackResource,
  clock: VirtualClock,
  chance: Chance,
): Queue {
  const unknown = Object.keys(properties).find((name) => !knownProperties.includes(name));
  if (unknown) {
    throw new Refusal(`The queue ${logicalId} has ${unknown}; supported: ${knownProperties.join(', ')}.`);
  }
  return createQueue({
    name: String(attributes.QueueName),
    arn: String(attributes.Arn),
    url: ref,
    clock,
    chance,
    attributes: {
      visibilityTimeoutSeconds: Number(properties.VisibilityTimeout ?? 30),
      retentionSeconds: Number(properties.MessageRetentionPeriod ?? 345_600),
      delaySeconds: Number(properties.DelaySeconds ?? 0),
    },
  });
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '');
}
