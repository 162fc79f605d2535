import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageService } from '../../packaging/package-service.ts';
import { FOUND, IN_INTERLEAVINGS, SECOND_LOCKS } from './conditions.ts';
import type { PlantedDefect } from './planted-defect.ts';
import { runWorld } from './world.ts';

/**
 * `npm run hunt`: takes each condition of the ledger's writes away in turn, and says which seed finds that it is gone.
 * Where no write of a seed was refused by a condition, its absence changes nothing: such seeds are not played again.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-1000' },
    count: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    package: { type: 'string' },
    /** So many seconds of this process, and no more. */
    seconds: { type: 'string', default: '1500' },
    again: { type: 'boolean', default: false },
  },
});
const [from = 1, to = from] = values.seeds.split('-').map(Number);
const packageDirectory = values.package ?? (await packageForThisRun());
const requests = Number(values.count);
const met = new Map<string, PlantedDefect>();
const found = new Map<string, number>(values.again ? [] : Object.entries(FOUND));
const newly = new Set<string>();
const refusals = new Map<string, number>();
let failed = 0;

for (let seed = from; seed <= to && process.cpuUsage().user / 1e6 < Number(values.seconds); seed++) {
  const world = { packageDirectory, seed, requests };
  const plain = await runWorld(world);
  for (const [name, defect] of plain.conditions)
    if (!IN_INTERLEAVINGS.includes(defect.condition)) met.set(name, defect);
  for (const problem of plain.problems) {
    failed += 1;
    console.log(`seed ${seed} fails as it is: ${problem.slice(0, 300)}`);
  }
  for (const [name, planted] of plain.problems.length > 0 ? [] : plain.refused) {
    refusals.set(name, (refusals.get(name) ?? 0) + 1);
    if (!met.has(name) || found.has(name) || !name.includes(values.only)) continue;
    if (/holder|#state|closedAt|draining|sweepId|^attribute_not_exists\(pk\)$/.test(planted.condition))
      continue;
    const [problem] = (await runWorld({ ...world, planted })).problems;
    if (problem === undefined) continue;
    found.set(name, seed);
    newly.add(name);
    console.log(`${name}\n  seed ${seed}: ${problem.slice(0, 200)}`);
  }
  console.log(
    `${(process.cpuUsage().user / 1e6).toFixed(0)} s, ${plain.refused.size} refused: after seed ${seed}: ${met.size} conditions met, ${found.size} found`,
  );
}
for (const name of [...met.keys()].filter((one) => one.includes(values.only))) {
  const reason = SECOND_LOCKS[name];
  if (newly.has(name) && reason !== undefined) console.log(`${name}\n  is found, though listed: ${reason}`);
  if (found.has(name)) continue;
  const tried = `${refusals.get(name) ?? 0} seeds in which it refused`;
  console.log(`${name}\n  not found by ${tried}: ${reason ?? 'and not listed as a second lock'}`);
  if (reason === undefined) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);

async function packageForThisRun(): Promise<string> {
  const outputDirectory = mkdtempSync(join(tmpdir(), 'foliocast-hunt-'));
  process.on('exit', () => rmSync(outputDirectory, { recursive: true, force: true }));
  await packageService({ outputDirectory });
  return outputDirectory;
}
