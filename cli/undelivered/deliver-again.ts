import { createHash } from 'node:crypto';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { REQUEST_HANDLER } from '../../aws/request-handler.ts';
import type { UndeliveredEvent } from './dead-letter.ts';

export interface Delivered {
  readonly isDelivered: boolean;
  readonly sentence: string;
}

/**
 * Hands an event, unchanged, to the target that did not take it. It is not put on the bus again: there it would come
 * from the operator's account.
 */
export async function deliverAgain({ target, input }: UndeliveredEvent): Promise<Delivered> {
  if (target === undefined) return { isDelivered: false, sentence: 'its message names no target' };
  try {
    return { isDelivered: true, sentence: await deliver(target, input) };
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
      throw new Error(`AWS has no call that hands an event to a target of ${service}`);
  }
}

/** The execution's name is made of the event: so a second run starts nothing twice. */
async function startMachine(stateMachineArn: string, input: string): Promise<string> {
  const name = `redriven-${createHash('sha256').update(input).digest('hex').slice(0, 32)}`;
  const client = new SFNClient({ requestHandler: REQUEST_HANDLER });
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
  const client = new LambdaClient({ requestHandler: REQUEST_HANDLER });
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
