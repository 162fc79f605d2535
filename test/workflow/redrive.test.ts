import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeliveryError } from '../../sandbox/bus/deliver.ts';
import { shareRequest } from './requests.ts';
import { runCommand } from './run-command.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
let refused = 0;
beforeAll(async () => {
  service = await startService({
    deliveryFault({ target }) {
      if (!target.arn.includes('share-portfolio')) return 'DELIVER';
      refused += 1;
      return new DeliveryError('NO_PERMISSIONS', 'The rule may not start the machine.');
    },
  });
});
afterAll(() => service.close());

test('an event that could not be delivered waits in the queue, and is delivered by redrive, once', async () => {
  const request = shareRequest();
  await service.put(request);
  await service.until('the refusal', () => refused > 0);

  const redriven = await runCommand(service, 'redrive');
  const answer = await service.answer(request.requestId);
  const redrivenAgain = await runCommand(service, 'redrive');

  expect(redriven.out).toMatch(
    /delivered to .*share-portfolio, execution redriven-\w+\n1 of 1 events were delivered/,
  );
  expect(answer.detail.effect).toBe('CREATED');
  expect(redrivenAgain.out).toContain('is empty: every event was delivered');
});
