import { createHash } from 'node:crypto';
import type { Chance } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { NewMessage } from './new-message.ts';
import { refuseMessage } from './refuse-message.ts';

/** A message on its way through the queue; times in nominal milliseconds since the epoch. */
export interface Message extends NewMessage {
  readonly messageId: string;
  readonly sentAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt: number | undefined;
  /** Of the last time it was received. */
  readonly receiptHandle: string | undefined;
}

export interface QueueAttributes {
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  readonly delaySeconds: number;
  /** How long ReceiveMessage waits for a message unless it is told. */
  readonly waitSeconds: number;
  readonly largestMessageBytes: number;
}

export interface Queue extends QueueAttributes {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly createdAt: number;
  /** @throws ServiceError for a message that the queue does not take. */
  send(message: NewMessage, delaySeconds?: number): Message;
  /** Up to `most` messages, which nobody else sees until the visibility time-out is over. */
  receive(most: number, visibilityTimeoutSeconds?: number): readonly Message[];
  /** Answers whether there was such a message. */
  delete(receiptHandle: string): boolean;
  changeVisibility(receiptHandle: string, seconds: number): boolean;
  purge(): void;
  /** Every message that it holds, visible or not: for looking at a queue from outside. */
  messages(): readonly Message[];
  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
  /** Resolves when a message is sent, or after the nominal time. */
  untilSent(waitMs: number): Promise<void>;
}

interface Stored extends Message {
  visibleAt: number;
}

/** A standard queue, first in first out as far as visibility allows. */
export function createQueue({
  name,
  arn,
  url,
  attributes,
  clock,
  chance,
}: {
  name: string;
  arn: string;
  url: string;
  attributes: QueueAttributes;
  clock: VirtualClock;
  chance: Chance;
}): Queue {
  let stored: Stored[] = [];
  let waiting: (() => void)[] = [];

  const expire = () => {
    const oldest = clock.now() - attributes.retentionSeconds * 1000;
    stored = stored.filter(({ sentAt }) => sentAt > oldest);
  };
  const find = (receiptHandle: string) => stored.find((message) => message.receiptHandle === receiptHandle);

  return {
    ...attributes,
    name,
    arn,
    url,
    createdAt: clock.now(),
    send(message, delaySeconds = attributes.delaySeconds) {
      refuseMessage(message, attributes.largestMessageBytes);
      const sentAt = clock.now();
      const sent: Stored = {
        ...message,
        messageId: chance.uuid(),
        sentAt,
        receiveCount: 0,
        firstReceivedAt: undefined,
        receiptHandle: undefined,
        visibleAt: sentAt + delaySeconds * 1000,
      };
      stored.push(sent);
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
      return sent;
    },
    receive(most, visibilityTimeoutSeconds = attributes.visibilityTimeoutSeconds) {
      expire();
      const now = clock.now();
      const received = stored.filter(({ visibleAt }) => visibleAt <= now).slice(0, most);
      return received.map((message) =>
        Object.assign(message, {
          receiveCount: message.receiveCount + 1,
          firstReceivedAt: message.firstReceivedAt ?? now,
          receiptHandle: chance.uuid(),
          visibleAt: now + visibilityTimeoutSeconds * 1000,
        }),
      );
    },
    delete(receiptHandle) {
      const found = find(receiptHandle);
      stored = stored.filter((message) => message !== found);
      return found !== undefined;
    },
    changeVisibility(receiptHandle, seconds) {
      const found = find(receiptHandle);
      if (found) found.visibleAt = clock.now() + seconds * 1000;
      return found !== undefined;
    },
    purge() {
      stored = [];
    },
    messages: () => {
      expire();
      return [...stored];
    },
    counts() {
      expire();
      const now = clock.now();
      const hidden = stored.filter(({ visibleAt }) => visibleAt > now);
      const delayed = hidden.filter(({ receiveCount }) => receiveCount === 0).length;
      return { visible: stored.length - hidden.length, inFlight: hidden.length - delayed, delayed };
    },
    untilSent: (waitMs) =>
      new Promise((resolve) => {
        const timer = clock.setTimeout(() => resolve(), waitMs);
        waiting.push(() => {
          clock.clearTimeout(timer);
          resolve();
        });
      }),
  };
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
