import { afterAll, beforeAll, expect, test } from 'vitest';
import { countWaiting, pauseLease } from './ledger-tampering.ts';
import { packageWithConfig } from './package-with-config.ts';
import { shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  // Its longest queue is two.
  service = await startService({ packageDirectory: await packageWithConfig('short-queue-config.yml') });
});
afterAll(() => service.close());

test('a full queue refuses a SHARE as such, and never an UNSHARE', async () => {
  await service.unshare();
  const resume = await pauseLease(service.sandbox);
  const [first, second] = [shareRequest(), shareRequest()];
  const removal = shareRequest({ action: 'UNSHARE' });
  await waits(first, 1);
  await waits(second, 2);

  const refused = await service.ask(shareRequest());
  await waits(removal, 3);
  await resume();
  const answers = await Promise.all(
    [first, second, removal].map(({ requestId }) => service.answer(requestId)),
  );

  expect(refused.detail).toMatchObject({
    effect: 'UNCHANGED',
    failure: { code: 'QUEUE_FULL', mayRetry: true },
  });
  expect(answers.map(({ detail }) => detail.failure?.code)).toEqual(['SUPERSEDED', 'SUPERSEDED', undefined]);
});

async function waits(request: { readonly requestId: string }, nth: number): Promise<void> {
  await service.put(request);
  for (let looks = 0; (await countWaiting(service.sandbox)) !== nth; looks++) {
    if (looks > 1_000) throw new Error(`${request.requestId} does not wait as number ${nth}`);
  }
}
