import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * `npm run mutation` tries the mutants that the kept report does not cover: those of lines that changed, or whose tests
 * did. It fails under 90 %, and keeps what it found. With options, which are Stryker's, it tries all and keeps nothing.
 */
const KEPT = 'test/mutation/tried.json';
/** As stryker.config.json names it. */
const REPORT = 'reports/incremental.json';
const options = process.argv.slice(2);
const isKept = options.length === 0;

mkdirSync('reports', { recursive: true });
if (isKept && existsSync(KEPT)) copyFileSync(KEPT, REPORT);
else rmSync(REPORT, { force: true });
const { status } = spawnSync('npx', ['stryker', 'run', ...options], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (isKept) keep(JSON.parse(readFileSync(REPORT, 'utf8')));
process.exitCode = status ?? 1;

/** A line for each file, and nothing of the machine. */
function keep(
  report: Readonly<Record<'schemaVersion' | 'thresholds' | 'files' | 'testFiles', object>>,
): void {
  const lines = (entries: object) =>
    Object.entries(entries)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  const head = `"schemaVersion": ${JSON.stringify(report.schemaVersion)}, "thresholds": ${JSON.stringify(report.thresholds)}`;
  writeFileSync(
    KEPT,
    `{${head},\n"files": {\n${lines(report.files)}\n},\n"testFiles": {\n${lines(report.testFiles)}\n}}\n`,
  );
}
