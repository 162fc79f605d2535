import { expect, test } from 'vitest';
import { RECONCILIATION_SOURCE } from '../../../core/request/reconciliation-source.ts';
import { requestKeyOf } from '../../../core/request/request-key.ts';
import { nextAttempt } from '../../../functions/reconciliation/next-attempt.ts';
import { BEFORE, NOW, RECORD } from '../given.ts';
import { part } from '../step.ts';

const ASKER = { account: '111122223333', source: RECONCILIATION_SOURCE };
const WEEKS_AGO = '2026-01-01T00:00:00.000Z';

/** The request of an attempt, as the ledger holds it. */
function attempt(requestId: string, more: object = {}) {
  const failure = { code: 'THROTTLED', cause: 'so it is', mayRetry: true };
  const detail = { failure, timing: { decidedAt: WEEKS_AGO } };
  const outcome = { detailType: 'PortfolioShareFailed', detail };
  const pk = `REQUEST#${requestKeyOf(ASKER, requestId)}`;
  return { pk, sk: 'REQUEST', ...RECORD, acceptedAt: WEEKS_AGO, outcome, ...more };
}

const attempts = (count: number) =>
  Array.from({ length: count }, (_, at) => attempt(at === 0 ? 'repair-a' : `repair-a-${at + 1}`));
const nextAfter = async (items: ReturnType<typeof attempts>, since?: string) =>
  (await part(() => nextAttempt('repair-a', false, NOW, since), { record: null, items })).out;

test('the first attempt has the id of the repair, and a later one says which it repeats', async () => {
  expect(await nextAfter([])).toEqual({ may: 'ASK', requestId: 'repair-a' });
  expect(await nextAfter(attempts(2))).toEqual({
    may: 'ASK',
    requestId: 'repair-a-3',
    retryOf: 'repair-a-2',
  });
});

test('it is not asked for beside one that is under way', async () => {
  const isUnderWay = [attempt('repair-a', { outcome: undefined })];

  expect(await nextAfter(isUnderWay)).toEqual({ may: 'NOT_AGAIN', because: 'repair-a is under way' });
});

test('what this step has asked for already, it does not ask for again', async () => {
  const asked = [attempt('repair-a', { acceptedAt: NOW, outcome: undefined })];

  expect(await nextAfter(asked, BEFORE)).toEqual({ may: 'ASKED', requestId: 'repair-a' });
});

test('after 300 attempts it is not asked for any more', async () => {
  expect(await nextAfter(attempts(299))).toMatchObject({ may: 'ASK', requestId: 'repair-a-300' });
  expect(await nextAfter(attempts(300))).toEqual({ may: 'NOT_AGAIN', because: '300 repairs have failed' });
});
