import type { FunctionHost } from '../../sandbox/functions/functions.ts';
import { type Cell, NOT_CALLED, takesRealTime } from './cell.ts';
import { nameOfFault } from './fault-kinds.ts';
import { nameOfCall } from './workflow-calls.ts';

/** How each cell ended, by its name. */
export type Seen = Readonly<Record<FunctionHost, Map<string, string>>>;

/** The page docs/fault-matrix.md: a section for each call, a row for each fault and how it ended. */
export function writeTable(cells: readonly Cell[], seen: Seen): string {
  const calls = Map.groupBy(cells, ({ call }) => nameOfCall(call));
  const sections = [...calls].map(([name, rows]) => {
    const lines = rows.map((cell) => {
      const inProcesses = takesRealTime(cell) ? '-' : (seen.PROCESSES.get(cell.name) ?? 'not run');
      const inMemory = seen.MEMORY.get(cell.name) ?? 'not run';
      return `| ${nameOfFault(cell.fault)} | ${inProcesses} | ${inMemory} |`;
    });
    return [
      `## ${name}`,
      '',
      '| fault | in processes | in memory |',
      '| --- | --- | --- |',
      ...lines,
      '',
    ].join('\n');
  });
  const notCalled = Object.entries(NOT_CALLED).map(([name, why]) => `- \`${name}\`: ${why}`);
  return [
    '# Fault matrix',
    '',
    'Written by `npm run fault-matrix`, which runs every cell through the packaged machine in the sandbox: each AWS call that a role of the share machine allows, times each documented error of it, a connection dropped before and after the effect (which is also how a time-out looks to the caller), the function killed before and after it, the event delivered twice more at that moment, and the execution stopped by hand. An error or a drop is met four times in a row, as often as an SDK tries by itself; a write to Service Catalog is tried once. Every cell ends in exactly one outcome, a lease that is free again, and a share that is as the outcome says, or `UNKNOWN`. `npm test` runs one cell for each call and kind.',
    '',
    ...sections,
    '## Calls without cells',
    '',
    ...notCalled,
    '',
  ].join('\n');
}

/** Names of the cells on the page. */
export function readTable(page: string): string[] {
  return page.split('\n## ').flatMap((section) => {
    const [name = '', ...lines] = section.split('\n');
    return lines.flatMap((line) => {
      const [, fault] = /^\| (\w+) \| .* \|$/.exec(line) ?? [];
      return fault && fault !== 'fault' ? [`${name} ${fault}`] : [];
    });
  });
}
