import { expect, test } from 'vitest';
import { selfApprovals } from '../../../core/approval/self-approvals.ts';

const OWN = '111122223333';

test.each([
  ['share one of several sources', ['acme.vending', 'acme.ops'], ['acme.security', 'acme.ops'], 1],
  ['name other sources', ['acme.vending'], ['acme.security'], 0],
  ['admit every source', ['*'], ['acme.security'], 1],
])('who may ask may also approve where both %s', (_, asking, approving, count) => {
  const policies = {
    requests: { allow: [{ accounts: ['SELF'], sources: asking, actions: ['SHARE'] }] },
    approvals: { approvers: [{ account: OWN, sources: approving }] },
    vending: { announcers: [], rules: [] },
  } as unknown as Parameters<typeof selfApprovals>[0];

  expect(selfApprovals(policies, OWN)).toHaveLength(count);
});
