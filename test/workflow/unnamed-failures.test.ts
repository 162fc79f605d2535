import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PORTFOLIO, shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

type Answer = { Status: string; ShareDetails?: object };

/** What the end of an action looks like instead of what it was. */
let asTold: ((answer: Answer) => Answer) | undefined;
let service: Service;
beforeAll(async () => {
  service = await startService({
    functionHost: 'MEMORY',
    speed: 6_000,
    async interceptCall({ operation }, perform) {
      const outcome = await perform();
      if (operation !== 'DescribePortfolioShareStatus' || !asTold || typeof outcome === 'string')
        return outcome;
      const answer = JSON.parse(String(outcome.body)) as Answer;
      return answer.Status === 'COMPLETED' ? { ...outcome, body: JSON.stringify(asTold(answer)) } : outcome;
    },
  });
});
afterAll(() => service.close());

const partly = (ShareDetails?: object) => () => ({
  Status: 'COMPLETED_WITH_ERRORS',
  ...(ShareDetails && { ShareDetails }),
});
const error = { Error: 'InternalFailure', Message: 'It failed.' };

describe.each([
  ['an empty list of errors', { SuccessfulShares: ['333344445555'], ShareErrors: [] }],
  ['no list of errors', { SuccessfulShares: ['333344445555'] }],
  ['errors without accounts', { SuccessfulShares: [], ShareErrors: [{ ...error, Accounts: [] }] }],
  ['errors without a list of accounts', { ShareErrors: [{ ...error, Error: 'DuplicateResourceException' }] }],
  ['no details', undefined],
])('an end with errors and %s', (_, details) => {
  test('is no completed share', async () => {
    asTold = partly(details);

    const answer = await service.ask(shareRequest());

    expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
    expect(answer.detail.accounts?.hasUnnamedFailures ?? true).toBe(true);
    asTold = undefined;
    await service.unshare();
  });

  test('is no completed removal', async () => {
    await service.ask(shareRequest());
    asTold = partly(details);

    const answer = await service.ask(shareRequest({ action: 'UNSHARE' }));

    expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
    asTold = undefined;
  });
});

test('duplicates that are all named are no failure', async () => {
  const reached = { Accounts: ['333344445555'], Error: 'DuplicateResourceException', Message: 'Twice.' };
  asTold = partly({ SuccessfulShares: [], ShareErrors: [reached] });

  const answer = await service.ask(shareRequest());

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail.accounts).toMatchObject({ failed: 0, alreadyReached: 1 });
});

test('an account is counted once, as failed where anything says so', async () => {
  await service.unshare();
  const told = { ...error, Accounts: ['333344445555'] };
  asTold = partly({ SuccessfulShares: ['333344445555'], ShareErrors: [told, told] });

  const answer = await service.ask(shareRequest());

  // The list named one account; the look at the unit has seen all of them.
  const all = service.sandbox.simulator.controls.portfolio(PORTFOLIO).accountIds.length;
  expect(answer.detail.accounts).toMatchObject({ succeeded: all - 1, failed: 1, alreadyReached: 0 });
  expect(answer.detail.accounts.failures).toHaveLength(1);
});
