import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { asVerified, endedWhileVerifying, verificationOf } from '../../../core/outcome/verification.ts';

const ACCOUNT = '444455556666';
const started = { accountId: ACCOUNT, startedAt: '2026-03-02T10:00:00.000Z', looks: 3, listed: false };
const denied = { Error: 'AccessDeniedException', Cause: JSON.stringify({ errorMessage: 'no such right' }) };

function record(verification?: RequestRecord['verification'], verifyAccountId: string | undefined = ACCOUNT) {
  return { request: { verifyAccountId }, verification } as RequestRecord;
}

test('a request that asked about no account is told of none', () => {
  expect(verificationOf({ request: {} } as RequestRecord, undefined)).toBeUndefined();
});

test('a listed account says how long it took', () => {
  const verification = { ...started, listed: true, lookedAt: '2026-03-02T10:00:42.000Z' };

  expect(verificationOf(record(verification), undefined)).toEqual({
    accountId: ACCOUNT,
    listed: true,
    seconds: 42,
  });
});

test('an account that is not listed says why', () => {
  const verification = { ...started, lookedAt: '2026-03-02T10:15:00.000Z' };

  expect(verificationOf(record(verification), undefined)).toMatchObject({
    listed: false,
    seconds: 900,
    reason: expect.stringContaining('900 s'),
  });
  expect(verificationOf(record(verification), denied)?.reason).toContain('no such right');
});

test('nothing is claimed of an account that nobody looked for', () => {
  expect(verificationOf(record(), undefined)).toMatchObject({
    listed: false,
    seconds: 0,
    reason: 'Nobody has looked for it.',
  });
  expect(verificationOf(record(), denied)).toBeUndefined();
});

test('only what comes before the look is a failure of the share, and a defect always is', () => {
  expect(endedWhileVerifying(record(started), denied)).toBe(true);
  expect(endedWhileVerifying(record(), denied)).toBe(false);
  expect(endedWhileVerifying(record(started), { Error: 'TypeError', Cause: 'x' })).toBe(false);
});

test.each([
  [{}, 'Service Catalog did not list it within 60 s.'],
  [{ cancelledBy: 'night-shift' }, 'The look for it was cancelled by night-shift after 60 s.'],
])('a look that came to its end says how: %j', (more, reason) => {
  const verification = { ...started, lookedAt: '2026-03-02T10:01:00.000Z' };

  expect(verificationOf({ ...record(verification), ...more }, undefined)?.reason).toBe(reason);
});

const LOOK = {
  lookedAt: started.startedAt,
  having: 1,
  lacking: 1,
  lackingAccounts: [],
  doubtfulAccounts: [],
};
const lost = { count: 2, accounts: ['111111111111', ACCOUNT] };

test.each([
  [
    { lackingAccounts: [ACCOUNT], lost },
    { having: 2, lacking: 0, lackingAccounts: [], lost: { count: 1, accounts: ['111111111111'] } },
  ],
  [{ doubtfulAccounts: [ACCOUNT] }, { having: 2, lacking: 1, doubtfulAccounts: [] }],
  [{ lackingAccounts: ['111111111111'] }, { having: 1, lacking: 1, lackingAccounts: ['111111111111'] }],
])('an account that came by its access after the look has it: %j', (seen, expected) => {
  const found = { ...record({ ...started, listed: true }), access: { ...LOOK, ...seen } };

  expect(asVerified(found).access).toEqual({ ...LOOK, ...seen, ...expected });
  expect(asVerified({ ...found, verification: started }).access).toEqual({ ...LOOK, ...seen });
});
