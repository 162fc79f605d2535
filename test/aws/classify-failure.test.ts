import { expect, test } from 'vitest';
import { classifyFailure } from '../../aws/classify-failure.ts';

const refusal = (name: string, message: string) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });

test.each([
  'Cannot process more than one portfolio share action at the same time. Try again later.',
  'Only one share action at a time.',
  'The portfolio share cannot be updated if the CreatePortfolioShare operation is IN_PROGRESS',
  'Another portfolio share is in progress.',
])('a running action is told by its sentence, whatever the name of the error: %s', (sentence) => {
  for (const name of ['InvalidParametersException', 'ConflictException', 'LimitExceededException'])
    expect(classifyFailure(refusal(name, sentence))).toMatchObject({ name: 'InvalidStateException' });
});

test('another refusal keeps its name', () => {
  const sentence = 'The portfolio cannot be shared: it contains a shared product';

  expect(classifyFailure(refusal('InvalidParametersException', sentence))).toMatchObject({
    name: 'InvalidParametersException',
  });
});
