import { expect, test } from 'vitest';
import { handler as startReconciliation } from '../../../functions/reconciliation/start-reconciliation.ts';
import { NOW, PORTFOLIO, SHARE_ITEM, UNIT } from '../given.ts';
import { step } from '../step.ts';

const END = {
  access: 'ALL',
  flags: 'ALL',
  failures: [],
  requestId: 'x',
  grantedAt: '2026-03-01T00:00:00.000Z',
};
const KNOWN = { pk: `PORTFOLIO#${PORTFOLIO}`, sk: 'PORTFOLIO' };

const call = (eventName: string, more: object = {}) => ({
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    eventName,
    requestParameters: { portfolioId: PORTFOLIO, organizationNode: { value: UNIT } },
    ...more,
  },
});

async function endAfterCall(event: object, item: object) {
  const input = { event, runId: 'run-1', startedAt: NOW };
  const { ledger } = await step(startReconciliation, input, { items: [KNOWN, { ...SHARE_ITEM, ...item }] });
  return ledger[`${SHARE_ITEM.pk} ${SHARE_ITEM.sk}`].end;
}

test('what is known of the end of a share is not any more once others acted, wanted or not', async () => {
  const updated = call('UpdatePortfolioShare');

  for (const item of [{ end: END, wanted: { requestId: 'x' } }, { end: END }])
    expect(await endAfterCall(updated, item)).toMatchObject({ access: 'UNKNOWN', flags: 'UNKNOWN' });
  expect(await endAfterCall(updated, {})).toBeUndefined();
});

test.each([
  ['when CloudTrail says', '2026-03-02T09:58:00Z', {}, '2026-03-02T09:58:00.000Z'],
  ['by now, where it does not say', undefined, {}, NOW],
  ['by now, where it says a time to come', '2026-03-02T10:30:00Z', {}, NOW],
  [
    'when a later event has said',
    '2026-03-02T09:58:00Z',
    { othersActedAt: '2026-03-02T09:59:00.000Z' },
    '2026-03-02T09:59:00.000Z',
  ],
])('others have acted %s', async (_, eventTime, end, othersActedAt) => {
  const deleted = call('DeletePortfolioShare', { eventTime });

  expect(await endAfterCall(deleted, { end: { ...END, ...end } })).toEqual({
    ...END,
    access: 'UNKNOWN',
    othersActedAt,
  });
  expect(await endAfterCall(deleted, { end: { ...END, ...end, access: 'NOT_ALL' } })).toMatchObject({
    access: 'NOT_ALL',
    othersActedAt,
  });
});
