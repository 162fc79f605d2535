import { describe, expect, test } from 'vitest';
import { packagedFunctions } from './packaged-service.ts';

/** Our API names -> IAM actions, where they differ. */
const PREFIXES: readonly [RegExp, string][] = [
  [/^(GetItem|PutItem|UpdateItem|DeleteItem|Query|Scan)$/, 'dynamodb'],
  [/^(PutEvents)$/, 'events'],
  [/^(SendTask\w+|StartExecution|DescribeExecution|ListExecutions|StopExecution)$/, 'states'],
  [/^(DescribeOrganization\w*|ListParents|ListAccounts\w*|DescribeAccount|ListChildren)$/, 'organizations'],
];

describe.each(packagedFunctions())('the role of $key', ({ bundle, actions, forwardedActions }) => {
  test('allows no call that its bundle cannot make', () => {
    const commands = [...bundle.matchAll(/extends [\w$]+\([\w$]+,[\w$]+,"([A-Z]\w+)",[\w$]+/g)].map(
      ([, name = '']) => name,
    );
    const possible = commands.map(
      (name) => `${PREFIXES.find(([names]) => names.test(name))?.[1] ?? 'servicecatalog'}:${name}`,
    );

    expect(possible.length > 0 || actions.length === 0).toBe(true);
    expect(actions.filter((action) => !possible.includes(action))).toEqual([]);
  });

  test('names every action, and forwards none but reading the organization and principals, its one role, and keeping failures', () => {
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(
      forwardedActions.filter(
        (action) =>
          !/^(organizations:(Describe|List)\w+|iam:(Get(Role|User|Group)|CreateServiceLinkedRole)|sqs:SendMessage)$/.test(
            action,
          ),
      ),
    ).toEqual([]);
  });
});
