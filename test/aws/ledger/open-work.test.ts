import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { startLedger } from './start-ledger.ts';

const at = (minute: number) => `2026-11-22T00:0${minute}:00.000Z`;

let sandbox: Sandbox;
let requests: typeof import('../../../aws/ledger/requests.ts');
let openWork: typeof import('../../../aws/ledger/open-work.ts');
beforeAll(async () => {
  sandbox = await startLedger();
  requests = await import('../../../aws/ledger/requests.ts');
  openWork = await import('../../../aws/ledger/open-work.ts');
});
afterAll(() => sandbox.close());

test('a request that was looked at goes to the back, so what always fails starves nobody', async () => {
  for (const [nth, requestKey] of ['req-a', 'req-b', 'req-c'].entries()) {
    const record = { requestKey, executionArn: requestKey, acceptedAt: at(nth) } as RequestRecord;
    await requests.claimRequest(record);
  }
  const first = await openWork.listOpenRequests(at(9), 2);

  for (const requestKey of first) await requests.recordLook(requestKey, at(5));

  expect(first).toEqual(['req-a', 'req-b']);
  expect(await openWork.listOpenRequests(at(9), 2)).toEqual(['req-c', 'req-a']);
});
