import { isObject } from '../template/read-template.ts';
import type { MetricName } from './metric-store.ts';

/** The metrics in a log line in embedded metric format; none in any other. Source: CloudWatch user guide, "Embedded metric format". */
export function embeddedMetrics(line: string): (MetricName & { readonly value: number })[] {
  if (!line.startsWith('{') || !line.includes('"CloudWatchMetrics"')) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return [];
  }
  if (!isObject(parsed) || !isObject(parsed._aws) || !Array.isArray(parsed._aws.CloudWatchMetrics)) return [];
  const root = parsed;
  return parsed._aws.CloudWatchMetrics.filter(isObject).flatMap(({ Namespace, Dimensions, Metrics }) =>
    listOf(Dimensions).flatMap((names) =>
      listOf(Metrics)
        .filter(isObject)
        .flatMap(({ Name }) => {
          const value = root[String(Name)];
          if (typeof value !== 'number') return [];
          const dimensions = Object.fromEntries(
            listOf(names).map((name) => [name, String(root[String(name)])]),
          );
          return [{ namespace: String(Namespace), name: String(Name), dimensions, value }];
        }),
    ),
  );
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
