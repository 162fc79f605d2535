import { expect, test } from 'vitest';
import { describeQuestion } from '../../../cli/start/describe-question.ts';
import type { Stack } from '../../../sandbox/template/resolve-template.ts';

const sandbox = {
  endpoint: 'http://127.0.0.1:4566',
  clock: { speed: 60, now: () => Date.parse('2026-01-01T00:00:00Z') },
  buses: { names: ['default', 'foliocast-dev'] },
  stack: { place: { accountId: '111122223333', region: 'eu-central-1' } } as Stack,
};
const question = {
  approvalId: 'apr-000000000000000000000000-1',
  digest: 'd'.repeat(64),
  severity: 'HIGH',
  expiresAt: '2026-01-04T00:00:00Z',
};

test('a request that waits for a yes is told with the time left and a command that says it', () => {
  const text = describeQuestion(
    { 'detail-type': 'PortfolioShareApprovalRequested', detail: question },
    sandbox,
  );

  expect(text).toMatch(/severity HIGH.*until\n2026-01-04T00:00:00Z, 72 minutes of yours/);
  expect(text).toContain('--region eu-central-1 --endpoint-url http://127.0.0.1:4566 events put-events');
  const [, entries = ''] = /--entries '(.+)'$/.exec(text ?? '') ?? [];
  const [entry] = JSON.parse(entries);
  expect(entry).toMatchObject({ EventBusName: 'foliocast-dev', DetailType: 'PortfolioShareApprovalDecided' });
  expect(JSON.parse(entry.Detail)).toEqual({
    approvalId: question.approvalId,
    digest: question.digest,
    decision: 'APPROVED',
    by: 'you',
  });
});

test('nothing is told of other events', () => {
  expect(describeQuestion({ 'detail-type': 'PortfolioShareCompleted', detail: {} }, sandbox)).toBeUndefined();
});
