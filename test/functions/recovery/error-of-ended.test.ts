import { expect, test } from 'vitest';
import type { RequestRecord, ShareRecord, WriteIntent } from '../../../core/ledger/request-record.ts';
import { errorOfEnded } from '../../../functions/recovery/error-of-ended.ts';
import { knownRed } from '../../known-red.ts';

const answered: WriteIntent = { write: 'CREATE', number: 1, startedAt: 'now', answer: 'ANSWERED' };
const ended: ShareRecord = { write: 'CREATE', status: 'COMPLETED', successfulSoFar: 3 };

function messageOf(record: Partial<RequestRecord>): string {
  const error = errorOfEnded({ request: { action: 'SHARE' }, ...record } as RequestRecord, 'ABORTED');
  return error ? JSON.parse(error.Cause ?? '{}').errorMessage : 'done';
}

knownRed('red in the last whole run; not looked into')(
  'a request whose share has ended as asked was done, however its execution ended',
  () => {
    expect(messageOf({ intent: answered, share: ended })).toBe('done');
  },
);

test.each([
  ['nothing was written', {}],
  ['the share still runs', { intent: answered, share: { ...ended, status: 'IN_PROGRESS' as const } }],
  ['it ended, and is not there as asked', { intent: answered, share: { ...ended, isOtherwise: true } }],
  [
    'a further write has no answer',
    { intent: { ...answered, write: 'UPDATE' as const, answer: 'UNANSWERED' as const }, share: ended },
  ],
  [
    'it was deleted to be made again',
    {
      intent: { ...answered, write: 'DELETE' as const },
      share: { ...ended, write: 'DELETE' as const },
      remakes: 1,
    },
  ],
])('it was not done where %s', (_, record) => {
  expect(messageOf(record)).toMatch(/^ABORTED: /);
});

test('whoever stopped it is named', () => {
  expect(messageOf({ cancelledBy: 'night-shift' })).toBe('CANCELLED: cancelled by night-shift');
  expect(messageOf({ leaseTakenBy: 'night-shift' })).toBe('CANCELLED: night-shift took the lease from it');
});
