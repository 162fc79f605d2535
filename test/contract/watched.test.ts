import { expect, test } from 'vitest';
import { packagedFunctions } from './packaged-service.ts';
import { PLACES, stackIn } from './stack-in.ts';

interface Metric {
  readonly where: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly (readonly [name: string, value: string])[];
}

const stack = stackIn(PLACES[0]);
const bundles = packagedFunctions().map(({ bundle }) => bundle);

/** What AWS measures, of what we look at: the user guides of the services. */
const OF_AWS: Readonly<Record<string, readonly string[]>> = {
  'AWS/Events': ['MatchedEvents'],
  'AWS/Lambda': ['Errors', 'Invocations', 'Throttles'],
  'AWS/SQS': ['ApproximateNumberOfMessagesVisible'],
  'AWS/States': [
    ...['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsAborted'],
    ...['ExecutionsTimedOut', 'ExecutionThrottled'],
  ],
};

// biome-ignore lint/suspicious/noExplicitAny: a foreign document
type Foreign = any;

function ofAlarms(): Metric[] {
  return stack.ofType('AWS::CloudWatch::Alarm').flatMap(({ logicalId, properties }) => {
    const { Metrics }: Foreign = properties;
    const read = ({ Namespace, MetricName, Dimensions = [] }: Foreign): Metric => ({
      where: logicalId,
      namespace: Namespace,
      name: MetricName,
      dimensions: Dimensions.map(({ Name, Value }: Foreign) => [Name, Value]),
    });
    return Metrics
      ? Metrics.flatMap(({ MetricStat }: Foreign) => (MetricStat ? [read(MetricStat.Metric)] : []))
      : [read(properties)];
  });
}

/** A dot says: as in the row above. */
function ofDashboard(): Metric[] {
  const [dashboard] = stack.ofType('AWS::CloudWatch::Dashboard');
  const { widgets } = JSON.parse(String(dashboard?.properties.DashboardBody));
  return widgets.flatMap(({ properties }: Foreign) => {
    let above: string[] = [];
    return properties.metrics
      .map((row: Foreign[]) => row.filter((cell) => typeof cell === 'string'))
      .filter((row: string[]) => row.length > 0)
      .map((row: string[]): Metric => {
        above = row.map((cell, at) => (cell === '.' ? (above[at] ?? '') : cell));
        const [namespace = '', name = '', key, value] = above;
        const dimensions = key && value ? [[key, value] as const] : [];
        return { where: properties.title, namespace, name, dimensions };
      });
  });
}

const watched = [...ofAlarms(), ...ofDashboard()];
const named = new Set(
  [...new Set(watched.flatMap(({ dimensions }) => dimensions.map(([, value]) => value)))].filter((value) =>
    [
      'AWS::Lambda::Function',
      'AWS::SQS::Queue',
      'AWS::StepFunctions::StateMachine',
      'AWS::Events::EventBus',
      'AWS::Events::Rule',
    ].some((type) =>
      stack
        .ofType(type)
        .some(({ ref, attributes, properties }) =>
          [ref, ...Object.values(attributes), properties.Name].includes(value),
        ),
    ),
  ),
);

test('alarms and dashboard look at things of this stack, by metrics that are measured', () => {
  const wrong = watched.filter(({ namespace, name, dimensions }) => {
    if (namespace === 'Foliocast')
      return (
        JSON.stringify(dimensions) !== '[["Stage","dev"]]' ||
        !bundles.some((bundle) => bundle.includes(`${name}:`))
      );
    return !OF_AWS[namespace]?.includes(name) || dimensions.some(([, value]) => !named.has(value));
  });

  expect(watched.length).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});

/** Lambda's guide, "Asynchronous invocation": so long after the first and the second attempt. */
const PAUSES_SECONDS = 60 + 120;

test('the alarm of functions sees all three attempts that Lambda makes of an event, however long they take', () => {
  const alarm: Foreign = stack
    .ofType('AWS::CloudWatch::Alarm')
    .find(({ logicalId }) => logicalId === 'FunctionsAlarm')?.properties;
  const watchedNames = alarm.Metrics.flatMap(
    ({ MetricStat }: Foreign) => MetricStat?.Metric.Dimensions.map(({ Value }: Foreign) => Value) ?? [],
  );
  const timeouts = stack
    .ofType('AWS::Lambda::Function')
    .filter(({ ref }) => watchedNames.includes(ref))
    .map(({ properties }) => Number(properties.Timeout));

  expect(alarm.DatapointsToAlarm).toBe(3);
  expect(timeouts.length).toBe(watchedNames.length);
  // A metric is of the minute in which the attempt began.
  expect(alarm.EvaluationPeriods * 60).toBeGreaterThan(2 * Math.max(...timeouts) + PAUSES_SECONDS);
});

test('an alarm of the sweeper’s gauges does not fall silent over a minute without any', () => {
  const gauges: Foreign[] = stack
    .ofType('AWS::CloudWatch::Alarm')
    .map(({ properties }) => properties)
    .filter(({ Namespace, Statistic }) => Namespace === 'Foliocast' && Statistic === 'Maximum');

  expect(gauges).toHaveLength(4);
  for (const { EvaluationPeriods, DatapointsToAlarm } of gauges)
    expect({ EvaluationPeriods, DatapointsToAlarm }).toEqual({ EvaluationPeriods: 3, DatapointsToAlarm: 1 });
});

test('of both machines the alarms see what failed, was stopped and was throttled, and of the share machine what timed out', () => {
  const seen = (logicalId: string) =>
    ofAlarms()
      .filter(({ where }) => where === logicalId)
      .map(({ name }) => name)
      .sort();

  expect(seen('DefectAlarm')).toEqual([
    ...['ExecutionThrottled', 'ExecutionsAborted', 'ExecutionsFailed', 'ExecutionsTimedOut'],
  ]);
  expect(seen('ReconciliationAlarm')).toEqual([
    ...['ExecutionThrottled', 'ExecutionsAborted', 'ExecutionsFailed'],
  ]);
});
