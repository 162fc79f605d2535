import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PRICES, sumOf } from '../../packaging/cost.ts';
import { packageService } from '../../packaging/package-service.ts';
import { live } from './life.ts';
import { unlevel } from './unlevel.ts';
import { monthOf } from './usage.ts';

/** `npm run days`: sixty days of an organization, by a seed; what they ended with, and what a month of them costs. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '60' },
    trace: { type: 'boolean', default: false },
    package: { type: 'string' },
  },
});
const packageDirectory = values.package ?? (await packageForThisRun());
const days = Number(values.days);
const { problems, levels, work, diary } = await live({
  packageDirectory,
  seed: Number(values.seed),
  days,
  onNight({ day, items, heapMegabytes }, { asked, outcomes, lastNight }) {
    const said = `${asked.size} asked, ${outcomes.length} told, ${lastNight.length} reports`;
    console.log(`day ${day}: ${items} items, ${heapMegabytes} MB, ${said}, ${cpuSeconds()} s of CPU`);
  },
  ...(values.trace && { onLine: (line: string) => console.error(line) }),
});
for (const [ending, count] of Object.entries(diary.endings()).sort()) console.log(`${count} ${ending}`);
console.log('Reported most often:');
const often = [...diary.nights].sort(([, one], [, other]) => other.length - one.length).slice(0, 10);
for (const [driftId, said] of often) {
  const { kind, whatWillBeDone } = said.at(-1);
  console.log(`  ${said.length} times ${kind} ${driftId}: ${JSON.stringify(whatWillBeDone)}`);
}
console.log(`${work.calls} calls of functions, without sweeps`);
const costs = monthOf(work, days, packageDirectory);
console.log(`A month, in dollars, by list prices of ${PRICES.asOf} without any free tier:`);
for (const { what, count, dollars } of costs) console.log(`  ${dollars.toFixed(2)}  ${count} ${what}`);
console.log(`  ${sumOf(costs).toFixed(2)}  together`);
const wrong = [...problems, ...unlevel(levels)];
for (const problem of wrong) console.log(`PROBLEM ${problem}`);
console.log(wrong.length === 0 ? 'Nothing is otherwise than it should be.' : `${wrong.length} problems.`);
process.exit(wrong.length === 0 ? 0 : 1);

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1e6);
}

async function packageForThisRun(): Promise<string> {
  const outputDirectory = mkdtempSync(join(tmpdir(), 'foliocast-days-'));
  process.on('exit', () => rmSync(outputDirectory, { recursive: true, force: true }));
  await packageService({ outputDirectory, configFile: join(import.meta.dirname, 'config.yml') });
  return outputDirectory;
}
