import type { VirtualClock } from '../clock/virtual-clock.ts';
import { isObject } from '../template/read-template.ts';
import type { Stack } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';
import type { Functions } from './functions.ts';
import { nameIn } from './functions.ts';
import type { InvocationResult } from './invocation.ts';

/** How one function's asynchronous invocations are retried, and where they end when nothing helps. */
interface EventInvokeConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly onFailureArn: string | undefined;
}

export type InvokeAsynchronously = (functionName: string, payload: string) => void;

/** Pauses before the first and the second retry; source: Lambda developer guide, "Asynchronous invocation". */
const retryPausesSeconds = [60, 120];

/** While the account is at its limit, until the event is too old; source: as above. */
const throttledPauseSeconds = (times: number) => Math.min(300, 2 ** (times - 1));

/** Lambda's own queue before a function: what EventBridge hands an event to. Returns at once. */
export function createInvokeAsynchronously({
  stack,
  functions,
  clock,
  sendTo,
  onDefect,
}: {
  stack: Stack;
  functions: Functions;
  clock: VirtualClock;
  /** Puts a record on the queue with this ARN, in the function's name. */
  sendTo: (functionName: string, queueArn: string, body: string) => void;
  onDefect: (defect: unknown) => void;
}): InvokeAsynchronously {
  const configs = new Map(
    stack
      .ofType('AWS::Lambda::EventInvokeConfig')
      .map(({ properties }) => [nameIn(String(properties.FunctionName)), readConfig(properties)]),
  );

  return (functionName, payload) => {
    const config = configs.get(nameIn(functionName)) ?? readConfig({});
    const acceptedAt = clock.now();
    const attempt = async (attempts: number, throttled = 0): Promise<void> => {
      const result = await functions.invoke(functionName, payload);
      if (result.status === 'SUCCEEDED') return;
      const isThrottled = result.isThrottled === true;
      const pauseSeconds = isThrottled
        ? throttledPauseSeconds(throttled + 1)
        : retryPausesSeconds[attempts - 1];
      const pauseMs = (pauseSeconds ?? 0) * 1000;
      const isTooOld = clock.now() + pauseMs - acceptedAt > config.maximumEventAgeSeconds * 1000;
      if ((isThrottled || attempts <= config.maximumRetryAttempts) && !isTooOld) {
        await clock.delay(pauseMs);
        return isThrottled ? attempt(attempts, throttled + 1) : attempt(attempts + 1);
      }
      if (config.onFailureArn === undefined) return;
      const condition = isTooOld ? 'EventAgeExceeded' : 'RetriesExhausted';
      sendTo(
        functionName,
        config.onFailureArn,
        JSON.stringify(failureRecord(functionName, payload, result, condition, attempts)),
      );
    };
    attempt(1).catch(onDefect);
  };

  function failureRecord(
    functionName: string,
    payload: string,
    result: Extract<InvocationResult, { status: 'FAILED' }>,
    condition: string,
    approximateInvokeCount: number,
  ) {
    const functionArn = `${functions.find(functionName)?.arn}:$LATEST`;
    return {
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      requestContext: { requestId: result.requestId, functionArn, condition, approximateInvokeCount },
      requestPayload: JSON.parse(payload),
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: result.error,
    };
  }
}

function readConfig(properties: Readonly<Record<string, unknown>>): EventInvokeConfig {
  const { Qualifier = '$LATEST', DestinationConfig } = properties;
  const place = `The AWS::Lambda::EventInvokeConfig of ${properties.FunctionName}`;
  const { OnFailure: onFailure, OnSuccess } = isObject(DestinationConfig) ? DestinationConfig : {};
  if (OnSuccess !== undefined) {
    throw new Refusal(`${place} has OnSuccess; supported: OnFailure.`);
  }
  if (Qualifier !== '$LATEST') throw new Refusal(`${place} has Qualifier ${Qualifier}; supported: $LATEST.`);
  return {
    maximumRetryAttempts: readWhole(properties, 'MaximumRetryAttempts', 0, 2, place),
    maximumEventAgeSeconds: readWhole(properties, 'MaximumEventAgeInSeconds', 60, 21_600, place),
    onFailureArn: isObject(onFailure) ? String(onFailure.Destination) : undefined,
  };
}

/** The most is what Lambda does if nothing is stated. Source: API reference, PutFunctionEventInvokeConfig. */
function readWhole(
  properties: Readonly<Record<string, unknown>>,
  name: string,
  least: number,
  most: number,
  place: string,
): number {
  const value = properties[name] ?? most;
  // CloudFormation takes a number as text too.
  const number = /^\d+$/.test(String(value)) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Refusal(
    `${place} has ${name} ${JSON.stringify(value)}; expected a whole number from ${least} to ${most}.`,
  );
}
