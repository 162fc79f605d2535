import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageService } from '../../packaging/package-service.ts';
import { nameOfDefect, type PlantedDefect } from './planted-defect.ts';
import { runWorld } from './world.ts';

/** `npm run hunt`: takes each condition of the ledger's writes away in turn, and says which seed finds that it is gone. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-1000' },
    count: { type: 'string', default: '6' },
    only: { type: 'string', default: '' },
  },
});
const [from = 1, to = from] = values.seeds.split('-').map(Number);
const packageDirectory = mkdtempSync(join(tmpdir(), 'foliocast-hunt-'));
process.on('exit', () => rmSync(packageDirectory, { recursive: true, force: true }));
await packageService({ outputDirectory: packageDirectory });
const requests = Number(values.count);

const met = new Map<string, PlantedDefect>();
for (let seed = from; seed < Math.min(from + 5, to + 1); seed++) {
  const { conditions } = await runWorld({ packageDirectory, seed, requests });
  for (const [name, defect] of conditions) met.set(name, defect);
}
for (const [name, planted] of met) {
  if (!name.includes(values.only)) continue;
  console.log(`${name}\n  ${await hunt(planted)}`);
}
process.exit(0);

async function hunt(planted: PlantedDefect): Promise<string> {
  for (let seed = from; seed <= to; seed++) {
    const { problems } = await runWorld({ packageDirectory, seed, requests, planted });
    if (problems.length > 0) return `seed ${seed}: ${problems[0]?.slice(0, 200)}`;
  }
  return `not found by seeds ${from} to ${to}: ${nameOfDefect(planted)}`;
}
