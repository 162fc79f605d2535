import { expect, test } from 'vitest';
import { ACCOUNT } from '../../given.ts';
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
  reported,
  STOOD,
  UPDATED,
} from './confirm-given.ts';

/** It had other flags than are asked for. */
const OTHERWISE = { before: { ...OFF, shareTagOptions: true } };

test.each([
  ['UNSHARE', {}, { action: 'UNSHARE' }],
  ['a share with an account', {}, ACCOUNT],
  ['a clean creation', MADE, {}],
  ['what all are known to have', { ...STOOD, endBefore: ALL }, {}],
  [
    'an update of flags that all got',
    { ...OTHERWISE, endBefore: ALL, intent: { ...INTENT, write: 'UPDATE' }, share: UPDATED },
    {},
  ],
])('nobody is looked for after %s', async (_, record, request) => {
  const {
    out,
    calls,
    record: after,
  } = await confirm({ record, request }, { status: 'NOT_STARTED', nextWrite: 'UPDATE' });

  expect(out).toEqual({ ...DONE, status: 'NOT_STARTED' });
  expect(calls).toEqual([]);
  expect(after).not.toHaveProperty('access');
});

test.each([
  ['nothing is known of it', STOOD],
  ['some were missed', { ...STOOD, endBefore: END }],
  ['all have it, some by another path', { ...STOOD, endBefore: { ...ALL, hasOtherPaths: true } }],
  ['all were only seen to have it', { ...STOOD, endBefore: { ...ALL, isSeenOnly: true } }],
  [
    'an update to the same flags missed some',
    {
      ...STOOD,
      endBefore: ALL,
      intent: { ...INTENT, write: 'UPDATE' },
      share: { ...CREATED, write: 'UPDATE', status: 'COMPLETED_WITH_ERRORS', accounts: judged([B]) },
    },
  ],
])('accounts are looked for where %s', async (_, record) => {
  const { record: after } = await confirm({ record, aws: having(A, B) });

  expect(after.access).toMatchObject({ having: 2 });
});

test('one whose creation had other paths is known by its own end', async () => {
  const share = {
    ...CREATED,
    accounts: { ...judged([], 1), alreadyReached: 1, alreadyReachedAccounts: [B] },
  };

  expect((await confirm({ record: { ...MADE, share } })).calls).toEqual([]);
});

test('all are looked for where others acted since the plan, and again after a while', async () => {
  const told = othersActed({ access: 'UNKNOWN' });
  const record = { ...STOOD, endBefore: ALL };

  const { out } = await confirm({ items: told, aws: having(A, B), record });
  const [before] = othersActed({});
  const known = { ...STOOD, endBefore: before.end };
  const same = await confirm({ items: [before], record: known });
  const late = await confirm({ items: told, aws: having(A, B), record: known });

  expect(out).toMatchObject({ phase: 'LOOK', waitSeconds: 30 });
  expect(same.calls).toEqual([]);
  // Told since the plan of an act from before another that was known.
  expect(late.out).toMatchObject({ phase: 'LOOK', waitSeconds: 30 });
});

test('so are those whom a creation named, where others acted after it', async () => {
  const told = { items: [...othersActed({ access: 'UNKNOWN' }), ...reported([A, B])], aws: having(A) };
  const later = { ...MADE, intent: { ...INTENT, startedAt: '2026-03-02T09:55:01.000Z' } };

  const after = await confirm({ ...told, record: { ...MADE, endBefore: ALL } });
  const before = await confirm({ ...told, record: { ...later, endBefore: ALL } });

  expect(after.record.access).toMatchObject({ having: 1, lacking: 1 });
  expect(before).toMatchObject({ calls: [], out: DONE });
  // Whom it named counts, though they acted before it.
  const share = {
    ...CREATED,
    status: 'COMPLETED_WITH_ERRORS',
    accounts: { ...judged([]), hasUnnamedFailures: true },
  };
  const named = await confirm({ ...told, record: { ...later, share, endBefore: ALL } });
  expect(named.record.access).toMatchObject({ having: 2, lacking: 0 });
});
