import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageService } from '../../packaging/package-service.ts';
import { FOUND_BY_STORM, IN_INTERLEAVINGS, SECOND_LOCKS } from './conditions.ts';
import { type ConditionInCode, conditionsInCode, nameOfCondition } from './conditions-in-code.ts';
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
    /** Those too of which test/storm/conditions.ts knows a seed. */
    again: { type: 'boolean', default: false },
  },
});
const [from = 1, to = from] = values.seeds.split('-').map(Number);
const packageDirectory = values.package ?? (await packageForThisRun());
const requests = Number(values.count);
const inCode = conditionsInCode();
const hunted = new Set(
  inCode
    .map(nameOfCondition)
    .filter((name) => !(name in IN_INTERLEAVINGS) && name.includes(values.only))
    .filter((name) => values.again || !(name in FOUND_BY_STORM)),
);
const found = new Set<string>();
const refusals = new Map<string, number>();
const seconds = () => Math.round(process.cpuUsage().user / 1e6);
let failed = 0;

for (let seed = from; seed <= to && seconds() < Number(values.seconds); seed++) {
  const world = { packageDirectory, seed, requests };
  const { problems, refused } = await runWorld(world);
  if (problems.length > 0) {
    failed += 1;
    console.log(`seed ${seed} fails as it is: ${problems[0]?.slice(0, 300)}`);
    continue;
  }
  for (const planted of refused.values()) await hunt(planted, seed);
  console.log(`${seconds()} s, seed ${seed}: ${found.size} found`);
}
for (const name of hunted) {
  if (found.has(name)) continue;
  const why = SECOND_LOCKS[name] ?? 'a play of test/storm/stale-writes finds it';
  console.log(`${name}\n  not found by ${refusals.get(name) ?? 0} seeds in which it refused: ${why}`);
}
process.exit(failed === 0 ? 0 : 1);

async function hunt(planted: PlantedDefect, seed: number): Promise<void> {
  const names = inCode.filter((one) => isSame(one, planted)).map(nameOfCondition);
  const sought = names.filter((name) => hunted.has(name) && !found.has(name));
  if (sought.length === 0) return;
  for (const name of sought) refusals.set(name, (refusals.get(name) ?? 0) + 1);
  const [problem] = (await runWorld({ packageDirectory, seed, requests, planted })).problems;
  if (problem === undefined) return;
  for (const name of sought) {
    found.add(name);
    console.log(`${name}\n  seed ${seed}: ${problem.slice(0, 200)}`);
    if (name in SECOND_LOCKS) console.log(`  though it is listed as a second lock: ${SECOND_LOCKS[name]}`);
  }
}

function isSame(one: ConditionInCode, { condition, part }: PlantedDefect): boolean {
  return one.condition === condition && one.part === part;
}

async function packageForThisRun(): Promise<string> {
  const outputDirectory = mkdtempSync(join(tmpdir(), 'foliocast-hunt-'));
  process.on('exit', () => rmSync(outputDirectory, { recursive: true, force: true }));
  await packageService({ outputDirectory });
  return outputDirectory;
}
