import { expect, test } from 'vitest';
import { DeliveryError } from '../../bus/deliver.ts';
import { scenarioDeliveries } from '../../bus/scenario-deliveries.ts';
import { parseScenario } from '../../simulator/scenario.ts';

const SELL = 'arn:aws:states:us-east-1:111122223333:stateMachine:shop-dev-sell';
const COUNT = 'arn:aws:lambda:us-east-1:111122223333:function:shop-dev-count';
const rules = [{ targets: [SELL, COUNT].map((arn) => ({ arn })) }] as never;
const faultsOf = (deliveryFaults: object[]) => parseScenario({ deliveryFaults }).deliveryFaults;
const deliveryTo = (arn: string) => ({ target: { arn } }) as never;

test('a target does not take the first so many of its events', () => {
  const decide = scenarioDeliveries(faultsOf([{ target: 'sell', times: 2 }]), rules);

  const decisions = [SELL, COUNT, SELL, SELL].map((arn) => decide(deliveryTo(arn)));

  expect(decisions).toEqual([
    expect.any(DeliveryError),
    'DELIVER',
    expect.objectContaining({ errorCode: 'NO_PERMISSIONS', isRetryable: false }),
    'DELIVER',
  ]);
});

test('a target that no rule has is refused, with those that there are', () => {
  expect(() => scenarioDeliveries(faultsOf([{ target: 'buy' }]), rules)).toThrow(
    'deliveryFaults[0].target is "buy": expected the end of one of shop-dev-sell, shop-dev-count.',
  );
});
