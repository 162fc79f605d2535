import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from 'vitest';
import { decide } from '../../sandbox/iam/decide.ts';
import { readStackPolicies } from '../../sandbox/iam/stack-policies.ts';
import type { Stack } from '../../sandbox/template/resolve-template.ts';
import { PLACES, rolesOf, type Statement, stackIn } from './stack-in.ts';

/**
 * The sandbox's own evaluator against an independent one, over every grant of every role: what is granted, what is
 * next to it, and what another condition would make of it.
 */
describe.each(PLACES)('in the partition %s', (...place) => {
  const stack = stackIn(place);
  const policies = readStackPolicies(stack, {});

  test.each(rolesOf(stack))(
    'both decide alike what $logicalId may do',
    async ({ arn, policies: documents }) => {
      const statements = documents.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
      const role = policies.roles.get(arn);
      if (!role) throw new Error(`${arn} was not read`);
      let compared = 0;
      for (const asked of askedOf(statements, stack)) {
        const theirs = await theirDecision(arn, documents, asked);
        if (theirs === 'NO QUESTION') continue;
        const context = lowerCased(asked.context);
        const ours = decide({ principal: role, ...asked, accountId: '111122223333', context });

        expect(ours.isAllowed, JSON.stringify(asked)).toBe(theirs === 'Allowed');
        compared += 1;
      }
      expect(compared).toBeGreaterThanOrEqual(statements.length);
    },
  );
});

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | string[]>>;
}

/** Each pair of an action and a resource, as it is granted and changed a little. */
function askedOf(statements: readonly Statement[], stack: Stack): Asked[] {
  const elsewhere = String(stack.ofType('AWS::SQS::Queue')[0]?.attributes.Arn);
  const actions = [...new Set(statements.flatMap(({ Action }) => Action))];
  const resources = [...new Set(statements.flatMap(({ Resource }) => Resource))].map((one) =>
    one === '*' ? elsewhere : one.replaceAll('*', 'anything'),
  );
  const contexts: Asked['context'][] = [
    {},
    { 'events:source': ['foliocast'] },
    { 'events:source': ['foliocast', 'acme'] },
    { 'events:source': ['foliocast.vending'] },
    { 'iam:AWSServiceName': 'orgsdatasync.servicecatalog.amazonaws.com' },
    { 'iam:AWSServiceName': 'ec2.amazonaws.com' },
  ];
  const takesNone = (action: string) =>
    statements.some(({ Action, Resource }) => [Action].flat().includes(action) && Resource === '*');
  return [...actions, 'events:PutRule'].flatMap((action) =>
    // Asked for all resources where an action takes some, theirs says whether any is allowed.
    (takesNone(action) ? ['*', elsewhere] : [...resources, elsewhere]).flatMap((resource) =>
      contexts
        .filter((_, at) => at === 0 || /^(events|iam):/.test(action))
        .map((context) => ({ action, resource, context })),
    ),
  );
}

function lowerCased(context: Asked['context']) {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
}

async function theirDecision(
  principal: string,
  documents: ReturnType<typeof rolesOf>[number]['policies'],
  { action, resource, context }: Asked,
): Promise<string> {
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: '111122223333' },
        contextVariables: context,
      },
      identityPolicies: documents.map(({ PolicyName: name, PolicyDocument: policy }) => ({ name, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  // It refuses to be asked for a resource that the action does not take.
  if (answer.resultType === 'error') return 'NO QUESTION';
  return answer.overallResult;
}
