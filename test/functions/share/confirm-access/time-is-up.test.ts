import { expect, test } from 'vitest';
import { handler as confirmAccess } from '../../../../functions/share/confirm-access.ts';
import { TURN } from '../../given.ts';
import { part } from '../../step.ts';
import { A, confirm, DONE, having, STOOD, VISIT } from './confirm-given.ts';

test('a function whose time is up records no look: a later attempt may have seen more', async () => {
  const { error, record } = await confirm({ isFrozen: true, aws: having(A) });

  expect(error).toContain('AbortError');
  expect(record).not.toHaveProperty('access');
});

test('one whose time is up after its look chooses nothing', async () => {
  const timeOut = new AbortController();
  const input = { ...TURN, share: { ...DONE, looks: 3 }, visit: VISIT } as never;

  const { error, record } = await part(
    (task) => confirmAccess.task(input, { ...task, signal: timeOut.signal }),
    {
      record: STOOD,
      aws: having(A),
      ledger: async (operation, body) => {
        if (operation === 'UpdateItem' && body.includes('lackingAccounts')) timeOut.abort();
        return undefined;
      },
    },
  );

  expect(error).toContain('AbortError');
  expect(record.access).toMatchObject({ lacking: 1 });
  expect(record).not.toHaveProperty('tried');
});
