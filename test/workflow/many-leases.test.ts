import { afterAll, beforeAll, expect, test } from 'vitest';
import { countHolders, putDeadLeases } from './ledger-tampering.ts';
import { type Service, startService } from './start-service.ts';

const LEASES = Array.from({ length: 70 }, (_, at) => `port-${String(at).padStart(8, '0')}`);
const MINUTE_MS = 60_000;

let service: Service;
beforeAll(async () => {
  service = await startService({ functionHost: 'MEMORY', speed: 6_000 });
});
afterAll(() => service.close());

test('where more leases are in use than one sweep gets through, the next ones begin with others', async () => {
  const { clock } = service.sandbox;
  await putDeadLeases(service.sandbox, LEASES);

  await clock.delay(MINUTE_MS);
  const afterOne = await countHolders(service.sandbox);
  await clock.delay(5 * MINUTE_MS);
  const afterAllOfThem = await countHolders(service.sandbox);

  expect(afterOne).toBeGreaterThan(0);
  expect(afterOne).toBeLessThan(LEASES.length);
  expect(afterAllOfThem).toBe(0);
});
