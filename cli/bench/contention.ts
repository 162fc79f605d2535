import { note } from '../command/print.ts';
import { whenStopped } from '../command/stopping.ts';
import { type ContentionFlags, contentionScenario } from './contention-scenario.ts';
import type { Measured } from './measured.ts';
import { runFoliocast } from './run-foliocast.ts';
import { runStrategy } from './run-strategy.ts';
import { RANDOM_DELAY, RETRIES_ALONE } from './strategies.ts';

/** Everybody shares at once, over one account; Service Catalog takes one share action at a time. */
export async function runContention(
  flags: ContentionFlags,
  onProgress: (text: string) => void,
): Promise<readonly string[]> {
  const scenario = contentionScenario(flags);
  const measured = [await runFoliocast(scenario, flags.packageDirectory, onProgress)];
  for (const strategy of [RANDOM_DELAY, RETRIES_ALONE]) {
    onProgress(`${flags.requests} requests by ${strategy.name} …`);
    // A minute's work that is done is worth having.
    whenStopped({
      close: () => note(linesOf(flags, measured).join('\n')),
      says: 'Interrupted. Measured so far:',
    });
    measured.push(await runStrategy(strategy, scenario, flags.seed));
  }
  return linesOf(flags, measured);
}

function linesOf(flags: ContentionFlags, measured: readonly Measured[]): readonly string[] {
  const figures = measured.map((one) => ({
    ...one,
    successRate: one.succeeded / flags.requests,
    createCallsPerShare: one.succeeded === 0 ? null : one.createCalls / one.succeeded,
  }));
  const { requests, seconds, seed } = flags;
  if (flags.json)
    return [JSON.stringify({ benchmark: 'contention', requests, seconds, seed, strategies: figures })];
  return [
    `${flags.requests} requests at once, shares of ${flags.seconds / 2} to ${flags.seconds * 1.5} s, one share action at a time`,
    row('', 'succeeded', 'creates a share', 'took', 'overhead a share'),
    ...figures.map((one) =>
      row(
        one.name,
        `${(one.successRate * 100).toFixed(1)} %`,
        one.createCallsPerShare === null ? '-' : one.createCallsPerShare.toFixed(2),
        `${Math.round(one.makespanSeconds)} s`,
        one.overheadSecondsPerShare === undefined
          ? '-'
          : `${one.overheadSecondsPerShare.toFixed(1)} s, at most ${one.overheadSecondsAtMost?.toFixed(1)} s`,
      ),
    ),
  ];
}

function row(...cells: readonly string[]): string {
  const widths = [16, 11, 17, 9]; // with the last one within 80 columns
  return cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('');
}
