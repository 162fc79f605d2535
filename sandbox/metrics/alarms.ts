import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { Stack } from '../template/resolve-template.ts';
import { type AlarmDefinition, readAlarm } from './alarm-definition.ts';
import { evaluateAlarm, RETRIEVED_BEYOND } from './evaluate-alarm.ts';
import type { MetricStore } from './metric-store.ts';

export type AlarmState = 'INSUFFICIENT_DATA' | 'OK' | 'ALARM';

export interface AlarmChange {
  readonly alarmName: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** ISO 8601. */
  readonly at: string;
  /** ARNs of what is told, such as a topic. */
  readonly told: readonly string[];
}

/** The alarms of the template, evaluated every minute. */
export interface Alarms {
  stateOf(alarmName: string): AlarmState | undefined;
  states(): Readonly<Record<string, AlarmState>>;
  close(): void;
}

const MINUTE_MS = 60_000;

export function createAlarms({
  stack,
  clock,
  metrics,
  sample,
  onChange,
}: {
  stack: Stack;
  clock: VirtualClock;
  metrics: MetricStore;
  /** Records what is measured by looking, such as the length of a queue. */
  sample: () => void;
  onChange: (change: AlarmChange) => void;
}): Alarms {
  const alarms = stack.ofType('AWS::CloudWatch::Alarm').map(readAlarm);
  const states = new Map<string, AlarmState>(alarms.map(({ name }) => [name, 'INSUFFICIENT_DATA']));
  for (const { metrics: watched, periodMs, evaluationPeriods } of alarms)
    for (const { metric } of watched)
      metrics.watch(metric, periodMs * (evaluationPeriods + RETRIEVED_BEYOND + 1));

  let timer: ReturnType<VirtualClock['setTimeout']> | undefined;
  const evaluateAll = () => {
    const now = clock.now();
    for (const alarm of alarms) {
      const from = states.get(alarm.name) ?? 'INSUFFICIENT_DATA';
      const to = evaluateAlarm(retrieve(alarm, metrics, now), alarm);
      if (to === from) continue;
      states.set(alarm.name, to);
      const told = to === 'ALARM' ? alarm.alarmActions : alarm.okActions;
      onChange({ alarmName: alarm.name, from, to, at: new Date(now).toISOString(), told });
    }
  };
  // Half a minute after each minute: what a schedule of every minute does then has been measured.
  const untilNext = () => {
    const sinceMinute = clock.now() % MINUTE_MS;
    const half = MINUTE_MS / 2;
    return sinceMinute < half ? half - sinceMinute : MINUTE_MS + half - sinceMinute;
  };
  const arm = () => {
    timer = clock.setTimeout(() => {
      sample();
      evaluateAll();
      arm();
    }, untilNext());
  };
  if (alarms.length > 0) arm();

  return {
    stateOf: (alarmName) => states.get(alarmName),
    states: () => Object.fromEntries(states),
    close: () => clock.clearTimeout(timer),
  };
}

/** The alarm's latest whole periods, newest first: whether each breaches. */
function retrieve(
  { metrics: watched, isSum, periodMs, evaluationPeriods, isBreaching }: AlarmDefinition,
  metrics: MetricStore,
  now: number,
): (boolean | undefined)[] {
  const end = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  return Array.from({ length: evaluationPeriods + RETRIEVED_BEYOND }, (_, back) => {
    const until = end - back * periodMs;
    const values = watched.flatMap(({ metric, statistic }) => {
      const one = metrics.aggregate(metric, until - periodMs, until);
      return one ? [statistic(one)] : [];
    });
    if (isSum) return values.length > 0 ? isBreaching(values.reduce((a, b) => a + b, 0)) : undefined;
    const [value] = values;
    return value === undefined ? undefined : isBreaching(value);
  });
}
