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
