import { isObject, type JsonObject } from '../template/read-template.ts';
import type { Stack, StackResource } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';
import type { Principal } from './decide.ts';
import { readPolicy, readStatement, type Statement } from './policy.ts';

export type Role = Extract<Principal, { type: 'ROLE' }> & {
  readonly name: string;
  /** Who may take it. */
  readonly trust: readonly Statement[];
};

/** All permissions of a stack, read. */
export interface StackPolicies {
  /** By ARN. */
  readonly roles: ReadonlyMap<string, Role>;
  /** By the ARN of a bus, queue or function. */
  readonly resources: ReadonlyMap<string, readonly Statement[]>;
}

/** Documents of managed policies that the template does not hold, by ARN. */
export type ManagedPolicies = Readonly<Record<string, unknown>>;

const ROLE_MEMBERS = [
  'AssumeRolePolicyDocument',
  'Description',
  'ManagedPolicyArns',
  'MaxSessionDuration',
  'Path',
  'PermissionsBoundary',
  'Policies',
  'RoleName',
  'Tags',
];

/** @throws {@link Refusal} for a policy, or a part of one, that is not supported */
export function readStackPolicies(stack: Stack, given: ManagedPolicies): StackPolicies {
  const managed = readManaged(stack, given);
  const roles = stack.ofType('AWS::IAM::Role').map((role) => readRole(role, stack, managed));
  return {
    roles: new Map(roles.map((role) => [role.arn, role])),
    resources: group([...busStatements(stack), ...queueStatements(stack), ...functionStatements(stack)]),
  };
}

function readManaged(stack: Stack, given: ManagedPolicies): (arn: string, where: string) => Statement[] {
  const documents = new Map<string, unknown>([
    ...stack
      .ofType('AWS::IAM::ManagedPolicy')
      .map(({ ref, properties }) => [ref, properties.PolicyDocument] as const),
    ...Object.entries(given),
  ]);
  return (arn, where) => {
    if (!documents.has(arn)) {
      throw new Refusal(
        `${where} has the managed policy ${arn}, whose document is not in the template: give it as managedPolicies of the scenario.`,
      );
    }
    return readPolicy(documents.get(arn), arn);
  };
}

function readRole(
  resource: StackResource,
  stack: Stack,
  managed: (arn: string, where: string) => Statement[],
): Role {
  const { logicalId, properties, attributes, ref } = resource;
  refuseOthers(properties, ROLE_MEMBERS, logicalId);
  const inline = list(properties.Policies).map(({ PolicyName, PolicyDocument }) =>
    readPolicy(PolicyDocument, `${logicalId}, ${PolicyName}`),
  );
  const attached = stack
    .ofType('AWS::IAM::Policy')
    .filter((policy) => [policy.properties.Roles].flat().includes(ref))
    .map((policy) => readPolicy(policy.properties.PolicyDocument, policy.logicalId));
  const arns = [properties.ManagedPolicyArns ?? []].flat().map(String);
  const { PermissionsBoundary: boundary } = properties;
  return {
    type: 'ROLE',
    arn: String(attributes.Arn),
    name: ref,
    accountId: stack.place.accountId,
    identity: [...inline, ...attached, ...arns.map((arn) => managed(arn, logicalId))].flat(),
    boundary: boundary === undefined ? undefined : managed(String(boundary), logicalId),
    trust: readPolicy(properties.AssumeRolePolicyDocument, `${logicalId}, trust`),
  };
}

type Placed = readonly [resourceArn: string, statement: Statement];

function busStatements(stack: Stack): Placed[] {
  return stack.ofType('AWS::Events::EventBusPolicy').map(({ logicalId, properties }) => {
    refuseOthers(properties, ['EventBusName', 'Statement', 'StatementId'], logicalId);
    const bus = String(properties.EventBusName ?? 'default');
    const { partition, region, accountId } = stack.place;
    const arn = bus.startsWith('arn:')
      ? bus
      : `arn:${partition}:events:${region}:${accountId}:event-bus/${bus}`;
    return [arn, readStatement(properties.Statement, logicalId)];
  });
}

function queueStatements(stack: Stack): Placed[] {
  const arns = new Map(
    stack.ofType('AWS::SQS::Queue').map(({ ref, attributes }) => [ref, String(attributes.Arn)]),
  );
  return stack.ofType('AWS::SQS::QueuePolicy').flatMap(({ logicalId, properties }) => {
    refuseOthers(properties, ['PolicyDocument', 'Queues'], logicalId);
    return [properties.Queues].flat().flatMap((url) => {
      const arn = arns.get(String(url));
      if (arn === undefined)
        throw new Refusal(`${logicalId} names the queue ${url}, which is none of the template's.`);
      return readPolicy(properties.PolicyDocument, logicalId).map((statement): Placed => [arn, statement]);
    });
  });
}

/** Lambda makes a statement of each permission; source: Lambda API reference, "AddPermission". */
function functionStatements(stack: Stack): Placed[] {
  const functions = stack.ofType('AWS::Lambda::Function');
  return stack.ofType('AWS::Lambda::Permission').map(({ logicalId, properties }) => {
    refuseOthers(
      properties,
      ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn'],
      logicalId,
    );
    const { Action, FunctionName, Principal, SourceAccount, SourceArn } = properties;
    const named = functions.find(
      ({ ref, attributes }) => FunctionName === ref || FunctionName === attributes.Arn,
    );
    if (!named) {
      throw new Refusal(`${logicalId} names the function ${FunctionName}, which is none of the template's.`);
    }
    const arn = String(named.attributes.Arn);
    const isService = /\.amazonaws\.com(\.cn)?$/.test(String(Principal));
    const statement = {
      Effect: 'Allow',
      Principal: Principal === '*' ? '*' : { [isService ? 'Service' : 'AWS']: Principal },
      Action,
      Resource: arn,
      Condition: {
        ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
        ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
      },
    };
    return [arn, readStatement(statement, logicalId)];
  });
}

function group(placed: readonly Placed[]): Map<string, Statement[]> {
  const byArn = new Map<string, Statement[]>();
  for (const [arn, statement] of placed) byArn.set(arn, [...(byArn.get(arn) ?? []), statement]);
  return byArn;
}

function list(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function refuseOthers(properties: JsonObject, known: readonly string[], logicalId: string): void {
  const unknown = Object.keys(properties).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Refusal(
      `${logicalId} has ${unknown}, which the sandbox does not support. Supported: ${known.join(', ')}.`,
    );
  }
}
