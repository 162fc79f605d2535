import type { JsonObject } from './read-template.ts';
import { refuseUnknownFields } from './refuse-unknown-fields.ts';

const inIam = ['PolicyDocument', 'Roles', 'Groups', 'Users'];

/**
 * Properties with a behaviour here, and those whose absence nobody can tell. Functions, machines, queues, rules, tables
 * and alarms know their own.
 */
const knownProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::Events::ApiDestination': [
    ...['Name', 'Description', 'ConnectionArn', 'HttpMethod'],
    ...['InvocationEndpoint', 'InvocationRateLimitPerSecond'],
  ],
  'AWS::Events::Connection': [
    ...['Name', 'Description', 'AuthorizationType', 'AuthParameters', 'KmsKeyIdentifier'],
  ],
  // What is in its dead-letter queue was not encrypted; keys are not checked.
  'AWS::Events::EventBus': ['Name', 'Description', 'KmsKeyIdentifier', 'DeadLetterConfig', 'Tags'],
  'AWS::Events::EventBusPolicy': ['EventBusName', 'StatementId', 'Statement'],
  'AWS::IAM::ManagedPolicy': [...inIam, 'ManagedPolicyName', 'Description', 'Path'],
  'AWS::IAM::Policy': [...inIam, 'PolicyName'],
  'AWS::IAM::Role': [
    ...['RoleName', 'Description', 'Path', 'AssumeRolePolicyDocument', 'Policies', 'ManagedPolicyArns'],
    ...['PermissionsBoundary', 'MaxSessionDuration', 'Tags'],
  ],
  'AWS::Lambda::EventInvokeConfig': [
    ...['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds'],
    'DestinationConfig',
  ],
  'AWS::Lambda::Permission': ['FunctionName', 'Action', 'Principal', 'SourceArn', 'SourceAccount'],
  'AWS::SQS::QueuePolicy': ['Queues', 'PolicyDocument'],
};

/** @throws Refusal naming the resource and the property that its type does not have, or that is not supported. */
export function refuseUnknownProperties(type: string, logicalId: string, properties: JsonObject): void {
  const known = knownProperties[type];
  if (known) refuseUnknownFields(properties, known, `${logicalId}, of type ${type},`);
}
