import { expect, test } from 'vitest';
import { accountAt } from '../../aws-answers.ts';
import { NOW, UNIT } from '../../given.ts';
import {
  A,
  ALL,
  B,
  CREATED,
  confirm,
  DONE,
  END,
  having,
  INTENT,
  judged,
  MADE,
  OFF,
  othersActed,
  STOOD,
  TOLD,
  UPDATED,
} from './confirm-given.ts';

test('what everybody has is settled, and the look is kept', async () => {
  const { out, record, said, lines } = await confirm({ aws: having(A, B) });

  expect(out).toEqual({ ...DONE, looks: 1 });
  expect(record.access).toMatchObject({ lookedAt: NOW, having: 2, lacking: 0 });
  expect(said).toEqual(['INFO Looked at the accounts']);
  expect(lines[0]).toMatchObject({ having: 2, lacking: 0 });
});

test('the look is kept with the write that it was made after', async () => {
  const written = await confirm({ aws: having(A, B), record: { intent: { ...INTENT, number: 3 } } });
  const first = await confirm({ aws: having(A, B), record: { intent: undefined } });

  expect([written.record.access.afterWrite, first.record.access.afterWrite]).toEqual([3, 0]);
});

test('a look that only tells who has left may fail; one that is needed may not', async () => {
  const update = { ...CREATED, write: 'UPDATE', accounts: judged([B]) };
  const record = {
    ...STOOD,
    before: { ...OFF, shareTagOptions: true },
    endBefore: ALL,
    intent: { ...INTENT, write: 'UPDATE' },
    share: update,
  };
  const aws = { ListPortfolioAccess: 'AccessDeniedException: no' };

  const only = await confirm({ record, aws });
  const needed = await confirm({ aws });
  const same = await confirm({
    record: { ...record, before: OFF, share: { ...update, status: 'COMPLETED_WITH_ERRORS' } },
    aws,
  });

  expect(only.out).toEqual(DONE);
  expect(only.said).toEqual(['WARN Could not look at the accounts']);
  expect(only.lines[0].error).toMatchObject({ name: 'AccessDeniedException' });
  for (const { error } of [needed, same])
    expect(error).toBe('AccessDeniedException: ListPortfolioAccess: no');
});

test('where the accounts cannot be listed, nothing is known', async () => {
  const { error } = await confirm({ aws: { ListAccounts: 'AccessDeniedException: no' } });

  expect(error).toBe(
    `ShareStatusUnknown: the share is listed, but its last end is not known, and the accounts of ${UNIT} could not be listed`,
  );
});

test('a unit that is gone is told', async () => {
  const aws = {
    ListAccounts: { Accounts: [accountAt('111122223333', 'r-ab12')] },
    ListParents: 'ChildNotFoundException: none',
  };

  const { error, record } = await confirm({ aws });

  expect(error).toContain(
    `RequestRejected: NODE_NOT_FOUND: AWS Organizations knows no organizational unit ${UNIT}`,
  );
  expect(record).not.toHaveProperty('access');
});

test.each([
  ['nothing was written', {}, true],
  ['it was only confirmed', { intent: INTENT, share: { ...CREATED, isConfirmation: true } }, true],
  ['they acted after our update', { intent: { ...INTENT, write: 'UPDATE' }, share: UPDATED }, true],
  [
    'they acted before it',
    { intent: { ...INTENT, write: 'UPDATE', startedAt: '2026-03-02T09:56:00.000Z' }, share: UPDATED },
    false,
  ],
  [
    'our update after it was refused',
    { intent: { ...INTENT, write: 'UPDATE', answer: 'REFUSED', startedAt: '2026-03-02T09:56:00.000Z' } },
    true,
  ],
  ['we are told so after we were told of a later act', { endBefore: { ...ALL, othersActedAt: TOLD } }, true],
  ['that was known', { endBefore: { ...ALL, flags: 'UNKNOWN' } }, false],
])('what others have updated is updated once more where %s', async (_, more, isUpdated) => {
  const record = { ...STOOD, endBefore: ALL, ...more };

  const { out } = await confirm({ items: othersActed({ flags: 'UNKNOWN' }), record, aws: having(A, B) });

  const isNext = out.phase === 'REMAKE' && out.nextWrite === 'UPDATE';
  expect(isNext).toBe(isUpdated);
});

