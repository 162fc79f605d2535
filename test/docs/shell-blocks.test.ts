import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { size } from '../size.ts';
import { blocksOf, PAGES } from './pages.ts';

/** Most package with settings of their own, which takes a busy machine a while. */
const BLOCK_MS = 240_000;

/** What the tests themselves stand for, or run in. */
const OURS = /^npm (ci|test|run (prove|format|mutation|fault-matrix|storm|chaos|unknowns))\b/;

/** Blocks marked `sh` need Node and npm alone; those without a mark need a sandbox, and `bash` an AWS account. */
const SH = PAGES.flatMap(blocksOf).filter(({ language }) => language === 'sh');
const BLOCKS = SH.map(({ page, lines }) => ({
  page,
  lines: lines
    .flatMap((line) => line.replace(/\s+#.*$/, '').split(' && '))
    .filter((line) => !OURS.test(line)),
})).filter(({ lines }) => lines.length > 0);
/** What several pages have in the same words runs once. */
const DIFFERENT = [...Map.groupBy(BLOCKS, ({ lines }) => lines.join('\n')).values()].map(
  ([first, ...others]) => ({
    pages: [first, ...others].map((one) => one?.page).join(', '),
    lines: first?.lines ?? [],
  }),
);

test('a block that is marked so begins each line with npm or npx', () => {
  const others = SH.flatMap(({ lines }) => lines).filter((line) => !/^(npm|npx foliocast) /.test(line));

  expect(SH.length).toBeGreaterThan(5);
  expect(others).toEqual([]);
});

describe.skipIf(size === 'quick')(
  'a block that needs Node and npm alone runs in an empty home directory:',
  () => {
    test.each(DIFFERENT)('$pages: $lines', { timeout: BLOCK_MS + 10_000 }, async ({ lines }) => {
      const home = mkdtempSync(join(tmpdir(), 'foliocast-home-'));
      const env = { HOME: home, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, CI: 'true' };

      const running = promisify(execFile)('bash', ['-ec', lines.join('\n')], { env, timeout: BLOCK_MS });
      running.child.stdin?.end('y\n');

      await expect(running).resolves.toBeDefined();
      rmSync(home, { recursive: true, force: true });
    });
  },
);
