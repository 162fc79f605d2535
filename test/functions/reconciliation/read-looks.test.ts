import { expect, test } from 'vitest';
import { readLooks } from '../../../functions/reconciliation/read-looks.ts';
import { accountAt } from '../aws-answers.ts';
import { NOW, PORTFOLIO, SHARE_ITEM, UNIT } from '../given.ts';
import { part } from '../step.ts';

const FLAGS = { shareTagOptions: false, sharePrincipals: false };
const recipient = { type: 'ORGANIZATIONAL_UNIT', value: UNIT } as const;
const END = { flags: 'ALL', failures: [], requestId: 'x', grantedAt: '2026-02-01T00:00:00.000Z' };
const A = '333344445555';
const B = '444455556666';

async function endAfterLook(end: object, AccountIds: readonly string[], aws: object = {}) {
  const entry = { portfolioId: PORTFOLIO, recipient, wanted: FLAGS, end };
  const portfolio = { portfolioId: PORTFOLIO, entries: [entry], underWay: { hasShare: () => false } };
  const reality = { shares: { ORGANIZATIONAL_UNIT: [{ ...FLAGS, recipient }] } };
  const run = { runId: NOW, now: NOW };
  const { ledger } = await part(() => readLooks(portfolio as never, reality, 'ALL', run), {
    items: [{ ...SHARE_ITEM, wanted: FLAGS, end }],
    aws: { ListPortfolioAccess: { AccountIds }, ...aws } as never,
  });
  return ledger[`${SHARE_ITEM.pk} ${SHARE_ITEM.sk}`].end;
}

test.each(['ALL', 'UNKNOWN'])(
  'that all have it is recorded with its time, where that was %s',
  async (access) => {
    expect(await endAfterLook({ ...END, access }, [A, B])).toMatchObject({
      access: 'ALL',
      lackedAccounts: [],
      lackedAt: NOW,
    });
  },
);

test('where one lacks it, nothing is recorded', async () => {
  expect(await endAfterLook({ ...END, access: 'ALL' }, [A])).toEqual({ ...END, access: 'ALL' });
});

test('where nobody is there, what has failed is not recorded as had by all', async () => {
  const nobody = {
    ListAccounts: { Accounts: [accountAt('111122223333', 'r-ab12')] },
    ListParents: { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] },
  };

  expect(await endAfterLook({ ...END, access: 'NOT_ALL' }, [], nobody)).toMatchObject({ access: 'NOT_ALL' });
  expect(await endAfterLook({ ...END, access: 'UNKNOWN' }, [], nobody)).toMatchObject({ access: 'ALL' });
});
