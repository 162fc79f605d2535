import { isObject, type JsonObject } from '../template/read-template.ts';
import type { StackResource } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';
import type { Aggregate, MetricName } from './metric-store.ts';

export interface AlarmDefinition {
  readonly name: string;
  readonly arn: string;
  /** One metric, or several whose sum is looked at, each 0 where it has no data. */
  readonly metrics: readonly {
    readonly metric: MetricName;
    readonly statistic: (one: Aggregate) => number;
  }[];
  readonly isSum: boolean;
  readonly periodMs: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly isBreaching: (value: number) => boolean;
  readonly missingIsBreaching: boolean;
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
}

const STATISTICS: Readonly<Record<string, (one: Aggregate) => number>> = {
  Sum: ({ sum }) => sum,
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

const OPERATORS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

const MISSING: Readonly<Record<string, boolean>> = { breaching: true, notBreaching: false };

/** The one expression that is understood: what several metrics add up to. */
const SUM_EXPRESSION = 'SUM(FILL(METRICS(), 0))';

const KNOWN = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  'AlarmActions',
  'OKActions',
  'Namespace',
  'MetricName',
  'Dimensions',
  'Statistic',
  'Period',
  'Metrics',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'Tags',
];

/** @throws {@link Refusal} for an alarm that would ring otherwise here than on AWS. */
export function readAlarm({ logicalId, properties, attributes, ref }: StackResource): AlarmDefinition {
  const unknown = Object.keys(properties).find((name) => !KNOWN.includes(name));
  if (unknown) throw new Refusal(`The alarm ${logicalId} has ${unknown}; supported: ${KNOWN.join(', ')}.`);
  const pick = <Value>(name: string, from: Readonly<Record<string, Value>>): Value => {
    const value = from[String(properties[name])];
    if (value !== undefined) return value;
    throw new Refusal(
      `The alarm ${logicalId} has the ${name} ${properties[name]}; supported: ${Object.keys(from).join(', ')}.`,
    );
  };
  const isOver = pick('ComparisonOperator', OPERATORS);
  const threshold = Number(properties.Threshold);
  const evaluationPeriods = Number(properties.EvaluationPeriods);
  return {
    name: ref,
    arn: String(attributes.Arn),
    ...readMetrics(logicalId, properties),
    evaluationPeriods,
    datapointsToAlarm: Number(properties.DatapointsToAlarm ?? evaluationPeriods),
    isBreaching: (value) => isOver(value, threshold),
    missingIsBreaching: pick('TreatMissingData', MISSING),
    alarmActions: actions(properties.AlarmActions),
    okActions: actions(properties.OKActions),
  };
}

function readMetrics(logicalId: string, properties: JsonObject) {
  if (!Array.isArray(properties.Metrics)) {
    const { metric, statistic, periodMs } = readMetric(logicalId, properties, properties);
    return { metrics: [{ metric, statistic }], isSum: false, periodMs };
  }
  const queries = properties.Metrics.filter(isObject);
  const [expression, ...others] = queries.filter(({ Expression }) => Expression !== undefined);
  if (expression?.Expression !== SUM_EXPRESSION || others.length > 0)
    throw new Refusal(
      `The alarm ${logicalId} has the expression ${expression?.Expression}; supported: ${SUM_EXPRESSION}.`,
    );
  const read = queries
    .filter(({ MetricStat }) => isObject(MetricStat))
    .map(({ MetricStat }) => {
      const { Metric, Period, Stat } = MetricStat as JsonObject;
      return readMetric(logicalId, Metric as JsonObject, { Period, Statistic: Stat });
    });
  const [{ periodMs } = { periodMs: 60_000 }] = read;
  return { metrics: read.map(({ metric, statistic }) => ({ metric, statistic })), isSum: true, periodMs };
}

function readMetric(logicalId: string, of: JsonObject, { Statistic, Period }: JsonObject) {
  const statistic = STATISTICS[String(Statistic)];
  if (!statistic)
    throw new Refusal(
      `The alarm ${logicalId} has the statistic ${Statistic}; supported: ${Object.keys(STATISTICS).join(', ')}.`,
    );
  if (!(Number(Period) >= 60 && Number(Period) % 60 === 0))
    throw new Refusal(`The alarm ${logicalId} has a Period of ${Period}; supported: multiples of 60.`);
  const dimensions = (Array.isArray(of.Dimensions) ? of.Dimensions : []).filter(isObject);
  const metric = {
    namespace: String(of.Namespace),
    name: String(of.MetricName),
    dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [String(Name), String(Value)])),
  };
  return { metric, statistic, periodMs: Number(Period) * 1000 };
}

function actions(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
