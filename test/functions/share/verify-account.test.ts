import { expect, test } from 'vitest';
import { handler as verifyAccount } from '../../../functions/share/verify-account.ts';
import { accountAt } from '../aws-answers.ts';
import { BEFORE, type Given, NOW, PORTFOLIO, SCOPE, TURN, UNIT } from '../given.ts';
import { step } from '../step.ts';

const A = '333344445555';
const SHARE = { write: 'CREATE', portfolioShareToken: 'share-1', status: 'COMPLETED', successfulSoFar: 2 };
const LOOKED = { accountId: A, startedAt: NOW, looks: 1, lookedAt: NOW, listed: false };
const ENTRY = `PORTFOLIO#${PORTFOLIO} SHARE#ORGANIZATIONAL_UNIT#${UNIT}`;
const LISTED = { ListPortfolioAccess: { AccountIds: [A] } };
const INHERITED = ({ OrganizationParentId }: { OrganizationParentId?: string }) => ({
  AccountIds: OrganizationParentId ? [A] : [],
});
const UNDER = ({ OrganizationParentId }: { OrganizationParentId?: string }) => ({
  AccountIds: OrganizationParentId ? [] : [A],
});

function verify(given: Given = {}) {
  const record = { share: SHARE, before: 'ABSENT', ...given.record };
  return step(verifyAccount, TURN, { ...given, record, request: { verifyAccountId: A, ...given.request } });
}

test('it leaves its turn before the first look, and what it made is wanted from then on', async () => {
  const { out, record, ledger, said, lines, inputs } = await verify({ aws: LISTED });

  expect(out).toEqual({ phase: 'LISTED', waitSeconds: 1 });
  expect(record).toMatchObject({ phase: 'VERIFYING', verification: { ...LOOKED, listed: true } });
  expect(ledger[`LEASE#${SCOPE} LEASE`]).not.toHaveProperty('holder');
  expect(ledger[ENTRY].wanted).toMatchObject({ requestId: 'test-1' });
  expect(said).toEqual(['INFO The account is listed']);
  expect(lines[0]).toMatchObject({ accountId: A, listed: true });
  expect(inputs.ListPortfolioAccess).toMatchObject([{ input: { OrganizationParentId: UNIT } }]);
});

test('later looks leave no turn', async () => {
  const { out, record, ledger, said } = await verify({
    record: { verification: { ...LOOKED, startedAt: BEFORE, looks: 2 } },
  });

  expect(out).toEqual({ phase: 'PENDING', waitSeconds: 6 });
  expect(record.verification).toEqual({ ...LOOKED, startedAt: BEFORE, looks: 3 });
  expect(ledger[`LEASE#${SCOPE} LEASE`].holder).toBeDefined();
  expect(ledger).not.toHaveProperty([ENTRY]);
  expect(said).toEqual(['INFO The account is not listed']);
});

test('the last look is at the deadline', async () => {
  const at = async (startedAt: string, looks = 20) =>
    (await verify({ record: { verification: { ...LOOKED, startedAt, looks } } })).out;

  expect(await at('2026-03-02T09:45:20.000Z')).toEqual({ phase: 'PENDING', waitSeconds: 20 });
  expect(await at('2026-03-02T09:45:00.100Z')).toEqual({ phase: 'PENDING', waitSeconds: 1 });
  expect(await at('2026-03-02T09:45:00.000Z')).toEqual({ phase: 'OVERDUE', waitSeconds: 1 });
  expect(await at(NOW)).toEqual({ phase: 'PENDING', waitSeconds: 60 });
});

test('it looks no more once it is cancelled', async () => {
  const { out, calls } = await verify({ aws: LISTED, record: { cancelledBy: 'ana' } });

  expect(out).toEqual({ phase: 'OVERDUE', waitSeconds: 1 });
  expect(calls).not.toContain('ListPortfolioAccess');
});

test.each([
  ['of a unit below the node', 'ORGANIZATIONAL_UNIT', UNIT, UNDER, 'LISTED'],
  ['of the organization', 'ORGANIZATION', 'o-a1b2c3d4e5', UNDER, 'LISTED'],
  ['that inherits it from the organization', 'ORGANIZATION', 'o-a1b2c3d4e5', INHERITED, 'LISTED'],
  ['elsewhere', 'ORGANIZATIONAL_UNIT', 'ou-ab12-sandbox1', UNDER, 'PENDING'],
  ['below the node, and not listed', 'ORGANIZATIONAL_UNIT', UNIT, { AccountIds: [] }, 'PENDING'],
  ['by itself', 'ORGANIZATION_MEMBER_ACCOUNT', A, { AccountIds: [A] }, 'LISTED'],
  ['by itself, and not listed', 'ACCOUNT', A, { AccountIds: [] }, 'PENDING'],
])('an account %s is looked for', async (_, type, value, ListPortfolioAccess, phase) => {
  const { out, inputs } = await verify({
    request: { recipient: { type, value } },
    aws: { ListPortfolioAccess },
  });

  expect(out.phase).toBe(phase);
  if (type.includes('ACCOUNT'))
    expect(inputs.ListPortfolioAccess?.[0].input).not.toHaveProperty('OrganizationParentId');
});

test('one that is elsewhere has it by another share, though others are below the node', async () => {
  const ListAccounts = { Accounts: [accountAt(A, 'r-ab12'), accountAt('444455556666', `r-ab12/${UNIT}`)] };

  expect((await verify({ aws: { ListPortfolioAccess: UNDER, ListAccounts } })).out.phase).toBe('PENDING');
});

test('that it has begun is recorded before the first look, which may fail', async () => {
  const { error, record } = await verify({ aws: { ListPortfolioAccess: 'AccessDeniedException: no' } });

  expect(error).toContain('AccessDeniedException');
  expect(record.phase).toBe('VERIFYING');
  expect(record.verification).toEqual({ accountId: A, startedAt: NOW, looks: 0, listed: false });
});

test('a function whose time is up neither leaves its turn nor records a look', async () => {
  const verification = { ...LOOKED, listed: false };

  const first = await verify({ isFrozen: true });
  const later = await verify({ isFrozen: true, aws: LISTED, record: { verification } });

  for (const { error } of [first, later]) expect(error).toContain('AbortError');
  expect(first.record).not.toHaveProperty('verification');
  expect(first.ledger[`LEASE#${SCOPE} LEASE`].holder).toBeDefined();
  expect(later.record.verification).toEqual(verification);
});

test('where the tree cannot be read, only what the node gives counts', async () => {
  const aws = { ListPortfolioAccess: UNDER, ListAccounts: 'AccessDeniedException: no' };

  expect((await verify({ aws })).out.phase).toBe('PENDING');
});

test('a request that asks about no account has nothing to verify', async () => {
  expect((await verify({ request: { verifyAccountId: undefined } })).error).toBe(
    'Error: test-1 asks about no account',
  );
});
