import { expect, test } from 'vitest';
import { parseDeclared } from '../../../core/declaration/parse-declared.ts';

test('declares more portfolios than an event could hold values, each once', () => {
  const shares = [{ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } }];
  const portfolios = Array.from({ length: 13_000 }, (_, n) => ({ portfolioId: `port-${n}`, shares }));

  const parsed = parseDeclared({ version: 1, portfolios }, 'aws');
  const repeated = parseDeclared({ version: 1, portfolios: [...portfolios, portfolios[0]] }, 'aws');

  expect(parsed).toMatchObject({ ok: true });
  expect(repeated).toMatchObject({ ok: false, problems: [{ path: ['portfolios', 13_000, 'portfolioId'] }] });
});
