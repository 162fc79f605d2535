import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorAnswer } from '../fault-matrix/happen.ts';
import { PORTFOLIO, shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const PRINCIPALS = Array.from({ length: 60 }, (_, nth) => ({
  principalArn: `arn:aws:iam::111122223333:role/Team-${nth}`,
  principalType: 'IAM',
}));

let service: Service;
let calls = 0;
beforeAll(async () => {
  service = await startService({
    functionHost: 'MEMORY',
    // Service Catalog throttles every fourth write of a principal.
    interceptCall: async ({ operation }, perform) => {
      if (!/^(Associate|Disassociate)Principal/.test(operation)) return perform();
      calls += 1;
      return calls % 4 === 0 ? errorAnswer('ThrottlingException', 400) : perform();
    },
  });
});
afterAll(() => service.close());

test('tries grow with the principals, as long as some are written', async () => {
  const shared = await service.ask(shareRequest({ principals: PRINCIPALS }));
  const { principals } = service.sandbox.simulator.controls.portfolio(PORTFOLIO);
  const unshared = await service.ask(shareRequest({ action: 'UNSHARE', principals: PRINCIPALS }));

  expect(shared.detail).toMatchObject({ effect: 'CREATED', principals: { associated: 60 } });
  expect(principals).toHaveLength(60);
  expect(unshared.detail).toMatchObject({ effect: 'REMOVED', principals: { disassociated: 60 } });
  expect(service.sandbox.simulator.controls.portfolio(PORTFOLIO).principals).toEqual([]);
});
