import { expect, test } from 'vitest';
import { isDrained } from '../../../functions/recovery/is-drained.ts';
import { BEFORE, type Given, intentOf } from '../given.ts';
import { part } from '../step.ts';

const DRAINING = { requestKey: 'req-1', fence: 7, since: BEFORE, until: '2026-03-02T12:00:00.000Z' };
const TOKEN = { ...DRAINING, portfolioShareToken: 'share-1' };
const status = (Status: string) => ({
  DescribePortfolioShareStatus: { PortfolioShareToken: 'share-1', Status },
});
const drained = (draining: object, given: Given = {}) =>
  part((task) => isDrained(draining as never, task), given);

test.each([
  ['the share has ended', TOKEN, { aws: status('COMPLETED_WITH_ERRORS') }, true],
  ['the share runs', TOKEN, { aws: status('IN_PROGRESS') }, false],
  ['the limit has passed', TOKEN, { now: '2026-03-02T12:00:00.000Z' }, true],
  [
    'its token is not known for a while',
    TOKEN,
    { aws: { DescribePortfolioShareStatus: 'ResourceNotFoundException: x' } },
    true,
  ],
  [
    'its token is not known yet',
    { ...TOKEN, since: '2026-03-02T09:50:00.001Z' },
    { aws: { DescribePortfolioShareStatus: 'ResourceNotFoundException: x' } },
    false,
  ],
  [
    'the share cannot be looked at',
    TOKEN,
    { aws: { DescribePortfolioShareStatus: 'AccessDeniedException: x' } },
    false,
  ],
  [
    'the answer has come since, and nothing runs',
    DRAINING,
    { record: { intent: intentOf('REFUSED') } },
    true,
  ],
  [
    'the answer has come since, with a token',
    DRAINING,
    {
      record: {
        intent: intentOf('ANSWERED'),
        share: { write: 'CREATE', status: 'IN_PROGRESS', portfolioShareToken: 'share-1' },
      },
      aws: status('COMPLETED'),
    },
    true,
  ],
  ['no answer has come', DRAINING, { record: { intent: intentOf('UNANSWERED') } }, false],
  ['nothing is known of the request', DRAINING, { record: null }, false],
])('whether a lease has drained, where %s', async (_, draining, given, expected) => {
  const { out, said, lines } = await drained(draining, given as Given);

  expect(out).toBe(expected);
  const isUnseen = JSON.stringify(given).includes('Exception');
  expect(said).toEqual(isUnseen ? ['WARN The share that the lease waits for could not be polled'] : []);
  if (isUnseen)
    expect(lines[0].error).toMatchObject({
      message: expect.stringContaining('DescribePortfolioShareStatus'),
    });
});

test('a defect is not taken for a share that could not be looked at', async () => {
  const token: { itself?: object } = {};
  token.itself = token;

  const { error, said } = await drained({ ...DRAINING, portfolioShareToken: token });

  expect(error).toMatch(/^TypeError: /);
  expect(said).toEqual([]);
});
