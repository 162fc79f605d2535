import type { Message } from '@aws-sdk/client-sqs';
import { counted } from '../../core/counted.ts';

/** One event that did not reach its target, as far as its message tells. */
export interface UndeliveredEvent {
  /** The event's id, or the message's id if the event has none. */
  readonly eventId: string;
  readonly detailType: string | undefined;
  readonly source: string | undefined;
  readonly account: string | undefined;
  readonly time: string | undefined;
  readonly requestId: string | undefined;
  /** ARN of the machine or function that did not take it. */
  readonly target: string | undefined;
  readonly why: string;
  /** The input that the target would have got. */
  readonly input: string;
}

/** The queue has two kinds of messages: EventBridge's dead letters, and Lambda's records of failed invocations. */
export function readDeadLetter({
  MessageId = '',
  Body = '',
  MessageAttributes = {},
}: Message): UndeliveredEvent {
  const said = (name: string) => MessageAttributes[name]?.StringValue;
  const failed = failedInvocation(Body);
  const input = failed?.payload ?? Body;
  const event = asObject(parse(input));
  const { requestId } = asObject(event.detail);
  const retries = said('RETRY_ATTEMPTS');
  return {
    eventId: text(event.id) ?? MessageId,
    detailType: text(event['detail-type']),
    source: text(event.source),
    account: text(event.account),
    time: text(event.time),
    requestId: text(requestId),
    target: failed?.functionArn ?? said('TARGET_ARN'),
    why:
      failed?.why ??
      ([said('ERROR_CODE'), said('ERROR_MESSAGE')].filter(Boolean).join(': ') ||
        'the message does not say why') +
        (retries === undefined ? '' : ` (after ${counted(Number(retries), 'retry', 'retries')})`),
    input,
  };
}

/** Source: Lambda developer guide, "Retaining records of asynchronous invocations". */
function failedInvocation(body: string) {
  const { requestContext, requestPayload, responsePayload } = asObject(parse(body));
  const { functionArn, condition, approximateInvokeCount } = asObject(requestContext);
  if (typeof functionArn !== 'string') return undefined;
  const { errorType, errorMessage } = asObject(responsePayload);
  const error = [text(errorType), text(errorMessage)].filter((part) => part !== undefined).join(': ');
  return {
    functionArn: functionArn.replace(/:\$LATEST$/, ''),
    payload: JSON.stringify(requestPayload),
    why: `${error || text(condition) || 'the function failed'}, tried ${counted(Number(approximateInvokeCount ?? 1), 'time')}`,
  };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // not ours to judge: it is handed on as it is
  }
}
