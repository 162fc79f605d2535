import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Recipient } from '../../../core/share/recipient.ts';
import type { ShareEnd } from '../../../core/share/share-end.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { startLedger } from './start-ledger.ts';

let sandbox: Sandbox;
let shares: typeof import('../../../aws/ledger/shares.ts');
let ends: typeof import('../../../aws/ledger/share-ends.ts');
beforeAll(async () => {
  sandbox = await startLedger();
  shares = await import('../../../aws/ledger/shares.ts');
  ends = await import('../../../aws/ledger/share-ends.ts');
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
  await ends.changeEnd(await entryOf(value), () => END);
  return entryOf(value);
}

test('what two change at the same time is changed by both', async () => {
  const entry = await ended('ou-both');
  await ends.changeEnd(entry, (end) => ({ ...end, flags: 'UNKNOWN' }));

  await ends.changeEnd(entry, (end) => ({ ...end, access: 'UNKNOWN' }));

  expect((await entryOf('ou-both')).end).toEqual({ ...END, access: 'UNKNOWN', flags: 'UNKNOWN' });
});

test('so is the first that is known of a share', async () => {
  const entry = await entryOf('ou-first');
  await ends.changeEnd(entry, (end) => ({ ...end, othersActedAt: LATER }));

  await ends.changeEnd(entry, (end) => ({ ...end, access: 'NOT_ALL' }));

  expect((await entryOf('ou-first')).end).toEqual({
    access: 'NOT_ALL',
    flags: 'ALL',
    failures: [],
    requestId: '',
    grantedAt: '',
    othersActedAt: LATER,
  });
});

test('what is as it was is not written', async () => {
  await ends.changeEnd(await ended('ou-same'), (end) => end);
  await ends.changeEnd(await entryOf('ou-none'), () => undefined);

  expect(await entryOf('ou-same')).toMatchObject({ end: END, endVersion: 1 });
  expect(await entryOf('ou-none')).not.toHaveProperty('endVersion');
});

test('a look that began before anybody changed what is known records nothing', async () => {
  const entry = await ended('ou-look');
  await ends.changeEnd(entry, (end) => ({ ...end, access: 'UNKNOWN', othersActedAt: LATER }));

  await ends.recordSeenAccess(entry, { access: 'ALL', lackedAccounts: [] });

  expect((await entryOf('ou-look')).end).toEqual({ ...END, access: 'UNKNOWN', othersActedAt: LATER });
});

test('what is seen of a share that no request ended is recorded', async () => {
  await ends.recordSeenAccess(await entryOf('ou-new'), { access: 'NOT_ALL' });
  await ends.recordSeenAccess(await entryOf('ou-new'), { access: 'ALL', lackedAccounts: ['1'] });

  expect((await entryOf('ou-new')).end).toEqual({
    access: 'ALL',
    flags: 'ALL',
    failures: [],
    hasOtherPaths: true,
    lackedAccounts: ['1'],
    requestId: '',
    grantedAt: '',
  });
});
