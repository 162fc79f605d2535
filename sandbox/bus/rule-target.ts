import { isObject, type JsonObject } from '../template/read-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { type HttpParameters, readHttpParameters } from './http-parameters.ts';
import { compileInput, type TargetInput } from './target-input.ts';

type TargetType = 'STATE_MACHINE' | 'FUNCTION' | 'QUEUE' | 'EVENT_BUS' | 'API_DESTINATION';

export interface RuleTarget {
  readonly id: string;
  readonly type: TargetType;
  readonly arn: string;
  /** By which EventBridge reaches it; without one, by the target's own policy. */
  readonly roleArn: string | undefined;
  readonly input: TargetInput;
  /** Of an API destination. */
  readonly http: HttpParameters;
  readonly deadLetterArn: string | undefined;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
}

const knownProperties = [
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'DeadLetterConfig',
  'HttpParameters',
  'RetryPolicy',
];

const typeByService: Readonly<Record<string, TargetType>> = {
  'states:stateMachine': 'STATE_MACHINE',
  'lambda:function': 'FUNCTION',
  sqs: 'QUEUE',
  'events:event-bus': 'EVENT_BUS',
  'events:api-destination': 'API_DESTINATION',
};

/** @throws {@link Refusal} for a target or a property of it that is not supported. */
export function readTarget(target: JsonObject, place: string): RuleTarget {
  const where = `${place}, target ${target.Id}`;
  const unknown = Object.keys(target).find((name) => !knownProperties.includes(name));
  if (unknown) throw new Refusal(`${where} has ${unknown}; supported: ${knownProperties.join(', ')}.`);
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(String(target.Id)))
    throw new Refusal(`${where} has an Id that is none; expected 1 to 64 letters, digits, dots, - and _.`);
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = isObject(target.RetryPolicy)
    ? target.RetryPolicy
    : {};
  const deadLetter = isObject(target.DeadLetterConfig) ? target.DeadLetterConfig.Arn : undefined;
  return {
    id: String(target.Id),
    type: typeOf(String(target.Arn), where),
    arn: String(target.Arn),
    roleArn: typeof target.RoleArn === 'string' ? target.RoleArn : undefined,
    input: compileInput(target, where),
    http: readHttpParameters(target.HttpParameters, where),
    deadLetterArn: typeof deadLetter === 'string' ? deadLetter : undefined,
    maximumRetryAttempts: wholeOr(mostAttempts, MaximumRetryAttempts, 'MaximumRetryAttempts', 0, where),
    maximumEventAgeSeconds: wholeOr(
      longestAgeSeconds,
      MaximumEventAgeInSeconds,
      'MaximumEventAgeInSeconds',
      60,
      where,
    ),
  };
}

/** The most of either is what EventBridge does where the rule states nothing. Source: API reference, RetryPolicy. */
const mostAttempts = 185;
const longestAgeSeconds = 86_400;

function wholeOr(most: number, value: unknown, field: string, least: number, where: string): number {
  if (value === undefined) return most;
  // CloudFormation takes a number as text too.
  const number = /^\d+$/.test(String(value)) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Refusal(
    `${where} has ${field} ${JSON.stringify(value)}; expected a whole number from ${least} to ${most}.`,
  );
}

function typeOf(arn: string, where: string): TargetType {
  const [, , service = '', , , resource = ''] = arn.split(':');
  const type = typeByService[service] ?? typeByService[`${service}:${resource.replace(/\/.*$/, '')}`];
  if (type) return type;
  throw new Refusal(
    `${where} has the Arn ${arn}; supported: state machines, Lambda functions, SQS queues, event buses and API destinations.`,
  );
}
