import type { Chance } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { JsonObject } from '../template/read-template.ts';
import type { Stack, StackResource } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { createQueue, type Queue, type QueueAttributes } from './queue.ts';
import { longestDelaySeconds, longestVisibilitySeconds, longestWaitSeconds } from './read-queue-input.ts';
import { largestMessageBytes } from './refuse-message.ts';

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
    attributes: readAttributes(logicalId, properties),
  });
}

/** Bounds and defaults are those of the SQS API reference, SetQueueAttributes. */
function readAttributes(logicalId: string, properties: JsonObject): QueueAttributes {
  const read = (name: string, unless: number, least: number, most: number) => {
    const value = properties[name] ?? unless;
    // CloudFormation takes a number as text too.
    const number = /^\d+$/.test(String(value)) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new Refusal(
      `The queue ${logicalId} has ${name} ${JSON.stringify(value)}; expected a whole number from ${least} to ${most}.`,
    );
  };
  return {
    visibilityTimeoutSeconds: read('VisibilityTimeout', 30, 0, longestVisibilitySeconds),
    retentionSeconds: read('MessageRetentionPeriod', 345_600, 60, 1_209_600),
    delaySeconds: read('DelaySeconds', 0, 0, longestDelaySeconds),
    waitSeconds: read('ReceiveMessageWaitTimeSeconds', 0, 0, longestWaitSeconds),
    largestMessageBytes: read('MaximumMessageSize', largestMessageBytes, 1_024, largestMessageBytes),
  };
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '');
}
