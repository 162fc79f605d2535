import { expect, test } from 'vitest';
import { parseConfig } from '../../../core/config/config.ts';
import { configWarnings } from '../../../core/config/config-warnings.ts';

function warningsOf(config: object): string[] {
  const parsed = parseConfig(config);
  if (!parsed.ok) throw new Error('not a config');
  return configWarnings(parsed.config);
}
const rule = (accounts: string[], sources: string[]) => ({
  requests: { allow: [{ accounts, sources, portfolios: ['*'], nodes: ['*'] }] },
});
const approver = (account: string, sources: string[]) => ({
  approvals: { approvers: [{ account, sources }] },
});

test('warns where policy asks for an approval that nobody can give', () => {
  expect(warningsOf({})).toEqual([expect.stringMatching(/^Nobody can approve: a request of severity HIGH /)]);
  expect(warningsOf({ principals: { decisions: { HIGH: 'REFUSE' } } })).toEqual([]);
});

test.each([
  ['the same source', rule(['SELF'], ['acme.vending']), approver('SELF', ['acme.vending'])],
  ['any source that asks', rule(['SELF'], ['*']), approver('SELF', ['acme.security'])],
  ['any source that approves', rule(['222233334444'], ['acme.vending']), approver('222233334444', ['*'])],
  ['any account that asks', rule(['*'], ['*']), approver('222233334444', ['acme.security'])],
])('warns where whoever may ask may also approve: %s', (_, requests, approvals) => {
  expect(warningsOf({ ...requests, ...approvals })).toEqual([
    expect.stringMatching(/^Who may ask may also approve: approvals.approvers\[0\] and requests.allow\[0\] /),
  ]);
});

test('does not warn where account or source keep them apart', () => {
  expect(warningsOf({ ...rule(['SELF'], ['acme.vending']), ...approver('SELF', ['acme.security']) })).toEqual(
    [],
  );
  expect(warningsOf({ ...rule(['SELF'], ['*']), ...approver('222233334444', ['*']) })).toEqual([]);
});
