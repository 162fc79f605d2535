import { stage } from './stack.ts';

/**
 * Writes one line in embedded metric format: CloudWatch Logs makes metrics of it, which needs no right and no
 * call. Straight to the output, since Lambda puts a time before what goes through the console.
 */
export function emitMetrics(values: Readonly<Record<string, number>>, now: string): void {
  const Metrics = Object.keys(values).map((Name) => ({
    Name,
    Unit: Name.endsWith('Seconds') ? 'Seconds' : 'Count',
  }));
  const CloudWatchMetrics = [{ Namespace: 'Foliocast', Dimensions: [['Stage']], Metrics }];
  const line = { _aws: { Timestamp: Date.parse(now), CloudWatchMetrics }, Stage: stage(), ...values };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
