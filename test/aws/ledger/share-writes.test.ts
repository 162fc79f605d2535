import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestRecord, ShareRecord, WriteIntent } from '../../../core/ledger/request-record.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { startLedger } from './start-ledger.ts';

const NOW = '2026-11-22T00:00:00.000Z';
const FIRST: WriteIntent = { write: 'CREATE', number: 1, startedAt: NOW, answer: 'UNANSWERED' };
const SECOND: WriteIntent = { ...FIRST, startedAt: '2026-11-22T00:01:00.000Z', isDoubted: true };

let sandbox: Sandbox;
let requests: typeof import('../../../aws/ledger/requests.ts');
let writes: typeof import('../../../aws/ledger/share-writes.ts');
beforeAll(async () => {
  sandbox = await startLedger();
  requests = await import('../../../aws/ledger/requests.ts');
  writes = await import('../../../aws/ledger/share-writes.ts');
});
afterAll(() => sandbox.close());

function share(status: ShareRecord['status'], portfolioShareToken = 'share-1'): ShareRecord {
  return { write: 'CREATE', status, portfolioShareToken } as ShareRecord;
}

async function begin(requestKey: string): Promise<void> {
  await requests.claimRequest({ requestKey, executionArn: requestKey, acceptedAt: NOW } as RequestRecord);
  await writes.recordIntent(requestKey, FIRST, undefined);
}

test.each([
  ['of the same attempt', 'req-same', FIRST],
  ['of a later attempt', 'req-later', SECOND],
])(
  'an answer that is recorded late leaves an end as it is, after the answer %s',
  async (_, requestKey, answered) => {
    await begin(requestKey);
    await writes.recordAnswer(requestKey, answered, share('IN_PROGRESS'));
    await writes.recordPoll(requestKey, share('COMPLETED'));

    await writes.recordAnswer(requestKey, FIRST, share('IN_PROGRESS'));

    expect((await requests.findRequest(requestKey))?.share?.status).toBe('COMPLETED');
  },
);

test('an end is recorded after a status that nobody knows, and stands', async () => {
  await begin('req-new-status');
  await writes.recordAnswer('req-new-status', FIRST, share('NOT_STARTED'));
  for (const status of ['PENDING_REVIEW', 'ERROR', 'PENDING_REVIEW']) {
    await writes.recordPoll('req-new-status', share(status as ShareRecord['status']));
  }

  expect((await requests.findRequest('req-new-status'))?.share?.status).toBe('ERROR');
});

test.each(['access', 'verification'] as const)(
  'a look that is recorded late leaves a later one as it is: %s',
  async (kind) => {
    const requestKey = `req-look-${kind}`;
    await begin(requestKey);
    const seenAt = (lookedAt: string) =>
      requests.recordSeen(requestKey, { [kind]: { lookedAt } } as Pick<RequestRecord, 'access'>, lookedAt);
    await seenAt(SECOND.startedAt);
    const recorded = async () => (await requests.findRequest(requestKey))?.[kind];

    await expect(seenAt(NOW)).rejects.toMatchObject({ name: 'LedgerUnavailable' });
    expect(await recorded()).toEqual({ lookedAt: SECOND.startedAt });
    await seenAt('2026-11-22T00:02:00.000Z');
    expect(await recorded()).toEqual({ lookedAt: '2026-11-22T00:02:00.000Z' });
  },
);

test('the answer of a later attempt counts, though that of an earlier one was recorded meanwhile', async () => {
  await begin('req-both');
  await writes.recordAnswer('req-both', FIRST, share('IN_PROGRESS', 'share-1'));

  await writes.recordAnswer('req-both', SECOND, share('IN_PROGRESS', 'share-2'));

  expect((await requests.findRequest('req-both'))?.share?.portfolioShareToken).toBe('share-2');
});
