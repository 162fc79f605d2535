/** CloudWatch retrieves more periods than it evaluates, so that a late one is no missing one. Here: as in its guide's examples. */
export const RETRIEVED_BEYOND = 2;

/**
 * The state of an alarm, by the periods that were retrieved, newest first, `undefined` without data. Where as
 * many as are evaluated have data, the newest of those count; else those that lack count as the alarm says.
 * Source: CloudWatch user guide, "Configuring how alarms treat missing data".
 */
export function evaluateAlarm(
  retrieved: readonly (boolean | undefined)[],
  {
    evaluationPeriods,
    datapointsToAlarm,
    missingIsBreaching,
  }: {
    readonly evaluationPeriods: number;
    readonly datapointsToAlarm: number;
    readonly missingIsBreaching: boolean;
  },
): 'ALARM' | 'OK' {
  const real = retrieved.filter((one) => one !== undefined).slice(0, evaluationPeriods);
  const breaching = real.filter((one) => one).length;
  const filled = missingIsBreaching ? evaluationPeriods - real.length : 0;
  return breaching + filled >= datapointsToAlarm ? 'ALARM' : 'OK';
}
