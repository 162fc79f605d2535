import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from 'vitest';
import { PLACES, rolesOf, stackIn } from './stack-in.ts';

interface Definition {
  readonly States: Readonly<Record<string, State>>;
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName?: string };
  readonly ItemProcessor?: Definition;
  readonly Iterator?: Definition;
  readonly Branches?: readonly Definition[];
}

describe.each(PLACES)('in the partition %s', (...place) => {
  const stack = stackIn(place);
  const [partition] = place;
  const functions = stack.ofType('AWS::Lambda::Function').map(({ attributes }) => String(attributes.Arn));
  const machines = stack.ofType('AWS::StepFunctions::StateMachine').map(({ ref, properties }) => ({
    ref,
    tasks: tasksIn(JSON.parse(String(properties.DefinitionString))),
    role: rolesOf(stack).find(({ arn }) => arn === properties.RoleArn),
  }));

  test.each(machines)(
    'the role of $ref may invoke the function of every Task, and no other',
    async ({ tasks, role }) => {
      const called = new Set(tasks.map(functionOf));

      const invocable = await Promise.all(
        functions.map(async (arn) => ((await mayInvoke(role, arn)) ? [arn] : [])),
      );

      expect(invocable.flat().sort()).toEqual([...called].sort());
    },
  );

  test.each(machines)('the role of $ref names nothing that is no function', ({ role }) => {
    const resources = (role?.policies ?? [])
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes('lambda:InvokeFunction'))
      .flatMap(({ Resource }) => Resource);

    expect(resources.filter((resource) => !functions.includes(resource))).toEqual([]);
  });

  test.each(machines)("the integrations of $ref are the partition's own", ({ tasks }) => {
    const integrations = tasks
      .map(({ Resource = '' }) => Resource)
      .filter((arn) => arn.includes(':states:::'));

    expect(integrations.filter((arn) => !arn.startsWith(`arn:${partition}:states:::`))).toEqual([]);
  });
});

function tasksIn({ States }: Definition): State[] {
  return Object.values(States).flatMap((state) => [
    ...(state.Type === 'Task' ? [state] : []),
    ...[state.ItemProcessor, state.Iterator, ...(state.Branches ?? [])].flatMap((inner) =>
      inner ? tasksIn(inner) : [],
    ),
  ]);
}

function functionOf({ Resource = '', Parameters }: State): string {
  return Resource.includes(':states:::lambda:invoke') ? (Parameters?.FunctionName ?? '') : Resource;
}

async function mayInvoke(
  role: ReturnType<typeof rolesOf>[number] | undefined,
  arn: string,
): Promise<boolean> {
  const answer = await runSimulation(
    {
      request: {
        principal: role?.arn ?? '',
        action: 'lambda:InvokeFunction',
        resource: { resource: arn, accountId: '111122223333' },
        contextVariables: {},
      },
      identityPolicies: (role?.policies ?? []).map(({ PolicyName: name, PolicyDocument: policy }) => ({
        name,
        policy,
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult === 'Allowed';
}
