import type { Need } from '../iam/needs-of-call.ts';
import type { Permissions } from '../iam/permissions.ts';
import type { BusEvent } from './bus-event.ts';
import type { RuleTarget } from './rule-target.ts';

const EVENTS = 'events.amazonaws.com';

/** Why EventBridge may not do something for a rule; `undefined` where it may. */
export interface DeliveryGuard {
  refuseTarget(ruleArn: string, target: RuleTarget, event: BusEvent): string | undefined;
  refuseDeadLetter(ruleArn: string, queueArn: string): string | undefined;
}

/** What EventBridge does for a rule: by the target's role where there is one, else by the target's own policy. */
export function createDeliveryGuard(permissions: Permissions): DeliveryGuard {
  return {
    refuseTarget(ruleArn, target, event) {
      const need = needOf(target, event);
      if (target.roleArn !== undefined) {
        return permissions.refuseByRole(EVENTS, target.roleArn, ruleArn, need, event.id);
      }
      // These take a role and have no policy of their own.
      if (target.type === 'STATE_MACHINE' || target.type === 'API_DESTINATION') {
        return `The target ${target.arn} has no role, and EventBridge needs one to perform ${need.action}.`;
      }
      return permissions.refuseService(EVENTS, ruleArn, need);
    },
    refuseDeadLetter: (ruleArn, queueArn) =>
      permissions.refuseService(EVENTS, ruleArn, {
        action: 'sqs:SendMessage',
        resource: queueArn,
        context: {},
      }),
  };
}

function needOf({ type, arn }: RuleTarget, event: BusEvent): Need {
  switch (type) {
    case 'STATE_MACHINE':
      return { action: 'states:StartExecution', resource: arn, context: {} };
    case 'FUNCTION':
      return { action: 'lambda:InvokeFunction', resource: arn, context: {} };
    case 'QUEUE':
      return { action: 'sqs:SendMessage', resource: arn, context: {} };
    // IAM knows it without the id at its end.
    case 'API_DESTINATION':
      return { action: 'events:InvokeApiDestination', resource: arn.replace(/\/[^/]+$/, ''), context: {} };
    case 'EVENT_BUS':
      return {
        action: 'events:PutEvents',
        resource: arn,
        context: { 'events:source': [event.source], 'events:detail-type': [event['detail-type']] },
      };
  }
}
