import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { NewMessage } from '../queues/new-message.ts';
import type { BusEvent } from './bus-event.ts';
import type { Rule } from './rule.ts';
import type { RuleTarget } from './rule-target.ts';

/** Thrown by a target that did not take an event. Codes as EventBridge writes them into dead-letter messages. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly errorCode: string;
  readonly isRetryable: boolean;

  constructor(errorCode: string, message: string, { isRetryable = false } = {}) {
    super(message);
    this.errorCode = errorCode;
    this.isRetryable = isRetryable;
  }
}

export interface Delivery {
  readonly event: BusEvent;
  readonly rule: Rule;
  readonly target: RuleTarget;
  /** The first is 1. */
  readonly attempt: number;
}

/** @throws {@link DeliveryError} */
export type DeliverToTarget = (delivery: Delivery & { readonly input: string }) => void | Promise<void>;

const longestPauseMs = 600_000;

/**
 * Hands an event to one target: again and again with growing pauses while it may help, then to the rule's
 * dead-letter queue, or to nobody where there is none. An event that the target's template makes nothing of is gone.
 */
export async function deliver(
  { event, rule, target }: Omit<Delivery, 'attempt'>,
  {
    clock,
    deliverToTarget,
    sendTo,
  }: {
    clock: VirtualClock;
    deliverToTarget: DeliverToTarget;
    sendTo: (queueArn: string, message: NewMessage) => void;
  },
): Promise<void> {
  const acceptedAt = clock.now();
  const input = target.input(event, rule);
  if (input === undefined) return;
  for (let attempt = 1; ; attempt++) {
    try {
      await clock.during(async () => deliverToTarget({ event, rule, target, attempt, input }));
      return;
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const pauseMs = Math.min(1000 * 2 ** (attempt - 1), longestPauseMs);
      const exhausted = exhaustedCondition(error, attempt, clock.now() + pauseMs - acceptedAt, target);
      if (exhausted === undefined) {
        await clock.delay(pauseMs);
        continue;
      }
      if (target.deadLetterArn !== undefined) {
        sendTo(target.deadLetterArn, deadLetter(input, rule, target, error, attempt - 1, exhausted));
      }
      return;
    }
  }
}

/** Empty for an error that no retry helps against; `undefined` while there is hope. */
function exhaustedCondition(error: DeliveryError, attempt: number, ageMs: number, target: RuleTarget) {
  if (!error.isRetryable) return '';
  if (attempt > target.maximumRetryAttempts) return 'MaximumRetryAttempts';
  return ageMs > target.maximumEventAgeSeconds * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
}

/** Source: EventBridge user guide, "Using dead-letter queues to process undelivered events". */
function deadLetter(
  body: string,
  rule: Rule,
  target: RuleTarget,
  error: DeliveryError,
  retries: number,
  exhausted: string,
): NewMessage {
  const attributes = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: error.errorCode,
    ERROR_MESSAGE: error.message,
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    RETRY_ATTEMPTS: String(retries),
  };
  return {
    body,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [
        name,
        { DataType: name === 'RETRY_ATTEMPTS' ? 'Number' : 'String', StringValue },
      ]),
    ),
  };
}
