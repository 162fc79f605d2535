import { type DeliverToTarget, DeliveryError } from './bus/deliver.ts';
import type { Functions } from './functions/functions.ts';
import type { InvokeAsynchronously } from './functions/invoke-asynchronously.ts';
import type { Queues } from './queues/queues.ts';
import { largestDataBytes } from './state-machines/state-failure.ts';
import type { StateMachines } from './state-machines/state-machines.ts';
import { ServiceError } from './wire/service.ts';

/** How each kind of target takes an event from the bus. */
export function busTargets({
  stateMachines,
  functions,
  invokeAsynchronously,
  queues,
  apiDestinations,
}: {
  stateMachines: () => StateMachines;
  functions: Functions;
  invokeAsynchronously: InvokeAsynchronously;
  queues: Queues;
  apiDestinations: DeliverToTarget;
}): Readonly<Record<'STATE_MACHINE' | 'FUNCTION' | 'QUEUE' | 'API_DESTINATION', DeliverToTarget>> {
  return {
    STATE_MACHINE({ target, input }) {
      if (Buffer.byteLength(input) > largestDataBytes) {
        throw new DeliveryError(
          'INVALID_PARAMETER',
          `The input has ${Buffer.byteLength(input)} bytes; a state machine takes ${largestDataBytes} at most.`,
        );
      }
      try {
        stateMachines().start(target.arn, { input });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const code = error.name === 'StateMachineDoesNotExist' ? 'NO_RESOURCE' : 'INVALID_PARAMETER';
        throw new DeliveryError(code, error.message);
      }
    },
    FUNCTION({ target, input }) {
      if (!functions.find(target.arn))
        throw new DeliveryError('NO_RESOURCE', `Function not found: ${target.arn}`);
      invokeAsynchronously(target.arn, input);
    },
    API_DESTINATION: apiDestinations,
    QUEUE({ target, input }) {
      const queue = queues.byArn(target.arn);
      if (!queue) throw new DeliveryError('NO_RESOURCE', `The queue ${target.arn} does not exist.`);
      try {
        queue.send({ body: input });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        throw new DeliveryError('INVALID_PARAMETER', error.message);
      }
    },
  };
}
