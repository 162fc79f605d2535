import { expect, test } from 'vitest';
import { accountAt } from '../../aws-answers.ts';
import { UNIT } from '../../given.ts';
import {
  A,
  ALL,
  B,
  CREATED,
  confirm,
  END,
  having,
  INTENT,
  judged,
  MADE,
  OFF,
  reported,
  STOOD,
} from './confirm-given.ts';

test('whom its creation has named as shared has it, though the list lags behind', async () => {
  const share = {
    ...CREATED,
    status: 'COMPLETED_WITH_ERRORS',
    accounts: { ...judged([]), hasUnnamedFailures: true },
  };
  const record = { ...MADE, share };
  const told = { items: reported([A, B]), aws: having() };

  const own = await confirm({ ...told, record });
  const updated = { ...record, share: { ...share, write: 'UPDATE' }, created: share };
  const still = await confirm({ ...told, record: updated });
  const others = await confirm({ ...told, record: { ...updated, metOthers: true } });
  const stood = await confirm({ ...told, record: STOOD });

  for (const { record: after } of [own, still]) expect(after.access).toMatchObject({ having: 2, lacking: 0 });
  for (const { record: after } of [others, stood]) expect(after.access).toMatchObject({ having: 0 });
});

test('whom an action named as failed, and who is not there, has left', async () => {
  const gone = '555566667777';
  const failures = [{ accountId: gone, error: 'x', message: 'x' }];

  const before = await confirm({ aws: having(A, B), record: { ...STOOD, endBefore: { ...END, failures } } });
  const update = { ...CREATED, write: 'UPDATE', accounts: judged([gone]) };
  const updated = await confirm({
    aws: having(A, B),
    record: {
      ...STOOD,
      endBefore: ALL,
      before: { ...OFF, shareTagOptions: true },
      intent: { ...INTENT, write: 'UPDATE' },
      share: update,
    },
  });
  const created = await confirm({
    aws: having(A, B),
    record: { ...STOOD, created: { ...CREATED, accounts: judged([gone]) } },
  });

  const other = await confirm({
    aws: having(A, B),
    record: {
      ...MADE,
      share: {
        ...CREATED,
        status: 'COMPLETED_WITH_ERRORS',
        accounts: {
          ...judged([]),
          hasUnnamedFailures: true,
          alreadyReached: 1,
          alreadyReachedAccounts: [gone],
        },
      },
    },
  });

  for (const { record } of [before, updated, created, other])
    expect(record.access.elsewhereAccounts).toEqual([gone]);
});

test('whoever had it before has lost it, unless he came since', async () => {
  const lostOf = async (joinedAt: string, more: object) => {
    const JoinedTimestamp = Date.parse(joinedAt) / 1000;
    const Accounts = [accountAt(A, `r-ab12/${UNIT}`), accountAt(B, `r-ab12/${UNIT}`, { JoinedTimestamp })];
    const endBefore = { ...END, grantedAt: '2026-03-02T08:00:00.000Z', ...more };
    const aws = { ListAccounts: { Accounts }, ...having(A) };
    return (await confirm({ aws, record: { ...STOOD, endBefore } })).record.access.lost;
  };

  expect(await lostOf('2026-03-02T07:30:00Z', { lackedAccounts: [] })).toEqual({ count: 1, accounts: [B] });
  expect(await lostOf('2026-03-02T08:30:00Z', { lackedAccounts: [] })).toEqual({ count: 0, accounts: [] });
  expect(await lostOf('2026-03-02T07:30:00Z', { lackedAccounts: [B] })).toEqual({ count: 0, accounts: [] });
  expect(await lostOf('2026-03-02T07:30:00Z', {})).toBeUndefined();
  // What was seen later, or before anything was recorded.
  const [seen, none] = [
    { lackedAccounts: [], lackedAt: '2026-03-02T09:00:00.000Z' },
    { count: 0, accounts: [] },
  ];
  expect(await lostOf('2026-03-02T08:30:00Z', seen)).toEqual({ count: 1, accounts: [B] });
  expect(await lostOf('2026-03-02T09:30:00Z', { ...seen, grantedAt: '' })).toEqual(none);
});
