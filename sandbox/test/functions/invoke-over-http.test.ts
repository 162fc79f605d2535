import { expect, test } from 'vitest';
import { realChance } from '../../clock/chance.ts';
import type { Functions } from '../../functions/functions.ts';
import { invokeOverHttp } from '../../functions/invoke-over-http.ts';

const headers = { 'x-amz-invocation-type': 'Event' };
const functions = { find: (name: string) => (name.startsWith('ship') ? { arn: 'arn' } : undefined) };

function invoke(url: string, body: string, more: object = headers) {
  const invoked: string[] = [];
  const answer = invokeOverHttp(
    { method: 'POST', url, headers: { ...more }, body },
    functions as unknown as Functions,
    (name, payload) => invoked.push(`${name} ${payload}`),
    realChance,
  );
  return { status: answer?.statusCode, error: answer?.headers['x-amzn-errortype'], invoked };
}

const url = '/2015-03-31/functions/ship/invocations';

test.each([
  [url, '{"a":1}', 'ship {"a":1}'],
  [`${url}?Qualifier=%24LATEST`, '5', 'ship 5'],
  [url, '', 'ship {}'],
])('%s with %j is taken', (path, body, call) => {
  expect(invoke(path, body)).toEqual({ status: 202, error: undefined, invoked: [call] });
});

test.each<[string, string, string, number, string]>([
  ['what is no JSON', url, '{', 400, 'InvalidRequestContentException'],
  ['a version', `${url}?Qualifier=1`, '{}', 400, 'InvalidParameterValueException'],
  ['an alias in the name', url.replace('ship', 'ship%3APROD'), '{}', 404, 'ResourceNotFoundException'],
  ['too large a payload', url, `"${'x'.repeat(1_048_576)}"`, 413, 'RequestTooLargeException'],
  ['an unknown function', url.replace('ship', 'none'), '{}', 404, 'ResourceNotFoundException'],
])('%s is refused', (_, path, body, status, error) => {
  expect(invoke(path, body)).toEqual({ status, error, invoked: [] });
});

test('an invocation that waits for its answer is refused', () => {
  expect(invoke(url, '{}', {})).toMatchObject({ status: 400, error: 'InvalidParameterValueException' });
});
