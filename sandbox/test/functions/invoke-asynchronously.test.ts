import { expect, test } from 'vitest';
import { createVirtualClock } from '../../clock/virtual-clock.ts';
import type { Functions } from '../../functions/functions.ts';
import { createInvokeAsynchronously } from '../../functions/invoke-asynchronously.ts';
import { resolveTemplate } from '../../template/resolve-template.ts';

const place = {
  partition: 'aws',
  region: 'eu-central-1',
  accountId: '111122223333',
  stackName: 'test',
  endpoint: 'http://127.0.0.1:9',
};

function configured(properties: object) {
  const Properties = { FunctionName: 'sell', Qualifier: '$LATEST', ...properties };
  const Resources = { Sell: { Type: 'AWS::Lambda::EventInvokeConfig', Properties } };
  return createInvokeAsynchronously({
    stack: resolveTemplate({ Parameters: {}, Mappings: {}, Conditions: {}, Resources }, { place }),
    functions: {} as Functions,
    clock: createVirtualClock({ speed: 1 }),
    sendTo: () => undefined,
    onDefect: () => undefined,
  });
}

test.each([
  [{ MaximumRetryAttempts: 3 }, /MaximumRetryAttempts 3; expected a whole number from 0 to 2/],
  [{ MaximumRetryAttempts: 'one' }, /MaximumRetryAttempts "one"; expected/],
  [{ MaximumEventAgeInSeconds: 59 }, /MaximumEventAgeInSeconds 59; expected a whole number from 60 to 21600/],
  [{ MaximumEventAgeInSeconds: 21_601 }, /MaximumEventAgeInSeconds 21601; expected/],
  [{ Qualifier: 'live' }, /Qualifier live; supported: \$LATEST/],
  [{ DestinationConfig: { OnSuccess: { Destination: 'arn' } } }, /has OnSuccess; supported: OnFailure/],
])('%j is refused', (properties, expected) => {
  expect(() => configured(properties)).toThrow(expected);
});

test('the bounds themselves are taken, as numbers and as texts', () => {
  expect(configured({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: '60' })).toBeTypeOf('function');
  expect(configured({ MaximumRetryAttempts: '2', MaximumEventAgeInSeconds: 21_600 })).toBeTypeOf('function');
});
