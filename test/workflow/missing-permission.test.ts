import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

interface Statement {
  Action: string | string[];
  Resource: unknown;
}

let service: Service | undefined;
afterEach(async () => {
  await service?.sandbox.close();
  service = undefined;
});

/** The packaged service, with another policy for one role. */
async function packageWith(
  roleId: string,
  change: (statements: Statement[]) => Statement[],
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'foliocast-denied-'));
  await cp(inject('packageDirectory'), directory, { recursive: true });
  const path = join(directory, 'cloudformation-template-update-stack.json');
  const template = JSON.parse(await readFile(path, 'utf8'));
  for (const { PolicyDocument } of template.Resources[roleId].Properties.Policies) {
    PolicyDocument.Statement = change(PolicyDocument.Statement);
  }
  await writeFile(path, JSON.stringify(template));
  return directory;
}

const without = (action: string) => (statements: Statement[]) =>
  statements
    .map((statement) => ({ ...statement, Action: [statement.Action].flat().filter((one) => one !== action) }))
    .filter(({ Action }) => Action.length > 0);

const notOf = (logicalId: string) => (statements: Statement[]) =>
  statements.map((statement) => ({
    ...statement,
    Resource: Array.isArray(statement.Resource)
      ? statement.Resource.filter((one) => one['Fn::GetAtt']?.[0] !== logicalId)
      : statement.Resource,
  }));

test.each(['Lambda.AWSLambdaException', 'Lambda.AccessDeniedException'] as const)(
  'a machine that may not invoke a function ends as PERMISSION_MISSING under the name %s, and rings the alarm',
  async (deniedInvocation) => {
    const packageDirectory = await packageWith('SharePortfolioRole', notOf('CreateShareLambdaFunction'));
    service = await startService({ packageDirectory, deniedInvocation, functionHost: 'MEMORY' });

    const answer = await service.ask(shareRequest());

    expect(answer.detail.failure).toMatchObject({ code: 'PERMISSION_MISSING' });
    expect(answer.detail.failure.cause).toContain(
      'The role foliocast-dev-SharePortfolio-us-east-1 may not do lambda:InvokeFunction',
    );
    expect(service.executionOf(answer.detail.requestId).status).toBe('FAILED');
  },
);

test.each([
  [
    'CreateShareIamRoleLambdaExecution',
    'servicecatalog:CreatePortfolioShare',
    'foliocast-dev-CreateShare-us-east-1',
  ],
  [
    'ValidatePrincipalsIamRoleLambdaExecution',
    'dynamodb:UpdateItem',
    'foliocast-dev-ValidatePrincipals-us-east-1',
  ],
])('so does a function of %s without %s', async (roleId, action, role) => {
  const packageDirectory = await packageWith(roleId, without(action));
  service = await startService({ packageDirectory, functionHost: 'MEMORY' });

  const answer = await service.ask(shareRequest());

  expect(answer.detail.failure).toMatchObject({ code: 'PERMISSION_MISSING', mayRetry: true });
  expect(answer.detail.failure.cause).toContain(`The role ${role} may not do ${action}`);
  expect(service.executionOf(answer.detail.requestId).status).toBe('FAILED');
});

test('a right that counts some seconds after its policy was written ends nothing', async () => {
  service = await startService({ functionHost: 'MEMORY' });
  const role =
    'arn:aws:sts::111122223333:assumed-role/foliocast-dev-CreateShare-us-east-1/foliocast-dev-createShare';
  service.fault('CreatePortfolioShare', {
    error: 'AccessDeniedException',
    message: `User: ${role} is not authorized to perform: servicecatalog:CreatePortfolioShare on resource: x because no identity-based policy allows the servicecatalog:CreatePortfolioShare action`,
    times: 2,
  });

  const answer = await service.ask(shareRequest());

  expect(answer.detail).toMatchObject({ effect: 'CREATED' });
  expect(answer.detail).not.toHaveProperty('failure');
});

test('a refusal for a reason of the service’s own is not tried again', async () => {
  service = await startService({ functionHost: 'MEMORY' });
  service.fault('CreatePortfolioShare', {
    error: 'AccessDeniedException',
    message: 'You are not authorized to perform this action',
    times: 1,
  });

  const answer = await service.ask(shareRequest());

  expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'ACCESS_DENIED' } });
});
