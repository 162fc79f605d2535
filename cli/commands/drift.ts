import type { Command } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { atStack } from '../connect/at-stack.ts';
import { asker } from '../connect/connect.ts';
import { DRIFT_JSON } from '../drift/drift-json.ts';
import { portfolioOf } from '../requests/portfolio-option.ts';
import { BY, changesNothing } from './by.ts';

export const drift: Command = {
  usage: 'drift',
  about: 'Lists where the real shares differ from the wanted ones; can compare again.',
  options: {
    portfolio: { kind: 'TEXT', about: 'Of this portfolio alone' },
    now: { kind: 'FLAG', about: 'Compares now, and repairs the kinds that config.yml allows' },
    'dry-run': { kind: 'FLAG', about: 'With --now, repairs nothing' },
    'check-accounts': { kind: 'FLAG', about: 'With --now, also looks for access that no share gives' },
    'max-repairs': { kind: 'TEXT', about: 'With --now, instead of maxRepairsPerRun of config.yml' },
    acknowledge: { kind: 'TEXT', about: 'DRIFT-ID that is known, and silent until it changes' },
    until: { kind: 'TEXT', about: 'With --acknowledge, silent until 2026-12-31T00:00:00Z' },
    by: BY,
  },
  json: DRIFT_JSON,
  connects: true,
  examples: [
    ['drift --stage prod', 'What the last comparison found.'],
    ['drift --now --dry-run', 'Compares now, and repairs nothing.'],
    ['drift --acknowledge drift-port-a1b2c3d4e5f6g-0123456789abcdef0123-g1', 'It is known.'],
  ],
  load: async () => (given) => {
    const action = actionOf(given);
    const isCount = (value: number) => Number.isInteger(value) && value >= 0;
    const maxRepairs = given.number('max-repairs', 'a whole number from 0', isCount);
    return atStack(given, async (connection) => {
      const by = asker(given);
      await (await import('../drift/refuse-unknown.ts')).refuseUnknown(connection, given.text('portfolio'));
      if (action === 'now')
        return (await import('../drift/reconcile-now.ts')).reconcileNow(given, connection, by, maxRepairs);
      if (action === 'acknowledge') {
        const { acknowledge } = await import('../drift/acknowledge.ts');
        return acknowledge(connection, given.text('acknowledge') ?? '', by, given.text('until'));
      }
      const { readDrifts } = await import('../drift/read-drifts.ts');
      const { showDrifts } = await import('../drift/show-drifts.ts');
      return showDrifts(connection, await readDrifts(given.text('portfolio')), given.flag('json'));
    });
  },
};

/** @throws AskedWrongly where one is given what belongs to another */
function actionOf(given: Given): 'now' | 'acknowledge' | undefined {
  const isNow = given.flag('now');
  const isAcknowledging = given.text('acknowledge') !== undefined;
  if (isNow && isAcknowledging)
    throw new AskedWrongly('--now and --acknowledge are two things: expected one.');
  const ofNow = ['dry-run', 'check-accounts'].find((name) => given.flag(name));
  const more = ofNow ?? (given.text('max-repairs') === undefined ? undefined : 'max-repairs');
  if (!isNow && more) throw new AskedWrongly(`--${more} says how to compare: expected --now.`);
  if (!isAcknowledging && given.text('until') !== undefined)
    throw new AskedWrongly('--until says how long a drift is silent: expected --acknowledge DRIFT-ID.');
  if (isAcknowledging && (given.flag('json') || given.text('portfolio') !== undefined))
    throw new AskedWrongly('--acknowledge names its drift alone: leave --json and --portfolio out.');
  if (!isNow && !isAcknowledging && given.text('by') !== undefined)
    throw changesNothing('--now or --acknowledge');
  portfolioOf(given);
  return isNow ? 'now' : isAcknowledging ? 'acknowledge' : undefined;
}
