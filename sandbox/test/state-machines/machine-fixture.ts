import { realChance } from '../../clock/chance.ts';
import { createVirtualClock } from '../../clock/virtual-clock.ts';
import type { InvocationResult } from '../../functions/invocation.ts';
import type { Execution } from '../../state-machines/execution.ts';
import { createStateMachines } from '../../state-machines/state-machines.ts';
import { resolveTemplate } from '../../template/resolve-template.ts';

const place = {
  partition: 'aws',
  region: 'eu-central-1',
  accountId: '111122223333',
  stackName: 'test',
  endpoint: 'http://127.0.0.1:9',
};

/** What a stand-in of a function does with its event: answers, or throws an error whose name is its errorType. */
export type Behaviour = (event: never) => unknown;

/** State machines whose tasks call the given functions in this process: the engine apart from the rest. */
export async function machineFixture(
  definitions: Readonly<Record<string, unknown>>,
  functions: Readonly<Record<string, Behaviour>> = {},
  { speed = 6000, isBusy = true, stopAt = '', properties = {} } = {},
) {
  const clock = createVirtualClock({ speed, startAt: Date.UTC(2026, 0, 1) });
  /** Real work holds time to real time; a function that never ends would do so for ever. */
  const during = isBusy ? clock.during : (work: () => Promise<InvocationResult>) => work();
  const calls: string[] = [];
  const statuses: string[] = [];
  const nameIn = (arn: string) => arn.replace(/^.*:function:/, '');
  const stateMachines = await createStateMachines({
    clock,
    chance: realChance,
    stack: resolveTemplate(
      {
        Parameters: {},
        Mappings: {},
        Conditions: {},
        Resources: Object.fromEntries(
          Object.entries(definitions).map(([name, definition]) => [
            name,
            {
              Type: 'AWS::StepFunctions::StateMachine',
              Properties: {
                StateMachineName: name,
                DefinitionString: JSON.stringify(definition),
                ...properties,
              },
            },
          ]),
        ),
      },
      { place },
    ),
    services: {
      hasFunction: (name) => Object.hasOwn(functions, nameIn(name)),
      invokeFunction: (name, payload) =>
        during(async (): Promise<InvocationResult> => {
          calls.push(nameIn(name));
          try {
            const output = await functions[nameIn(name)]?.(JSON.parse(payload) as never);
            return { status: 'SUCCEEDED', requestId: 'r', payload: JSON.stringify(output ?? null) };
          } catch (error) {
            const { name: errorType, message: errorMessage } = error as Error;
            return { status: 'FAILED', requestId: 'r', error: { errorType, errorMessage, trace: [] } };
          }
        }),
      refuse: () => undefined,
      putEvents: async (entries) => ({ FailedEntryCount: 0, Entries: entries.map(() => ({ EventId: 'e' })) }),
    },
    onHistoryEvent(execution, { type }) {
      if (type === stopAt) execution.stop(undefined, undefined);
    },
    onStatusChange: ({ status }) => statuses.push(status),
  });
  const start = (input: unknown = {}, machine = Object.keys(definitions)[0]) =>
    stateMachines.start(`arn:aws:states:eu-central-1:111122223333:stateMachine:${machine}`, {
      input: JSON.stringify(input),
    });
  const run = async (input?: unknown, machine?: string) => {
    const execution = start(input, machine);
    await execution.ended;
    return execution;
  };
  const close = () => {
    stateMachines.close();
    clock.close();
  };
  return { clock, stateMachines, calls, statuses, start, run, close };
}

export const functionArn = (name: string) => `arn:aws:lambda:eu-central-1:111122223333:function:${name}`;
export const invokeResource = 'arn:aws:states:::lambda:invoke';
export const tokenResource = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

export const typesOf = ({ history }: Execution) => history.map(({ type }) => type);
export const outputOf = ({ end }: Execution) => (end?.status === 'SUCCEEDED' ? JSON.parse(end.output) : end);
export const secondsOf = ({ startDate, stopDate }: Execution) =>
  ((stopDate ?? Number.NaN) - startDate) / 1000;
