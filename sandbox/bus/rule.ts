import { isObject } from '../template/read-template.ts';
import type { Stack, StackResource } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { checkRule } from './check-rule.ts';
import { compilePattern, type EventPattern } from './event-pattern.ts';
import { type RuleTarget, readTarget } from './rule-target.ts';
import { readSchedule, type Schedule } from './schedule.ts';

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly eventBusName: string;
  readonly pattern: EventPattern | undefined;
  readonly schedule: Schedule | undefined;
  readonly targets: readonly RuleTarget[];
}

const knownProperties = [
  'Name',
  'Description',
  'EventBusName',
  'EventPattern',
  'ScheduleExpression',
  'State',
  'Targets',
  'RoleArn',
  'Tags',
];

/** The rules of the template that are enabled; those that are not are checked all the same. @throws {@link Refusal} naming the rule and what is not supported. */
export function readRules(stack: Stack): readonly Rule[] {
  return stack
    .ofType('AWS::Events::Rule')
    .map((resource) => ({ rule: readRule(resource), isEnabled: resource.properties.State !== 'DISABLED' }))
    .filter(({ isEnabled }) => isEnabled)
    .map(({ rule }) => rule);
}

function readRule({ logicalId, properties, attributes, ref }: StackResource): Rule {
  const unknown = Object.keys(properties).find((name) => !knownProperties.includes(name));
  if (unknown)
    throw new Refusal(`The rule ${logicalId} has ${unknown}; supported: ${knownProperties.join(', ')}.`);
  const { EventPattern, ScheduleExpression, EventBusName, State = 'ENABLED', Targets } = properties;
  const place = `The rule ${logicalId}`;
  if (State !== 'ENABLED' && State !== 'DISABLED')
    throw new Refusal(`${place} has State ${State}; supported: ENABLED, DISABLED.`);
  if (EventPattern === undefined && ScheduleExpression === undefined) {
    throw new Refusal(`${place} has neither an EventPattern nor a ScheduleExpression.`);
  }
  checkRule(logicalId, properties);
  if (ScheduleExpression !== undefined && busNameIn(EventBusName) !== 'default')
    throw new Refusal(
      `${place} has a ScheduleExpression on the bus ${busNameIn(EventBusName)}; EventBridge runs schedules on the default bus alone.`,
    );
  const targets = Array.isArray(Targets) ? Targets.filter(isObject) : [];
  return {
    name: ref.replace(/^.*\|/, ''),
    arn: String(attributes.Arn),
    eventBusName: busNameIn(EventBusName),
    pattern: EventPattern === undefined ? undefined : compilePattern(EventPattern),
    schedule: ScheduleExpression === undefined ? undefined : readSchedule(String(ScheduleExpression), place),
    targets: targets.map((target) => readTarget(target, place)),
  };
}

/** A bus is named by its name or its ARN. */
export function busNameIn(nameOrArn: unknown): string {
  return typeof nameOrArn === 'string' && nameOrArn !== ''
    ? nameOrArn.replace(/^arn:.*:event-bus\//, '')
    : 'default';
}
