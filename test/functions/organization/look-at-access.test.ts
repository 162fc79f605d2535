import { expect, test } from 'vitest';
import { lookAtAccess } from '../../../functions/organization/look-at-access.ts';
import { accountAt } from '../aws-answers.ts';
import { PORTFOLIO, UNIT } from '../given.ts';
import { part } from '../step.ts';

const A = '333344445555';

test('where nobody was a minute ago, the accounts are read anew', async () => {
  const empty = { Accounts: [accountAt('111122223333', 'r-ab12')] };
  const filled = { Accounts: [...empty.Accounts, accountAt(A, `r-ab12/${UNIT}`)] };
  const look = (now: string) =>
    lookAtAccess(PORTFOLIO, { type: 'ORGANIZATIONAL_UNIT', value: UNIT }, now, { newcomers: 'AS_OTHERS' });
  const looks: unknown[] = [];

  await part(
    async () => {
      for (const now of ['2026-03-02T10:00:00.000Z', '2026-03-02T10:01:00.000Z']) looks.push(await look(now));
    },
    {
      aws: {
        ListAccounts: [empty, filled],
        ListParents: { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] },
        ListPortfolioAccess: { AccountIds: [A] },
      },
    },
  );

  expect(looks).toMatchObject([
    { having: 0, lacking: 0 },
    { having: 1, lacking: 0 },
  ]);
});
