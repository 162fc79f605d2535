import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DRIFT_KINDS } from '../../core/reconciliation/drift.ts';
import { REPAIRABLE } from '../../core/reconciliation/plan-repairs.ts';

test('docs/reconciliation.md has a row for every kind of drift, and says which are repaired', () => {
  const page = readFileSync('docs/reconciliation.md', 'utf8');

  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| .* \| (repaired|reported)\b[^|]*\|$/gm)];

  expect(rows.map(([, kind]) => kind)).toEqual([...DRIFT_KINDS]);
  expect(rows.filter(([, , what]) => what === 'repaired').map(([, kind]) => kind)).toEqual([...REPAIRABLE]);
});
