import { expect, test } from 'vitest';
import { selfApprovals } from '../../../core/approval/self-approvals.ts';
import { parseConfig } from '../../../core/config/config.ts';
import type { Config } from '../../../core/config/config-schema.ts';
import { configWarnings } from '../../../core/config/config-warnings.ts';

function parsed(config: object): Config {
  const read = parseConfig(config);
  if (!read.ok) throw new Error('not a config');
  return read.config;
}
const warningsOf = (config: object) => configWarnings(parsed(config));
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
  ['any source that asks', rule(['SELF'], ['*']), approver('SELF', ['acme.security'])],
  ['any source that approves', rule(['222233334444'], ['acme.vending']), approver('222233334444', ['*'])],
  ['any account that asks', rule(['*'], ['*']), approver('222233334444', ['acme.security'])],
])('warns where whoever may ask may also approve: %s', (_, requests, approvals) => {
  expect(warningsOf({ ...requests, ...approvals })).toEqual([
    expect.stringMatching(/^Who may ask may also approve: approvals.approvers\[0\] and requests.allow\[0\] /),
  ]);
});

test('warns where nobody can approve what a rule admits', () => {
  const config = { ...rule(['SELF'], ['acme.ops']), ...approver('SELF', ['acme.ops']) };

  expect(warningsOf(config)).toEqual([
    expect.stringMatching(/^Nobody can approve what requests.allow\[0\] admits: /),
  ]);
  expect(warningsOf({ ...config, ...approver('222233334444', ['acme.ops']) })).toEqual([]);
  expect(
    warningsOf({ ...rule(['SELF'], ['acme.ops']), principals: { decisions: { HIGH: 'REFUSE' } } }),
  ).toEqual([]);
});

test('the number of the own account is known to be SELF only where the service runs', () => {
  const own = parsed({ ...rule(['SELF'], ['*']), ...approver('111122223333', ['acme.security']) });
  const numbered = parsed({ ...rule(['111122223333'], ['*']), ...approver('SELF', ['acme.security']) });

  expect(selfApprovals(own)).toEqual([]);
  expect(selfApprovals(own, '111122223333')).toHaveLength(1);
  expect(selfApprovals(own, '222233334444')).toEqual([]);
  expect(selfApprovals(numbered, '111122223333')).toHaveLength(1);
});

test('warns where whoever announces accounts may also approve what they get', () => {
  const vending = (...portfolios: string[]) => ({
    vending: { rules: portfolios.map((one) => ({ unit: 'any', portfolios: [one] })) },
  });
  const config = { ...rule(['SELF'], ['acme.vending']), ...approver('SELF', ['acme.security']) };

  expect(warningsOf({ ...config, ...vending('port-1') })).toEqual([
    expect.stringContaining('approvals.approvers[0] and vending.announcers[0] admit the same'),
  ]);
  expect(warningsOf({ ...config, ...vending() })).toEqual([]);
});

test('an announcer may approve what its accounts get, though both have one source', () => {
  const vending = {
    announcers: [{ account: 'SELF', sources: ['acme.security'] }],
    rules: [{ unit: 'any', portfolios: ['port-1'] }],
  };
  const config = { ...rule(['SELF'], ['acme.vending']), ...approver('SELF', ['acme.security']), vending };

  expect(warningsOf(config)).toEqual([expect.stringContaining('vending.announcers[0] admit the same')]);
});

test('warns where the approver may be the management account, which announces accounts', () => {
  const vending = (sources: string[]) => ({
    vending: {
      announcers: [{ account: 'MANAGEMENT', sources }],
      rules: [{ unit: 'any', portfolios: ['port-1'] }],
    },
  });
  const config = { ...rule(['SELF'], ['acme.vending']), ...approver('222233334444', ['acme.security']) };

  expect(warningsOf({ ...config, ...vending(['*']) })).toEqual([
    expect.stringMatching(/^Who may ask may also approve, if 222233334444 is the management account: /),
  ]);
  expect(warningsOf({ ...config, ...vending(['oc.org-formation']) })).toEqual([]);
});

test('does not warn where account or source keep them apart', () => {
  expect(warningsOf({ ...rule(['SELF'], ['acme.vending']), ...approver('SELF', ['acme.security']) })).toEqual(
    [],
  );
  expect(warningsOf({ ...rule(['SELF'], ['*']), ...approver('222233334444', ['*']) })).toEqual([]);
  const unshare = { accounts: ['SELF'], actions: ['UNSHARE'], portfolios: ['*'], nodes: ['*'] };
  expect(warningsOf({ requests: { allow: [unshare] }, ...approver('SELF', ['acme.security']) })).toEqual([]);
});
