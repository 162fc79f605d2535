import { expect, test } from 'vitest';
import { handler as decideOutcome } from '../../../functions/outcome/decide-outcome.ts';
import { handler as startReconciliation } from '../../../functions/reconciliation/start-reconciliation.ts';
import { BEFORE, type Given, NOW, PORTFOLIO, SHARE_ITEM, UNIT } from '../given.ts';
import { meanwhile, step } from '../step.ts';

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

const inputOf = (event: object) => ({ event, runId: 'run-1', startedAt: NOW });

async function endAfterCall(event: object, item: object, given: Given = {}) {
  const items = [KNOWN, { ...SHARE_ITEM, ...item }];
  const { ledger } = await step(startReconciliation, inputOf(event), { items, ...given });
  return ledger[`${SHARE_ITEM.pk} ${SHARE_ITEM.sk}`]?.end;
}

test('what is known of the end of a share is not any more once others acted, wanted or not', async () => {
  const updated = call('UpdatePortfolioShare');

  for (const item of [{ end: END, wanted: { requestId: 'x' } }, { end: END }])
    expect(await endAfterCall(updated, item)).toMatchObject({ access: 'UNKNOWN', flags: 'UNKNOWN' });
});

test('others have acted on a share, too, whose first request is under way, and on none where there is none', async () => {
  const updated = call('UpdatePortfolioShare', { eventTime: '2026-03-02T09:58:00Z' });
  const NOBODY = { sk: `SHARE#NOBODY#${PORTFOLIO}` };

  expect(await endAfterCall(updated, { lastSequence: 1 })).toEqual({
    access: 'UNKNOWN',
    flags: 'UNKNOWN',
    failures: [],
    requestId: '',
    grantedAt: '',
    othersActedAt: '2026-03-02T09:58:00.000Z',
  });
  const { ledger } = await step(startReconciliation, inputOf(updated), {
    items: [KNOWN, { ...SHARE_ITEM, ...NOBODY, lastSequence: 1 }],
  });
  expect(ledger[`${SHARE_ITEM.pk} ${NOBODY.sk}`]).toEqual({ lastSequence: 1 });
});

test('of two acts that are told at once the later counts, and what each made unknown', async () => {
  const first = call('UpdatePortfolioShare', { eventTime: '2026-03-02T09:57:00Z' });
  const last = call('DeletePortfolioShare', { eventTime: '2026-03-02T09:58:00Z' });

  for (const [slow, fast] of [
    [first, last],
    [last, first],
  ] as const) {
    for (const item of [{ end: END }, {}]) {
      const ledger = meanwhile('"#end"', startReconciliation, inputOf(fast));

      expect(await endAfterCall(slow, item, { ledger })).toMatchObject({
        flags: 'UNKNOWN',
        othersActedAt: '2026-03-02T09:58:00.000Z',
      });
    }
  }
});

test('what others did is not lost where a request records its end at the same time', async () => {
  const deleted = call('DeletePortfolioShare', { eventTime: '2026-03-02T09:58:00Z' });
  const ledger = meanwhile('"#end"', decideOutcome, { requestKey: 'req-1', requestId: 'test-1' });
  const share = {
    write: 'CREATE',
    portfolioShareToken: 'share-1',
    status: 'COMPLETED',
    successfulSoFar: 2,
    accounts: { succeeded: 2, failed: 0, alreadyReached: 0, alreadyReachedAccounts: [], failures: [] },
  };
  const intent = { write: 'CREATE', number: 1, startedAt: '2026-03-02T09:51:00.000Z', answer: 'ANSWERED' };
  const record = { before: 'ABSENT', plannedWrite: 'CREATE', intent, share };

  const end = await endAfterCall(deleted, { end: END }, { ledger, record });

  expect(end).toMatchObject({
    access: 'UNKNOWN',
    requestId: 'test-1',
    grantedAt: BEFORE,
    othersActedAt: '2026-03-02T09:58:00.000Z',
  });
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
