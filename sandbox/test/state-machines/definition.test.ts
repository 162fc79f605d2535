import { expect, test } from 'vitest';
import { readDefinition } from '../../state-machines/definition.ts';
import { functionArn, invokeResource, tokenResource } from './machine-fixture.ts';

const machine = (state: object, more: object = {}) => ({
  StartAt: 'One',
  States: { One: { End: true, ...state } },
  ...more,
});
const task = (more: object) => ({ Type: 'Task', Resource: functionArn('a'), ...more });
const read = (definition: unknown) => readDefinition(JSON.stringify(definition), 'Share');

test.each<[string, unknown, RegExp]>([
  [
    'JSONata for the machine',
    machine(task({}), { QueryLanguage: 'JSONata' }),
    /^Share has QueryLanguage JSONata; supported: JSONPath/,
  ],
  [
    'JSONata for a state',
    machine(task({ QueryLanguage: 'JSONata' })),
    /^The state One of Share has QueryLanguage JSONata/,
  ],
  [
    'variables',
    machine(task({ Assign: { a: 1 } })),
    /^The state One of Share has Assign, which the sandbox does not support. Supported: Type,/,
  ],
  [
    'another service',
    machine({ Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage' }),
    /has the Resource arn:aws:states:::sqs:sendMessage, which the sandbox does not support/,
  ],
  [
    'an SDK integration',
    machine({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:servicecatalog:createPortfolioShare' }),
    /has the Resource .*aws-sdk/,
  ],
  [
    'a nested execution',
    machine({ Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync' }),
    /has the Resource/,
  ],
  [
    'an asynchronous invocation',
    machine({
      Type: 'Task',
      Resource: invokeResource,
      Parameters: { FunctionName: 'a', InvocationType: 'Event' },
    }),
    /InvocationType Event; supported: RequestResponse/,
  ],
  [
    'a token that nobody gets',
    machine({ Type: 'Task', Resource: tokenResource, Parameters: { FunctionName: 'a' } }),
    /waits for a task token that its Parameters do not pass on/,
  ],
  [
    'a heartbeat without a token',
    machine(task({ HeartbeatSeconds: 5 })),
    /HeartbeatSeconds without waiting for a task token/,
  ],
  [
    'a time-out that is no whole number',
    machine(task({ TimeoutSeconds: 1.5 })),
    /TimeoutSeconds 1.5; expected a whole number of seconds above 0/,
  ],
  ['a time-out from a path', machine(task({ TimeoutSecondsPath: '$.t' })), /has TimeoutSecondsPath/],
  [
    'a distributed map',
    machine({
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED' },
        StartAt: 'A',
        States: { A: { Type: 'Pass', End: true } },
      },
    }),
    /Mode DISTRIBUTED; supported: INLINE/,
  ],
  [
    'an item reader',
    machine({ Type: 'Map', ItemReader: {}, ItemProcessor: { StartAt: 'A', States: {} } }),
    /has ItemReader/,
  ],
  [
    'the whole context',
    machine(task({ Parameters: { 'c.$': '$$' } })),
    /reads \$\$, which the sandbox does not support. Supported: \$\$\.Execution/,
  ],
  [
    'the number of retries',
    machine(task({ Parameters: { 'n.$': '$$.State.RetryCount' } })),
    /reads \$\$\.State\.RetryCount/,
  ],
  ['an unknown type', machine({ Type: 'Loop' }), /is of Type Loop; supported: Task, Pass, Wait/],
  [
    'a misspelt retry field',
    machine(task({ Retry: [{ ErrorEquals: ['States.ALL'], MaxDelay: 3 }] })),
    /has MaxDelay, which/,
  ],
  [
    'a strange jitter',
    machine(task({ Retry: [{ ErrorEquals: ['States.ALL'], JitterStrategy: 'SOME' }] })),
    /JitterStrategy SOME; expected FULL or NONE/,
  ],
  [
    'a next state that is none',
    { StartAt: 'One', States: { One: { Type: 'Pass', Next: 'Two' } } },
    /goes on to Two, which is no state beside it/,
  ],
  [
    'a start that is none',
    { StartAt: 'Zero', States: { One: { Type: 'Succeed' } } },
    /starts at Zero, which is none of its states/,
  ],
  [
    'two states of one name',
    {
      StartAt: 'One',
      States: {
        One: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'One', States: { One: { Type: 'Succeed' } } }],
          End: true,
        },
      },
    },
    /two states named One/,
  ],
])('refuses %s', (_, definition, sentence) => {
  expect(() => read(definition)).toThrow(sentence);
});

test('refuses what the schema of the language refuses', () => {
  const choice = { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 'five', Next: 'One' }] };

  expect(() => read({ StartAt: 'One', States: { One: choice } })).toThrow(
    /^The definition of Share is not valid: .*\/States\/One\/Choices\/0\/NumericEquals is invalid. must be number/,
  );
});

test('refuses what is no JSON', () => {
  expect(() => readDefinition('{', 'Share')).toThrow(/^The definition of Share is no JSON/);
});

test('reads each task with its time-outs, at every level', () => {
  const { tasks, timeoutSeconds, source } = read({
    TimeoutSeconds: 60,
    StartAt: 'All',
    States: {
      All: {
        Type: 'Map',
        ItemProcessor: { StartAt: 'Each', States: { Each: { ...task({ TimeoutSeconds: 5 }), End: true } } },
        Next: 'Ask',
      },
      Ask: {
        Type: 'Task',
        Resource: tokenResource,
        Parameters: { FunctionName: 'a', Payload: { 'token.$': '$$.Task.Token' } },
        HeartbeatSeconds: 9,
        End: true,
      },
    },
  });

  expect(timeoutSeconds).toBe(60);
  expect([...tasks.values()]).toEqual([
    expect.objectContaining({ stateName: 'Each', timeoutSeconds: 5, waitsForToken: false }),
    expect.objectContaining({
      stateName: 'Ask',
      timeoutSeconds: 99_999_999,
      heartbeatSeconds: 9,
      waitsForToken: true,
    }),
  ]);
  expect(source).toContain('$$.Task.Token');
});
