import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import type { Outcome } from '../../../core/outcome/outcome.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { startLedger } from './start-ledger.ts';

const NOW = '2026-11-22T00:00:00.000Z';
const LATER = '2026-11-22T01:00:00.000Z';
const EXPIRES = Math.floor(Date.now() / 1000) + 86_400;
const [DEPLOY, AUDIT] = ['Deploy', 'Audit'].map((name) => ({
  principalArn: `arn:aws:iam:::role/${name}`,
  principalType: 'IAM_PATTERN',
}));

let sandbox: Sandbox;
let takenOff: typeof import('../../../aws/ledger/taken-off.ts');
let requests: typeof import('../../../aws/ledger/requests.ts');
beforeAll(async () => {
  sandbox = await startLedger();
  takenOff = await import('../../../aws/ledger/taken-off.ts');
  requests = await import('../../../aws/ledger/requests.ts');
});
afterAll(() => sandbox.close());

function record(portfolioId: string, number: number, principals = [DEPLOY]): RequestRecord {
  const requestKey = `${portfolioId}-${number}`;
  const request = { requestId: requestKey, action: 'DISASSOCIATE', portfolioId, principals };
  return {
    requestKey,
    number,
    request,
    executionArn: requestKey,
    acceptedAt: NOW,
  } as unknown as RequestRecord;
}

/** A request that takes principals off, and is told as done unless a failure is given. */
async function takeOff(taker: RequestRecord, failure?: object): Promise<void> {
  await requests.claimRequest(taker);
  await takenOff.recordTakenOff(taker, NOW, EXPIRES);
  const outcome = { detailType: '', detail: { ...(failure && { failure }) } } as unknown as Outcome;
  await requests.recordOutcome(taker.requestKey, outcome);
}

test('what was told as taken off stays so for an older SHARE, though a newer request for it has failed', async () => {
  await takeOff(record('port-1', 2));
  await takeOff(record('port-1', 3), { code: 'SHARE_BUSY' });

  const { by } = await takenOff.readTakenOff(record('port-1', 1, [AUDIT, DEPLOY]), LATER);

  expect(by?.requestId).toBe('port-1-2');
});

test.each([
  ['older requests', 9, [DEPLOY], undefined],
  ['one that failed', 1, [DEPLOY], { code: 'SHARE_BUSY' }],
  ['one that took other principals off', 1, [AUDIT], undefined],
])('a SHARE does not give way to %s', async (_, number, principals, failure) => {
  const portfolioId = `port-${number}-${principals[0]?.principalArn}-${failure?.code}`;
  await takeOff(record(portfolioId, 2), failure);

  expect(await takenOff.readTakenOff(record(portfolioId, number, principals), LATER)).toEqual({ lately: [] });
});

test('what was taken off a moment ago is named once, whoever took it off', async () => {
  await takeOff(record('port-4', 2));
  await takeOff(record('port-4', 3));

  const { lately } = await takenOff.readTakenOff(record('port-4', 9, [AUDIT, DEPLOY]), NOW);

  expect(lately).toEqual([1]);
});
