import { expect, inject, test } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';

const ACCOUNTS = 100;
const UNIT = 'ou-ab12-sandbox1';
const THROTTLED = {
  statusCode: 400,
  headers: { 'x-amzn-errortype': 'TooManyRequestsException' },
  body: JSON.stringify({ __type: 'TooManyRequestsException', Message: 'Slow down.' }),
};

test(`${ACCOUNTS} account events at once lose none, where nothing is known and Organizations answers once a second`, async () => {
  const asked: string[] = [];
  const answered: string[] = [];
  let lastAt = 0;
  const sandbox = await startSandbox({
    packageDirectory: inject('packageDirectory'),
    functionHost: 'MEMORY',
    seed: 1,
    async interceptCall({ service, operation, functionName }, perform) {
      if (service !== 'organizations' || !functionName?.endsWith('-vendAccount')) return perform();
      const now = sandbox.clock.now();
      if (now - lastAt < 1_000) return THROTTLED;
      lastAt = now;
      answered.push(operation);
      return perform();
    },
    onEvent({ event }) {
      const { verifyAccountId } = event.detail as { readonly verifyAccountId: string };
      if (event.source === 'foliocast.vending') asked.push(verifyAccountId);
    },
  });
  const { clock, buses, stack, simulator } = sandbox;
  const ids = Array.from({ length: ACCOUNTS }, (_, at) => `1235${String(at).padStart(8, '0')}`);
  const end = clock.now() + 600_000;
  try {
    for (const id of ids) simulator.controls.addAccount({ id, parentId: UNIT });
    for (const accountId of ids) {
      const entry = {
        EventBusName: 'foliocast-dev',
        Source: 'acme.vending',
        DetailType: 'AccountVended',
        Detail: JSON.stringify({ accountId }),
      };
      buses.putEvents([entry], { accountId: stack.place.accountId });
    }
    while (asked.length < ACCOUNTS && clock.now() < end) await clock.delay(1_000);
  } finally {
    await sandbox.close();
  }

  expect(asked.toSorted()).toEqual(ids);
  // Once who manages the organization, once the way up, and once for each account.
  expect(answered.length).toBeLessThan(1.1 * ACCOUNTS);
}, 600_000);