test('what others have updated is news once, and what was created is kept for the outcome', async () => {
  const items = othersActed({ access: 'UNKNOWN', flags: 'UNKNOWN' });
  const given = { items, aws: having(A, B) };

  const first = await confirm({ ...given, record: { ...MADE, endBefore: ALL } });
  const { out } = await confirm({ ...given, record: first.record }, { looks: 3 });

  expect(first.out).toMatchObject({ phase: 'REMAKE', nextWrite: 'UPDATE' });
  expect(first.record).toMatchObject({
    metOthers: true,
    metFailures: true,
    created: CREATED,
    endBefore: { flags: 'UNKNOWN', access: 'UNKNOWN' },
  });
  expect(out.nextWrite).toBe('NONE');
});

test('what others have updated, and may not be updated, is refused', async () => {
  const end = { access: 'UNKNOWN', flags: 'UNKNOWN' } as const;
  const refused = {
    endBefore: { ...ALL, ...end, othersActedAt: TOLD },
    metFailures: true,
    tried: ['UPDATE'],
    updateRefused: 'wrong',
    intent: { ...INTENT, write: 'UPDATE', answer: 'REFUSED' },
  };
  const given = { items: othersActed(end), aws: having(A, B) };

  for (const before of [STOOD, { ...STOOD, share: UPDATED }]) {
    const { error } = await confirm({ ...given, record: { ...before, ...refused } }, { looks: 3 });
    expect(error).toContain('wrong');
  }
});

test('a share that reached somebody by a creation or the same update is completed', async () => {
  const update = { ...CREATED, write: 'UPDATE', status: 'ERROR', accounts: judged([B]) };
  const same = {
    ...STOOD,
    endBefore: ALL,
    intent: { ...INTENT, write: 'UPDATE' },
    share: update,
    tried: ['UPDATE', 'CONFIRM'],
  };
  const ended = { looks: 3, status: 'ERROR' };

  const updated = await confirm({ record: same, aws: having(A) }, ended);
  const created = await confirm(
    {
      record: {
        ...MADE,
        share: { ...CREATED, status: 'ERROR', accounts: judged([B]) },
        tried: ['UPDATE', 'CONFIRM'],
      },
      aws: having(A),
    },
    ended,
  );
  const nobody = await confirm(
    { record: { ...same, tried: ['UPDATE', 'CONFIRM', 'REMAKE'] }, aws: having() },
    ended,
  );
  const other = await confirm(
    { record: { ...same, before: { ...OFF, shareTagOptions: true } }, aws: having(A) },
    ended,
  );

  for (const { out } of [updated, created])
    expect(out).toMatchObject({ phase: 'SETTLED', status: 'COMPLETED' });
  for (const { out } of [nobody, other]) expect(out).toMatchObject({ phase: 'SETTLED', status: 'ERROR' });
});

const REFUSED = { updateRefused: 'UpdatePortfolioShare: no good', tried: ['UPDATE', 'CONFIRM'] };

test.each([
  ['the flags were others', { before: { ...OFF, shareTagOptions: true } }, true],
  ['nobody knows the flags', { before: undefined }, true],
  ['some have others', { before: OFF, endBefore: { ...END, flags: 'NOT_ALL' } }, true],
  ['others have failed to change them', { before: OFF, metFailures: true }, true],
  [
    'it was deleted since',
    { before: { ...OFF, shareTagOptions: true }, share: { ...CREATED, write: 'DELETE' } },
    true,
  ],
  [
    'what was written is otherwise',
    {
      before: { ...OFF, shareTagOptions: true },
      share: { ...CREATED, accounts: judged([B]), isOtherwise: true },
    },
    true,
  ],
  [
    'it was only confirmed',
    { before: { ...OFF, shareTagOptions: true }, share: { ...CREATED, isConfirmation: true } },
    true,
  ],
  ['the flags were as asked', { before: OFF }, false],
  ['all had the flags that are asked for', { before: OFF, endBefore: END }, false],
  [
    'it was made since, and whom that reached only a look tells',
    {
      before: { ...OFF, shareTagOptions: true },
      share: {
        ...CREATED,
        status: 'COMPLETED_WITH_ERRORS',
        accounts: { ...judged([]), hasUnnamedFailures: true },
      },
    },
    false,
  ],
  ['it was made since', { before: { ...OFF, shareTagOptions: true }, share: CREATED }, false],
])('a refused update is the failure where %s: %j', async (_, record, isFailure) => {
  const { error } = await confirm({ record: { ...REFUSED, ...record }, aws: having(A, B) }, { looks: 3 });

  expect(error).toBe(
    isFailure ? 'RequestRejected: REFUSED_BY_SERVICE_CATALOG: UpdatePortfolioShare: no good' : undefined,
  );
});

test('without a refused update nothing fails', async () => {
  expect(
    (
      await confirm(
        { record: { before: { ...OFF, shareTagOptions: true } }, aws: having(A, B) },
        { looks: 3 },
      )
    ).error,
  ).toBeUndefined();
});
