import { expect, test } from 'vitest';
import { readDefinition } from '../../state-machines/definition.ts';
import { functionArn, invokeResource, tokenResource } from './machine-fixture.ts';

const machine = (state: object, more: object = {}) => ({
  StartAt: 'One',
  States: { One: { End: true, ...state } },
  ...more,
});
const task = (more: object) => ({ Type: 'Task', Resource: functionArn('a'), ...more });
const parameters = (expression: string) => machine(task({ Parameters: { 'x.$': expression } }));
const choice = (rule: object) => ({
  StartAt: 'One',
  States: { One: { Type: 'Choice', Choices: [{ ...rule, Next: 'One' }] } },
});
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
    /TimeoutSeconds 1.5; expected a whole number from 1 to 99999999/,
  ],
  [
    'a time-out of years',
    machine(task({ TimeoutSeconds: 100_000_000 })),
    /TimeoutSeconds 100000000; expected/,
  ],
  [
    'a machine without time',
    { ...machine(task({})), TimeoutSeconds: 0 },
    /^Share has TimeoutSeconds 0; expected a whole number from 1/,
  ],
  ['another version', { ...machine(task({})), Version: '2.0' }, /^Share has Version "2.0"; expected 1.0/],
  ['a wait of years', machine({ Type: 'Wait', Seconds: 100_000_000 }), /Seconds 100000000; expected/],
  [
    'a heartbeat as long as the time-out',
    machine({
      Type: 'Task',
      Resource: tokenResource,
      Parameters: { FunctionName: 'a', Payload: { 'token.$': '$$.Task.Token' } },
      HeartbeatSeconds: 60,
      TimeoutSeconds: 60,
    }),
    /HeartbeatSeconds that are not below its TimeoutSeconds/,
  ],
  [
    'an invocation of nothing',
    machine({ Type: 'Task', Resource: invokeResource, Parameters: { Payload: {} } }),
    /no Parameters\.FunctionName, which lambda:invoke needs/,
  ],
  [
    'events in lower case',
    machine({ Type: 'Task', Resource: 'arn:aws:states:::events:putEvents', Parameters: { entries: [] } }),
    /the Parameters entries; expected for events:putEvents: Entries/,
  ],
  ...(
    [
      [{ IntervalSeconds: 0 }, /IntervalSeconds 0; expected a whole number from 1 to 99999999/],
      [{ IntervalSeconds: 1.5 }, /IntervalSeconds 1\.5; expected/],
      [{ MaxAttempts: 100_000_000 }, /MaxAttempts 100000000; expected a whole number from 0/],
      [{ BackoffRate: 0.5 }, /BackoffRate 0\.5; expected a number from 1/],
      [{ IntervalSeconds: 5, MaxDelaySeconds: 5 }, /MaxDelaySeconds 5; expected a whole number from 6/],
      [{ MaxDelaySeconds: 31_622_400 }, /MaxDelaySeconds 31622400; expected/],
    ] as const
  ).map(([retrier, sentence]): [string, object, RegExp] => [
    `a retrier with ${JSON.stringify(retrier)}`,
    machine(task({ Retry: [{ ErrorEquals: ['Busy'], ...retrier }] })),
    sentence,
  ]),
  [
    'a reserved error name that is none',
    machine(task({ Catch: [{ ErrorEquals: ['States.Failed'], Next: 'One' }] })),
    /names States\.Failed in a Retry or Catch; expected: States\.ALL/,
  ],
  [
    'Parameters that are a text',
    machine(task({ Parameters: '$' })),
    /has Parameters "\$"; expected an object/,
  ],
  [
    'a Parallel of nothing',
    machine({ Type: 'Parallel', Branches: [] }),
    /has no Branches; expected at least one/,
  ],
  [
    'a Next inside of a rule',
    choice({ Not: { Variable: '$.n', IsNull: true, Next: 'One' } }),
    /has Next in a choice rule inside of another/,
  ],
  [
    'a day that is none',
    choice({ Variable: '$.n', TimestampEquals: '2026-02-30T00:00:00Z' }),
    /TimestampEquals "2026-02-30T00:00:00Z"; expected such as/,
  ],
  [
    'a backslash before a letter',
    choice({ Variable: '$.n', StringMatches: 'a\\b' }),
    /StringMatches a\\b; a backslash stands before \* and itself alone/,
  ],
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
    'States.ALL beside another name',
    machine(task({ Retry: [{ ErrorEquals: ['States.ALL', 'Busy'] }] })),
    /States\.ALL, which must be alone/,
  ],
  [
    'States.ALL before another rule',
    machine(task({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['Busy'] }] })),
    /States\.ALL, which must be alone in its ErrorEquals and in the last rule/,
  ],
  ...['Runtime', 'NoChoiceMatched', 'ReferencePathConflict', 'ResultPathMatchFailure'].map(
    (name): [string, unknown, RegExp] => [
      `a Catch of States.${name}`,
      machine(task({ Catch: [{ ErrorEquals: [`States.${name}`], Next: 'One' }] })),
      new RegExp(`names States\\.${name} in a Retry or Catch; what AWS does then is in doubt`),
    ],
  ),
  [
    'States.TaskFailed of a Map',
    machine({
      Type: 'Map',
      ItemProcessor: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
      Retry: [{ ErrorEquals: ['States.TaskFailed'] }],
    }),
    /names States\.TaskFailed in a Retry or Catch of a Map/,
  ],
  [
    'a failure without a cause that is caught',
    machine({
      Type: 'Parallel',
      Branches: [{ StartAt: 'A', States: { A: { Type: 'Fail', Error: 'Lost' } } }],
      Retry: [{ ErrorEquals: ['States.ALL'] }],
    }),
    /^The state A of Share has no Cause, inside a Map or Parallel with a Retry or Catch/,
  ],
  [
    'an unknown function',
    parameters('States.Reverse($.a)'),
    /States\.Reverse is no intrinsic function; supported:/,
  ],
  [
    'eleven functions in each other',
    parameters(`${'States.Array('.repeat(11)}1${')'.repeat(11)}`),
    /nests more than 10 intrinsic functions/,
  ],
  [
    'a Pass with two results',
    machine({ Type: 'Pass', Result: {}, Parameters: {} }),
    /has Result and Parameters; which of them it gives is in doubt/,
  ],
  ['a backslash in a string', parameters("States.Format('a\\nb')"), /is no intrinsic function, from 'a\\nb'/],
  ['a function that is not closed', parameters('States.Array($.a'), /is no intrinsic function, from its end/],
  [
    'a path that is none',
    parameters('$.a[?(@.b =~ /x/)]'),
    /has in x\.\$: .* a filter that is not supported, from {1,2}=~/,
  ],
  ['a result for many places', machine(task({ ResultPath: '$.a[*]' })), /\$\.a\[\*\] is no reference path/],
  ['a wait for nothing', machine({ Type: 'Wait' }), /has 0 of Seconds, SecondsPath/],
  [
    'a choice operator that is none',
    choice({ Variable: '$.n', IsEmpty: true }),
    /the choice operator IsEmpty, which is none/,
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
  const scope = { input: {}, context: {} };
  expect(
    [...tasks.values()].map((found) => [
      found.stateName,
      found.waitsForToken,
      found.readTimeoutSeconds(scope),
      found.readHeartbeatSeconds(scope),
    ]),
  ).toEqual([
    ['Each', false, 5, undefined],
    ['Ask', true, undefined, 9],
  ]);
  expect(source).toContain('$$.Task.Token');
});
