import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inLine, withoutControls, wrapped } from '../../../cli/command/print.ts';

test('a long line is broken at spaces, under its own indentation', () => {
  expect(wrapped('  one two three four', 12)).toBe('  one two\n  three four');
});

test('a command stays on one line, so that it can be copied as it is', () => {
  const next = 'Next, to see it: npx foliocast show first --endpoint-url http://127.0.0.1:4566';

  expect(wrapped(next, 40)).toBe(
    'Next, to see it:\n  npx foliocast show first --endpoint-url http://127.0.0.1:4566',
  );
  expect(wrapped(next, 80)).toBe(next);
});

test('so does one that stands alone', () => {
  const line = '  npx foliocast show first --endpoint-url http://127.0.0.1:4566';

  expect(wrapped(line, 40)).toBe(line);
});

test('text of others cannot clear lines, turn the order of letters, or begin lines of its own', () => {
  const trick = 'me\u001b[1A\u001b[2K\u009b2J\u202e\r\nrisk LOW';

  expect(withoutControls(inLine(trick))).toBe('me\\u001b[1A\\u001b[2K\\u009b2J\\u202e risk LOW');
  expect(withoutControls('\u001b[32m+ create\u001b[0m\nnext')).toBe('\u001b[32m+ create\u001b[0m\nnext');
});

test.skipIf(!existsSync('/dev/full'))('an answer that cannot be written is not done', () => {
  const full = openSync('/dev/full', 'w');
  const args = ['cli/foliocast.mjs', 'explain', 'arn:aws:iam:::role/x-*'];

  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', full, 'pipe'] });

  closeSync(full);
  expect(status).toBe(1);
  expect(stderr.toString()).toMatch(/^The output could not be written: ENOSPC/);
});
