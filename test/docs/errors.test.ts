import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failureTable } from './failure-table.ts';

test('docs/errors.md holds every failure code, whether a new request may succeed, and what to do', () => {
  const page = readFileSync('docs/errors.md', 'utf8');

  expect(page).toContain(failureTable());
});
