import { expect, test } from 'vitest';
import { nextAfterEnd } from '../../../functions/share/next-after-end.ts';

const REQUEST = { action: 'SHARE' };
const SHARE = { write: 'DELETE' };
const SETTLED = { phase: 'SETTLED', nextWrite: 'NONE', waitSeconds: 1 };

const after = (record: object, remakes: number, status = 'COMPLETED') =>
  nextAfterEnd({ request: REQUEST, share: SHARE, ...record } as never, { remakes }, { status } as never);

test('what was deleted to be made again is made again, after a longer pause each time', () => {
  expect(after({}, 1)).toEqual({ phase: 'REMAKE', nextWrite: 'CREATE', waitSeconds: 30 });
  expect(after({}, 2, 'COMPLETED_WITH_ERRORS')).toMatchObject({ phase: 'REMAKE', waitSeconds: 45 });
});

test.each([
  ['a deletion that failed', {}, 1, 'ERROR'],
  ['a deletion that was asked for', { request: { action: 'UNSHARE' } }, 1],
  ['a deletion that was not to make it again', {}, 0],
  ['a creation', { share: { write: 'CREATE' } }, 1],
  ['an end of no write', { share: undefined }, 1],
])('nothing follows %s', (_, record, remakes, status = 'COMPLETED') => {
  expect(after(record, remakes, status)).toEqual(SETTLED);
});
