import { createHash } from 'node:crypto';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Message } from '@aws-sdk/client-sqs';

interface Delivered {
  readonly isDelivered: boolean;
  readonly sentence: string;
}

/** Two kinds of messages lie in the queue: EventBridge's dead letters, and Lambda's records of failed invocations. */
export async function deliverAgain({ Body = '', MessageAttributes = {} }: Message): Promise<Delivered> {
  const failed = failedInvocation(Body);
  const target = failed?.functionArn ?? MessageAttributes.TARGET_ARN?.StringValue;
  if (target === undefined) {
    return { isDelivered: false, sentence: 'names no target (TARGET_ARN), so that it was left in the queue' };
  }
  try {
    return { isDelivered: true, sentence: await deliver(target, failed?.payload ?? Body) };
  } catch (error) {
    return { isDelivered: false, sentence: `${target} did not take it: ${error}` };
  }
}

async function deliver(target: string, input: string): Promise<string> {
  const [, , service] = target.split(':');
  switch (service) {
    case 'states':
      return startMachine(target, input);
    case 'lambda':
      return invokeFunction(target, input);
    default:
      throw new Error(`a target of ${service} cannot be redriven by this command`);
  }
}

/** The name says which event it is: a second run, or one that died half-way, starts nothing twice. */
async function startMachine(stateMachineArn: string, input: string): Promise<string> {
  const name = `redriven-${createHash('sha256').update(input).digest('hex').slice(0, 32)}`;
  const client = new SFNClient({});
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    return `delivered to ${stateMachineArn}, execution ${name}`;
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return `was delivered before, as execution ${name}`;
    throw error;
  } finally {
    client.destroy();
  }
}

/** Asynchronously, as EventBridge does. Our functions know an event that they have handled. */
async function invokeFunction(functionArn: string, input: string): Promise<string> {
  const client = new LambdaClient({});
  try {
    const command = new InvokeCommand({
      FunctionName: functionArn,
      InvocationType: 'Event',
      Payload: new TextEncoder().encode(input),
    });
    await client.send(command);
    return `delivered to ${functionArn}`;
  } finally {
    client.destroy();
  }
}

/** Source: Lambda developer guide, "Retaining records of asynchronous invocations". */
function failedInvocation(body: string): { functionArn: string; payload: string } | undefined {
  const parsed: unknown = parse(body);
  if (parsed === null || typeof parsed !== 'object') return undefined;
  const { requestContext, requestPayload } = parsed as Readonly<Record<string, unknown>>;
  if (requestContext === null || typeof requestContext !== 'object') return undefined;
  const { functionArn } = requestContext as Readonly<Record<string, unknown>>;
  if (typeof functionArn !== 'string') return undefined;
  return { functionArn: functionArn.replace(/:\$LATEST$/, ''), payload: JSON.stringify(requestPayload) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not ours to judge: it is handed on as it is
  }
}
