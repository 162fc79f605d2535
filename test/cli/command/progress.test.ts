import { afterEach, expect, test, vi } from 'vitest';
import { sayNothingMore } from '../../../cli/command/print.ts';
import { startProgress } from '../../../cli/command/progress.ts';

const { isTTY, columns } = process.stderr;
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(process.stderr, { isTTY, columns });
});

test('progress keeps to the width of its own terminal, wherever the answer goes', () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  Object.assign(process.stderr, { isTTY: true, columns: 30 });

  const progress = startProgress();
  progress.tell('1 of 200 portfolios were read, 3 of them in vain …');
  progress.end();

  const [line = '', end] = written.mock.calls.map(([text]) => String(text));
  expect(line.replace('\r\u001b[2K', '')).toHaveLength(29);
  expect(end).toBe('\r\u001b[2K');
});

test('once the command is stopped, what is still at work shows no progress', () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  Object.assign(process.stderr, { isTTY: true, columns: 30 });
  const progress = startProgress();

  sayNothingMore();
  progress.tell('101 of 402 portfolios were read …');

  expect(written).not.toHaveBeenCalled();
});
