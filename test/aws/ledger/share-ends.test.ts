import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Recipient } from '../../../core/share/recipient.ts';
import type { ShareEnd } from '../../../core/share/share-end.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { startLedger } from './start-ledger.ts';

let sandbox: Sandbox;
let shares: typeof import('../../../aws/ledger/shares.ts');
beforeAll(async () => {
  sandbox = await startLedger();
  shares = await import('../../../aws/ledger/shares.ts');
});
afterAll(() => sandbox.close());

const END: ShareEnd = {
  access: 'ALL',
  flags: 'ALL',
  failures: [],
  requestId: 'req-1',
  grantedAt: '2026-11-22T00:00:00.000Z',
};
const LATER = '2026-11-22T01:00:00.000Z';

const entryOf = (value: string) => shares.readShareEntry('port-1', unit(value));
const unit = (value: string): Recipient => ({ type: 'ORGANIZATIONAL_UNIT', value });

async function ended(value: string) {
  await shares.recordEnd(await entryOf(value), END);
  return entryOf(value);
}

test('a turn that records its end again does not undo that others acted meanwhile', async () => {
  const entry = await ended('ou-again');
  await shares.forgetEnd(entry, { access: 'UNKNOWN', flags: 'UNKNOWN' });

  await shares.recordEnd(entry, END);

  expect((await entryOf('ou-again')).end).toMatchObject({ access: 'UNKNOWN', flags: 'UNKNOWN' });
});

test.each([
  ['another request at the same instant', { requestId: 'req-2' }],
  ['a later turn of the same request', { grantedAt: LATER }],
])('the end of %s counts', async (name, more) => {
  const entry = await ended(`ou-${name}`);

  await shares.recordEnd(entry, { ...END, access: 'NOT_ALL', ...more });

  expect((await entryOf(`ou-${name}`)).end).toMatchObject({ access: 'NOT_ALL', ...more });
});

test('a look that began before others acted does not undo that they did, though another look did in between', async () => {
  await shares.forgetEnd(await ended('ou-look'), { access: 'UNKNOWN', othersActedAt: END.grantedAt });
  const entry = await entryOf('ou-look');
  await shares.recordSeenAccess(entry, { access: 'ALL' });
  await shares.forgetEnd(entry, { access: 'UNKNOWN', othersActedAt: LATER });

  await shares.recordSeenAccess(entry, { access: 'ALL', lackedAccounts: [] });

  expect((await entryOf('ou-look')).end).toMatchObject({ access: 'UNKNOWN', othersActedAt: LATER });
});

test('what one act of others makes unknown, another does not make known', async () => {
  const entry = await ended('ou-both');
  await shares.forgetEnd(entry, { access: 'UNKNOWN', flags: 'UNKNOWN' });

  await shares.forgetEnd(entry, { access: 'UNKNOWN' });

  expect((await entryOf('ou-both')).end).toEqual({ ...END, access: 'UNKNOWN', flags: 'UNKNOWN' });
});

test('what is seen of a share that no request ended is recorded', async () => {
  await shares.recordSeenAccess(await entryOf('ou-new'), { access: 'NOT_ALL' });
  await shares.recordSeenAccess(await entryOf('ou-new'), { access: 'ALL', lackedAccounts: ['1'] });

  expect((await entryOf('ou-new')).end).toMatchObject({ access: 'ALL', lackedAccounts: ['1'], flags: 'ALL' });
});
