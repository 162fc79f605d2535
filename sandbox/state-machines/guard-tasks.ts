import type { Chance } from '../clock/chance.ts';
import type { Functions } from '../functions/functions.ts';
import { type Need, putEventsNeeds } from '../iam/needs-of-call.ts';
import type { Permissions } from '../iam/permissions.ts';
import type { StackPlace } from '../template/resource-types.ts';
import type { MachineAction, MachineSession } from './run-task.ts';
import { StateFailure } from './state-failure.ts';

/**
 * Whether a machine's role may do what a Task asks. Lambda's refusal was seen under two names; its sentence is the
 * AWS SDK's for Java, as Step Functions passes it on.
 */
export function createTaskGuard(
  permissions: Permissions,
  place: StackPlace,
  functions: Functions,
  { uuid }: Chance,
  deniedInvocation: string = 'Lambda.AWSLambdaException',
): (machine: MachineSession, action: MachineAction) => StateFailure | undefined {
  return ({ roleArn, stateMachineArn, executionName }, action) => {
    for (const need of needsOf(action, place, functions)) {
      const states = 'states.amazonaws.com';
      const sentence = permissions.refuseByRole(states, roleArn, stateMachineArn, need, executionName);
      if (sentence === undefined) continue;
      const [name, service] =
        action.type === 'INVOKE'
          ? [deniedInvocation, 'AWSLambda']
          : ['EventBridge.AccessDeniedException', 'AmazonCloudWatchEvents'];
      const details = `Service: ${service}; Status Code: 403; Error Code: AccessDeniedException; Request ID: ${uuid()}; Proxy: null`;
      return new StateFailure(name, `${sentence} (${details})`);
    }
    return undefined;
  };
}

function needsOf(action: MachineAction, place: StackPlace, functions: Functions): readonly Need[] {
  switch (action.type) {
    case 'INVOKE': {
      const { functionName } = action;
      const resource = functionName.startsWith('arn:') ? functionName : functions.find(functionName)?.arn;
      return [{ action: 'lambda:InvokeFunction', resource: resource ?? functionName, context: {} }];
    }
    case 'PUT_EVENTS':
      return putEventsNeeds({ Entries: action.entries }, place);
  }
}
