import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageService } from '../../packaging/package-service.ts';
import { commandOf, shrink } from './shrink.ts';
import { runWorld } from './world.ts';

/** `npm run storm`: one seed, or many; a failing one is made smaller and printed as a command. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '1-100' },
    count: { type: 'string', default: '6' },
    requests: { type: 'string' },
    faults: { type: 'string' },
    trace: { type: 'boolean', default: false },
    package: { type: 'string' },
  },
});
const [from = 1, to = from] = (values.seed ?? values.seeds).split('-').map(Number);
const packageDirectory = values.package ?? (await packageForThisRun());
let failed = 0;
for (let seed = from; seed <= to; seed++) {
  const world = {
    packageDirectory,
    seed,
    requests: Number(values.count),
    ...(values.requests !== undefined && { onlyRequests: setOf(values.requests) }),
    ...(values.faults !== undefined && { onlyFaults: setOf(values.faults) }),
  };
  const run = await runWorld(world);
  if (values.trace) for (const line of run.trace) console.log(line);
  console.log(
    `seed ${seed} ${run.hash}: ${run.requests.length} requests, ${run.faults.length} faults, ${run.minutes} minutes, ${run.problems.length} problems`,
  );
  for (const problem of run.problems) console.log(`  ${problem.slice(0, 400)}`);
  if (run.problems.length === 0) continue;
  failed += 1;
  if (values.faults === undefined) console.log(`  ${commandOf(await shrink(world, run))}`);
}
console.log(failed === 0 ? 'No seed failed.' : `${failed} seeds failed.`);
process.exit(failed === 0 ? 0 : 1);

async function packageForThisRun(): Promise<string> {
  const outputDirectory = mkdtempSync(join(tmpdir(), 'foliocast-storm-'));
  process.on('exit', () => rmSync(outputDirectory, { recursive: true, force: true }));
  await packageService({ outputDirectory });
  return outputDirectory;
}

function setOf(list: string): Set<string> {
  return new Set(list.split(',').filter((name) => name !== ''));
}
