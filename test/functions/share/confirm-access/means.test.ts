import { expect, test } from 'vitest';
import { handler as confirmAccess } from '../../../../functions/share/confirm-access.ts';
import { accountAt } from '../../aws-answers.ts';
import { TURN } from '../../given.ts';
import { step } from '../../step.ts';
import {
  A,
  B,
  CREATED,
  confirm,
  DONE,
  END,
  having,
  INTENT,
  judged,
  MADE,
  STOOD,
  VISIT,
} from './confirm-given.ts';

test('means follow one another, each once', async () => {
  const next = async (tried: readonly string[]) => {
    const { out, record } = await confirm({ aws: having(A), record: { ...STOOD, tried } }, { looks: 3 });
    return [out.phase, out.nextWrite, record.tried];
  };

  expect(await next([])).toEqual(['REMAKE', 'UPDATE', ['UPDATE']]);
  expect(await next(['UPDATE'])).toEqual(['REMAKE', 'CONFIRM', ['UPDATE', 'CONFIRM']]);
  expect(await next(['UPDATE', 'CONFIRM'])).toEqual(['SETTLED', 'NONE', ['UPDATE', 'CONFIRM']]);
});

test('what nobody has is made again, where there is time for that', async () => {
  const nobody = { aws: having(), record: STOOD };

  const inTime = await confirm(nobody, { looks: 3 });
  const tight = await confirm({ ...nobody, now: '2026-03-02T11:40:00.000Z' }, { looks: 3 });
  const none = await confirm({ ...nobody, now: '2026-03-02T11:49:00.000Z' }, { looks: 3 });
  const remade = await confirm(nobody, { looks: 3, remakes: 1 });
  const quick = await confirm(
    {
      ...nobody,
      now: '2026-03-02T11:40:00.000Z',
      record: {
        ...STOOD,
        // Looks since its end do not count.
        intent: { ...INTENT, write: 'UPDATE', startedAt: '2026-03-02T11:30:00.000Z' },
        share: { ...CREATED, write: 'UPDATE', ranSeconds: 60 },
      },
    },
    { looks: 3 },
  );
  const cancelled = await confirm({ ...nobody, record: { ...STOOD, cancelledBy: 'ana' } }, { looks: 3 });

  expect(inTime.out).toMatchObject({ nextWrite: 'DELETE', remakes: 1, waitSeconds: 1 });
  expect(inTime.record).toMatchObject({ tried: ['REMAKE'] });
  expect(tight.out).toMatchObject({ nextWrite: 'UPDATE', remakes: 0 });
  expect(remade.out).toMatchObject({ nextWrite: 'UPDATE', remakes: 1 });
  expect(quick.out).toMatchObject({ nextWrite: 'DELETE' });
  for (const { out } of [none, cancelled]) expect(out).toMatchObject({ phase: 'SETTLED', looks: 4 });
});

test('what has failed is made again, though nobody is there', async () => {
  const aws = {
    ListAccounts: { Accounts: [accountAt('111122223333', 'r-ab12')] },
    ListParents: { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] },
  };

  const failed = await confirm({ aws, record: { ...STOOD, endBefore: END } });
  const unknown = await confirm({ aws });

  expect(failed.out).toMatchObject({ phase: 'REMAKE', nextWrite: 'DELETE', remakes: 1 });
  expect(unknown.out).toMatchObject({ phase: 'SETTLED' });
});

test('what was made again and only throttled is made again once more', async () => {
  const accounts = {
    ...judged([A, B], 0),
    failures: [A, B].map((accountId) => ({ accountId, error: 'ThrottlingException', message: 'slow' })),
  };
  const share = { ...CREATED, status: 'ERROR', accounts };
  const next = async (remakes: number, record: object) =>
    (await confirm({ record: { ...MADE, ...record }, aws: having() }, { looks: 3, remakes })).out;

  const once = await next(1, { share, tried: ['REMAKE'] });
  const twice = await next(2, { share, tried: ['REMAKE', 'REMAKE'] });
  const otherwise = await next(1, {
    share: { ...share, accounts: judged([A, B], 0) },
    tried: ['REMAKE'],
  });
  const refused = await next(0, { share, tried: ['REMAKE'] });

  expect(once).toMatchObject({ nextWrite: 'DELETE', remakes: 2 });
  for (const out of [twice, otherwise, refused]) expect(out.nextWrite).toBe('UPDATE');
});

test('what its creation told is kept before it is changed, and not before it is deleted', async () => {
  const share = { ...CREATED, status: 'COMPLETED_WITH_ERRORS', accounts: judged([B]) };
  const failed = { ...CREATED, status: 'ERROR', accounts: judged([A, B], 0) };

  const updated = await confirm({ record: { ...MADE, share }, aws: having(A) });
  const deleted = await confirm({ record: { ...MADE, share: failed }, aws: having() });

  expect(updated.record.created).toEqual(share);
  expect(deleted.record).not.toHaveProperty('created');
  expect(deleted.out.nextWrite).toBe('DELETE');
});

test('a repeated attempt chooses the same', async () => {
  const triedLast = { visit: VISIT, means: 'CONFIRM' };
  const remade = { visit: VISIT, means: 'REMAKE' };

  const repeated = await confirm({ record: { ...STOOD, tried: ['CONFIRM'], triedLast } }, { looks: 2 });
  const again = await confirm({ record: { ...STOOD, tried: ['REMAKE'], triedLast: remade } });
  const other = await confirm({
    record: { ...STOOD, triedLast: { ...triedLast, visit: 'another' } },
    aws: having(A, B),
  });
  const old = await step(
    confirmAccess,
    { ...TURN, share: DONE },
    { record: { ...STOOD, tried: [] }, aws: having(A, B) },
  );

  expect(repeated).toMatchObject({
    calls: [],
    out: { ...DONE, looks: 2, phase: 'REMAKE', nextWrite: 'CONFIRM', waitSeconds: 1 },
  });
  expect(again.out).toMatchObject({ nextWrite: 'DELETE', remakes: 1 });
  for (const { out } of [other, old]) expect(out).toMatchObject({ phase: 'SETTLED' });
});

test('an execution without visits notes none', async () => {
  const { record } = await step(
    confirmAccess,
    { ...TURN, share: { ...DONE, looks: 3 } },
    { record: STOOD, aws: having(A) },
  );

  expect(record.tried).toEqual(['UPDATE']);
  expect(record).not.toHaveProperty('triedLast');
});
