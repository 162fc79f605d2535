export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  /** By name; a metric with other dimensions is another metric. */
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Aggregate {
  readonly sum: number;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** CloudWatch's metrics, as far as somebody watches them, in minutes. */
export interface MetricStore {
  /** Keeps a metric from now on, so far back; what nobody watches is not kept. */
  watch(metric: MetricName, keepMs: number): void;
  record(metric: MetricName, value: number, at: number): void;
  /** What was recorded from `from` until before `until`; `undefined` where nothing was. */
  aggregate(metric: MetricName, from: number, until: number): Aggregate | undefined;
}

const MINUTE_MS = 60_000;

export function createMetricStore(): MetricStore {
  const watched = new Map<string, { keepMs: number; minutes: Map<number, Aggregate> }>();
  return {
    watch(metric, keepMs) {
      const { minutes = new Map(), keepMs: before = 0 } = watched.get(keyOf(metric)) ?? {};
      watched.set(keyOf(metric), { keepMs: Math.max(before, keepMs), minutes });
    },
    record(metric, value, at) {
      const series = watched.get(keyOf(metric));
      if (!series) return;
      const minute = Math.floor(at / MINUTE_MS);
      const one = { sum: value, count: 1, minimum: value, maximum: value };
      series.minutes.set(minute, join(series.minutes.get(minute), one));
      const oldest = Math.floor((at - series.keepMs) / MINUTE_MS);
      for (const kept of series.minutes.keys()) if (kept < oldest) series.minutes.delete(kept);
    },
    aggregate(metric, from, until) {
      const { minutes } = watched.get(keyOf(metric)) ?? {};
      let total: Aggregate | undefined;
      for (let minute = Math.floor(from / MINUTE_MS); minute < Math.floor(until / MINUTE_MS); minute++) {
        const one = minutes?.get(minute);
        if (one) total = join(total, one);
      }
      return total;
    },
  };
}

function join(before: Aggregate | undefined, one: Aggregate): Aggregate {
  if (!before) return one;
  return {
    sum: before.sum + one.sum,
    count: before.count + one.count,
    minimum: Math.min(before.minimum, one.minimum),
    maximum: Math.max(before.maximum, one.maximum),
  };
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
