import { expect, test } from 'vitest';
import { describeQuestion } from '../../../cli/start/describe-question.ts';

const sandbox = {
  endpoint: 'http://127.0.0.1:4566',
  clock: { speed: 60, now: () => Date.parse('2026-01-01T00:00:00Z') },
};
const question = {
  requestId: 'vend 1',
  severity: 'HIGH',
  expiresAt: '2026-01-04T00:00:00Z',
};

test('a request that waits for a yes is told with the time left and a command that says it', () => {
  const text = describeQuestion(
    { 'detail-type': 'PortfolioShareApprovalRequested', detail: question },
    sandbox,
  );

  expect(text).toMatch(/severity HIGH.*until\n2026-01-04T00:00:00Z, 72 minutes of yours/);
  expect(text).toContain(
    "npx foliocast approve 'vend 1' --source acme.security --endpoint-url http://127.0.0.1:4566",
  );
});

test('nothing is told of other events', () => {
  expect(describeQuestion({ 'detail-type': 'PortfolioShareCompleted', detail: {} }, sandbox)).toBeUndefined();
});
