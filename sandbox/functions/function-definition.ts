import { basename, join } from 'node:path';
import { isObject } from '../template/read-template.ts';
import type { Stack, StackResource } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';

/** One AWS::Lambda::Function of the template. */
export interface FunctionDefinition {
  readonly functionName: string;
  readonly arn: string;
  /** E.g. `functions/create-share.handler`. */
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memorySizeMb: number;
  readonly reservedConcurrency: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly zipPath: string;
  readonly logGroupName: string;
  readonly logFormat: string;
  readonly roleArn: string;
}

/** With a behaviour here, and those whose absence no function can tell. */
const knownProperties = [
  'FunctionName',
  'Description',
  'Runtime',
  'Handler',
  'Code',
  'Role',
  'Timeout',
  'MemorySize',
  'Environment',
  'ReservedConcurrentExecutions',
  'LoggingConfig',
  'Architectures',
  'EphemeralStorage',
  'KmsKeyArn',
  'RecursiveLoop',
  'RuntimeManagementConfig',
  'Tags',
  'TracingConfig',
  'VpcConfig',
];

/** @throws {@link Refusal} for a runtime, packaging or property that cannot be run here. */
export function readFunctionDefinitions(
  stack: Stack,
  packageDirectory: string,
): readonly FunctionDefinition[] {
  return stack
    .ofType('AWS::Lambda::Function')
    .map((resource) => readFunctionDefinition(resource, packageDirectory));
}

function readFunctionDefinition(resource: StackResource, packageDirectory: string): FunctionDefinition {
  const { properties, logicalId, ref } = resource;
  const runtime = String(properties.Runtime);
  if (!/^nodejs\d+\.x$/.test(runtime)) {
    throw new Refusal(
      `The function ${logicalId} has Runtime ${properties.Runtime}; supported: nodejs<version>.x.`,
    );
  }
  const unknown = Object.keys(properties).find((name) => !knownProperties.includes(name));
  if (unknown) {
    throw new Refusal(
      `The function ${logicalId} has ${unknown}, which the sandbox does not support. Supported: ${knownProperties.join(', ')}.`,
    );
  }
  const code = properties.Code;
  const key = isObject(code) ? code.S3Key : undefined;
  if (typeof key !== 'string' || typeof properties.Handler !== 'string') {
    throw new Refusal(`The function ${logicalId} needs a Handler and a Code.S3Key that names its zip.`);
  }
  const logging = isObject(properties.LoggingConfig) ? properties.LoggingConfig : {};
  return {
    functionName: ref,
    arn: String(resource.attributes.Arn),
    handler: properties.Handler,
    runtime,
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memorySizeMb: Number(properties.MemorySize ?? 128),
    reservedConcurrency:
      properties.ReservedConcurrentExecutions === undefined
        ? undefined
        : Number(properties.ReservedConcurrentExecutions),
    environment: readEnvironment(properties.Environment),
    zipPath: join(packageDirectory, basename(key)),
    logGroupName: String(logging.LogGroup ?? `/aws/lambda/${ref}`),
    logFormat: String(logging.LogFormat ?? 'Text'),
    roleArn: String(properties.Role ?? ''),
  };
}

function readEnvironment(environment: unknown): Record<string, string> {
  const variables = isObject(environment) && isObject(environment.Variables) ? environment.Variables : {};
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}
