import { expect, test } from 'vitest';
import { handler as lookAtAccounts } from '../../../functions/share/look-at-accounts.ts';
import { SHARE_ITEM, TURN } from '../given.ts';
import { step } from '../step.ts';

const A = '333344445555';
const B = '444455556666';
const items = [{ ...SHARE_ITEM, wanted: { alreadyReached: { count: 2, accounts: [B, A] } } }];
const UNSHARE = { action: 'UNSHARE' };

const look = (request: object, aws: object, given: object = { items }) =>
  step(lookAtAccounts, TURN, { request, aws: aws as never, ...given });

test('accounts of two paths are looked at again once one path has gone', async () => {
  const { record, said, lines } = await look(UNSHARE, { ListPortfolioAccess: { AccountIds: [A] } });

  expect(record.twoPaths).toEqual({ count: 2, accounts: [A, B], withoutAccess: [B] });
  expect(said).toEqual(['INFO Looked again at accounts of two paths']);
  expect(lines[0]).toMatchObject({ count: 2, withoutAccess: [B] });
});

test('they are named, though the look fails', async () => {
  const { error, record } = await look(UNSHARE, { ListPortfolioAccess: 'AccessDeniedException: no' });

  expect(error).toContain('AccessDeniedException');
  expect(record.twoPaths).toEqual({ count: 2, accounts: [A, B] });
});

test.each([
  ['takes no path away', { action: 'DISASSOCIATE' }, { items }],
  ['finds none of two paths', UNSHARE, {}],
])('nobody is looked at where a request %s', async (_, request, given) => {
  const { calls, record, said } = await look(request, {}, given);

  expect([calls, said]).toEqual([[], []]);
  expect(record).not.toHaveProperty('twoPaths');
});
