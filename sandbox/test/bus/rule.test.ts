import { expect, test } from 'vitest';
import { readRules } from '../../bus/rule.ts';
import { resolveTemplate } from '../../template/resolve-template.ts';

const place = {
  partition: 'aws',
  region: 'eu-central-1',
  accountId: '111122223333',
  stackName: 'test',
  endpoint: 'http://127.0.0.1:9',
};
const Arn = 'arn:aws:sqs:eu-central-1:111122223333:sold';
const read = (properties: object) =>
  readRules(
    resolveTemplate(
      {
        Parameters: {},
        Mappings: {},
        Conditions: {},
        Resources: { Sold: { Type: 'AWS::Events::Rule', Properties: { ...properties } } },
      },
      { place },
    ),
  );

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(2 minutes)', 120_000],
  ['rate(1 hour)', 3_600_000],
  ['rate(7 days)', 604_800_000],
])('the schedule %s comes every %d ms', (ScheduleExpression, everyMs) => {
  expect(read({ ScheduleExpression })[0]?.schedule).toEqual({ everyMs });
});

test.each([
  ...['rate(1 minutes)', 'rate(2 minute)', 'rate(0 minutes)', 'rate(01 hour)', 'rate(-1 days)'],
  ...['rate(1.5 hours)', 'rate(5  minutes)', 'Rate(1 day)', 'rate(1 week)', 'cron(0 2 * * ? *)', ''],
])('the schedule %s is refused', (ScheduleExpression) => {
  expect(() => read({ ScheduleExpression })).toThrow(/^The rule Sold has the ScheduleExpression /);
});

test.each<[string, object, RegExp]>([
  [
    'a schedule of another bus than the default one',
    { ScheduleExpression: 'rate(1 day)', EventBusName: 'shop' },
    /on the bus shop; EventBridge runs schedules on the default bus alone/,
  ],
  [
    'a pattern that is none, of a rule that is disabled',
    { State: 'DISABLED', EventPattern: {} },
    /event pattern must be an object with at least one field/,
  ],
  ['another State', { State: 'OFF', EventPattern: { source: ['a'] } }, /has State OFF; supported: ENABLED/],
  ['a pattern that is too long', { EventPattern: { source: ['ä'.repeat(1_024)] } }, /of 2063 bytes/],
  [
    'six targets',
    { EventPattern: { source: ['a'] }, Targets: Array(6).fill({ Id: 'one', Arn }) },
    /has 6 targets/,
  ],
  ...[186, -1, 1.5, 'many'].map((MaximumRetryAttempts): [string, object, RegExp] => [
    `MaximumRetryAttempts ${MaximumRetryAttempts}`,
    { EventPattern: { source: ['a'] }, Targets: [{ Id: 'one', Arn, RetryPolicy: { MaximumRetryAttempts } }] },
    /has MaximumRetryAttempts .+; expected a whole number from 0 to 185/,
  ]),
  ...[59, 86_401].map((MaximumEventAgeInSeconds): [string, object, RegExp] => [
    `MaximumEventAgeInSeconds ${MaximumEventAgeInSeconds}`,
    {
      EventPattern: { source: ['a'] },
      Targets: [{ Id: 'one', Arn, RetryPolicy: { MaximumEventAgeInSeconds } }],
    },
    /expected a whole number from 60 to 86400/,
  ]),
  [
    'an Id that is none',
    { EventPattern: { source: ['a'] }, Targets: [{ Id: 'a b', Arn }] },
    /has an Id that is none/,
  ],
])('refuses %s', (_, properties, sentence) => {
  expect(() => read(properties)).toThrow(sentence);
});
