import { afterAll, beforeAll, expect, test } from 'vitest';
import { size } from '../size.ts';
import { shareRequest } from '../workflow/requests.ts';
import { type Service, startService } from '../workflow/start-service.ts';

/** A time-out of a client is real time, however fast the sandbox's clock runs: a minute for a write. */
const isWhole = size === 'whole';
const LONGEST_MS = 300_000;

let service: Service;
beforeAll(async () => {
  if (isWhole) service = await startService({ functionHost: 'PROCESSES' });
});
afterAll(() => service?.close());

test.runIf(isWhole)(
  'an answer that hangs is asked for again where it was a read, and looked for where it was a write',
  { timeout: LONGEST_MS },
  async () => {
    const request = shareRequest();
    service.fault('ListPrincipalsForPortfolio', { delaySeconds: 20, times: 1 });
    service.fault('CreatePortfolioShare', { delayAnswerSeconds: 90, times: 1 });
    await service.put(request);
    const execution = await service.until('its execution', () => service.sandbox.executions()[0]);
    await execution.ended;

    const answer = await service.answer(request.requestId);

    expect(answer.detail).toMatchObject({ effect: 'UNKNOWN', failure: { code: 'SHARE_STATUS_UNKNOWN' } });
    expect(service.sandbox.simulator.calls.count('CreatePortfolioShare')).toBe(1);
  },
);
