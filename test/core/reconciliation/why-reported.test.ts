import { expect, test } from 'vitest';
import { DRIFT_KINDS } from '../../../core/reconciliation/drift.ts';
import { whyReported } from '../../../core/reconciliation/why-reported.ts';

test.each(DRIFT_KINDS)('%s that is only reported says what somebody can do about it', (kind) => {
  const because = whyReported(kind);

  expect(because).toMatch(/: (request|name|share) /);
});

test('what no setting would repair does not name the setting', () => {
  expect(whyReported('FLAGS_DIFFER')).toMatch('reconciliation.repair');
  expect(whyReported('SHARE_NOT_ASKED_FOR')).not.toMatch('config.yml');
});

test.each([
  ['SHARE_NOT_ASKED_FOR', 'UNSHARE to remove it'],
  ['PRINCIPAL_NOT_ASKED_FOR', 'DISASSOCIATE to remove it'],
  ['PRINCIPAL_LEFT_BEHIND', 'DISASSOCIATE to remove it'],
  ['ACCOUNT_SHARE', 'share with a node instead'],
  ['RISK_RISEN', 'constraints came after'],
  ['ACCESS_WITHOUT_SHARE', 'no share says how the account came by it'],
] as const)('of %s it says: %s', (kind, words) => {
  expect(whyReported(kind)).toContain(words);
});
