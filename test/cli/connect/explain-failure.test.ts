import { expect, test } from 'vitest';
import { reading } from '../../../aws/call.ts';
import type { Looked } from '../../../cli/connect/connection.ts';
import { explainFailure } from '../../../cli/connect/explain-failure.ts';

const LOOKED: Looked = {
  stage: 'prod',
  profile: undefined,
  endpointUrl: undefined,
  region: 'eu-central-1',
  isSandbox: false,
  options: [],
  sandboxes: [],
};

const awsError = (name: string, message: string) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });

/** What the reader sees of an error that AWS answered to a call. */
async function said(call: string, name: string, message: string): Promise<string> {
  const error = await reading(call, () => Promise.reject(awsError(name, message))).catch((thrown) => thrown);
  return explainFailure(error, LOOKED).message;
}

test('of what is gone between two calls it does not say that there is no stack', async () => {
  const sentence = await said('DescribePortfolioShares', 'ResourceNotFoundException', 'port-1 not found');

  expect(sentence).toMatch(/^AWS does not find it: DescribePortfolioShares: port-1 not found\n/);
  expect(sentence).not.toContain('no stack');
});

test('of a table that is not there it does', () => {
  const error = awsError(
    'ResourceNotFoundException',
    'Requested resource not found: Table: foliocast-prod-ledger not found',
  );

  expect(explainFailure(error, LOOKED).message).toMatch(/^There is no stack foliocast-prod there/);
});

test('names the call that AWS throttles', async () => {
  const sentence = await said('ListPortfolios', 'ThrottlingException', 'Rate exceeded');

  expect(sentence).toMatch(/^AWS refused it for now: ListPortfolios: Rate exceeded\n/);
});
