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
    'Written by `npm run fault-matrix`, which runs every cell through the packaged machine in the sandbox: each AWS call that a role of the share machine allows, times each documented error of it, a connection dropped before and after the effect, an answer that never comes before and after it, the function killed before and after it, the event delivered twice more at that moment, and the execution stopped by hand. An error, a drop or a silence is met four times in a row, as often as an SDK tries by itself; a write to Service Catalog is refused once. Every cell ends in exactly one outcome, a lease that is free again, and a share that is as the outcome says, or `UNKNOWN`. Where several are true, such as when an execution is stopped while its function runs on, the page shows the one that came about.',
    '',
    '*In memory*: the packaged functions inside one process, with calls that take no socket and pauses that take no time, so that `npm test` runs every cell. *In processes*: each function in a process of its own, killed by SIGKILL, over HTTP; `npm test` runs one cell for each call and kind. A silence lasts as long as the client waits, which in a process is real time: `-`; two such cells are in test/fault-matrix/hanging-answers.test.ts. Beyond single faults, `npm run storm` lets hundreds of requests meet several at once, in memory, and `npm run chaos` kills and stops hundreds in processes.',
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
