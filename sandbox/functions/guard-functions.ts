import type { Permissions } from '../iam/permissions.ts';
import type { StackPlace } from '../template/resource-types.ts';
import type { FunctionDefinition } from './function-definition.ts';

/** What Lambda does in a function's name: by its role, or not at all. */
export interface FunctionGuard {
  mayLog(functionName: string): boolean;
  maySend(functionName: string, queueArn: string): boolean;
}

/** @throws Refusal for a function whose role is not in the template, or that Lambda may not take */
export function createFunctionGuard(
  permissions: Permissions,
  definitions: readonly FunctionDefinition[],
  { partition, region, accountId }: StackPlace,
): FunctionGuard {
  const functions = new Map(
    definitions.map(({ functionName, roleArn, logGroupName }) => {
      const role = permissions.requireRole(
        roleArn,
        'lambda.amazonaws.com',
        '',
        `The function ${functionName}`,
      );
      const may = (action: string, resource: string) =>
        permissions.refuse(role, { action, resource, context: {} }, functionName) === undefined;
      const stream = `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName}:log-stream:sandbox`;
      let mayLog: boolean | undefined;
      return [
        functionName,
        {
          mayLog: () => (mayLog ??= may('logs:CreateLogStream', stream) && may('logs:PutLogEvents', stream)),
          maySend: (queueArn: string) => may('sqs:SendMessage', queueArn),
        },
      ];
    }),
  );
  return {
    mayLog: (functionName) => functions.get(functionName)?.mayLog() ?? false,
    maySend: (functionName, queueArn) => functions.get(functionName)?.maySend(queueArn) ?? false,
  };
}
