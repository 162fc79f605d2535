import { expect, test } from 'vitest';
import { wrapped } from '../../../cli/command/print.ts';

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
