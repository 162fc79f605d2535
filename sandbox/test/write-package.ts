import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateFileName } from '../template/read-template.ts';
import { writeZip } from './write-zip.ts';

export interface PackageParts {
  /** Source of a function's module by its name; it exports `handler`. */
  readonly functions?: Readonly<Record<string, string>>;
  /** Properties that differ from the usual, by the function's name. */
  readonly functionProperties?: Readonly<Record<string, Record<string, unknown>>>;
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly sections?: Readonly<Record<string, unknown>>;
}

/** A packaged service as the packager would leave it: the template and one zip per function. Answers its directory. */
export function writePackage({
  functions = {},
  functionProperties = {},
  resources = {},
  sections = {},
}: PackageParts): string {
  const directory = mkdtempSync(join(tmpdir(), 'package-'));
  const functionResources = Object.entries(functions).map(([name, source]) => {
    writeZip(join(directory, `${name}.zip`), { [`functions/${name}.mjs`]: source });
    return [logicalIdOf(name), functionResource(name, functionProperties[name])];
  });
  const template = {
    ...sections,
    Resources: { ...Object.fromEntries(functionResources), EverythingRole: roleThat(), ...resources },
  };
  writeFileSync(join(directory, templateFileName), JSON.stringify(template));
  return directory;
}

/** A role that every service may take and that may do everything, for tests of something else. */
export const everythingRole = { 'Fn::GetAtt': ['EverythingRole', 'Arn'] };

/** A role that Lambda, EventBridge and Step Functions may take. */
export function roleThat(
  statement: object = { Effect: 'Allow', Action: '*', Resource: '*' },
  properties: object = {},
) {
  const Service = ['lambda.amazonaws.com', 'events.amazonaws.com', 'states.amazonaws.com'];
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { Service },
        Action: 'sts:AssumeRole',
      }),
      Policies: [{ PolicyName: 'test', PolicyDocument: document(statement) }],
      ...properties,
    },
  };
}

/** What lets EventBridge invoke a function for any rule. */
export function permissionToInvoke(functionName: string) {
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': [logicalIdOf(functionName), 'Arn'] },
      Principal: 'events.amazonaws.com',
    },
  };
}

/** What lets EventBridge send to queues for any rule. */
export function permissionToSend(...queues: string[]) {
  const Principal = { Service: 'events.amazonaws.com' };
  const statement = { Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: '*' };
  return {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: queues.map((Ref) => ({ Ref })), PolicyDocument: document(statement) },
  };
}

function document(statement: object) {
  return { Version: '2012-10-17', Statement: [statement] };
}

/** As the packager names the resource of a function. */
export function logicalIdOf(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}LambdaFunction`;
}

function functionResource(name: string, properties: Record<string, unknown> = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: `test-${name}`,
      Handler: `functions/${name}.handler`,
      Runtime: 'nodejs24.x',
      Timeout: 5,
      MemorySize: 128,
      Role: everythingRole,
      Code: { S3Bucket: { Ref: 'AWS::StackName' }, S3Key: `serverless/test/1784851200000/${name}.zip` },
      ...properties,
    },
  };
}
