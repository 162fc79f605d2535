import { expect, test } from 'vitest';
import { handler as createShare } from '../../../functions/share/create-share.ts';
import { handler as deleteShare } from '../../../functions/share/delete-share.ts';
import { handler as updateShare } from '../../../functions/share/update-share.ts';
import { type Given, intentOf, listed, NOW, STATE, TURN } from '../given.ts';
import { step } from '../step.ts';

const SETTLED = {
  ...STATE,
  nextWrite: 'NONE',
  writeNumber: 2,
  phase: 'SETTLED',
  status: 'COMPLETED',
  looks: 0,
};
const BLIND = { write: 'DELETE', isBlind: true, status: 'NOT_STARTED', successfulSoFar: 0 };
const GONE = 'ResourceNotFoundException: none';
const WRONG = 'InvalidParametersException: no good';
const STATUS = 'GetAWSOrganizationsAccessStatus';

const run = (handler: unknown, given: Given, state: object = {}) =>
  step(handler, { ...TURN, share: { ...STATE, ...state } }, given);
const del = (met: string, given: Given = {}, state = {}) =>
  run(deleteShare, { aws: { DeletePortfolioShare: met }, ...given }, state);
const update = (met: string, given: Given = {}) =>
  run(updateShare, { aws: { UpdatePortfolioShare: met }, ...given });
const create = (met: string, aws: Given['aws'] = {}) =>
  run(createShare, { aws: { CreatePortfolioShare: met, ...aws } });

const UNSHARE = { request: { action: 'UNSHARE' } };

test('a deletion that finds nothing proves that the share is gone', async () => {
  const { out, record } = await del(GONE, UNSHARE, { busySince: NOW });

  expect(out).toEqual(SETTLED);
  expect(record).toMatchObject({ intent: { answer: 'REFUSED' }, isProvenAbsent: true });
  expect(record).not.toHaveProperty('share');
});

test('so has a deletion without a token ended, and a list that lagged is forgotten', async () => {
  const blind = await del(GONE, { ...UNSHARE, record: { share: BLIND } });
  const lagged = await del(GONE, {
    ...UNSHARE,
    record: { share: { ...BLIND, isBlind: undefined, status: 'COMPLETED', isOtherwise: true } },
  });

  expect(blind.out).toEqual(SETTLED);
  expect(blind.record.share).toEqual({ write: 'DELETE', status: 'COMPLETED', successfulSoFar: 0 });
  expect(lagged.record.share).toEqual({
    write: 'DELETE',
    status: 'COMPLETED',
    successfulSoFar: 0,
    isOtherwise: false,
  });
});

test('what was deleted to be made again is made again', async () => {
  const { out, record } = await del(GONE, { record: { share: BLIND } }, { remakes: 1, busySince: NOW });

  expect(out).toEqual({
    ...STATE,
    nextWrite: 'CREATE',
    writeNumber: 2,
    phase: 'REMAKE',
    waitSeconds: 1,
    looks: 0,
    remakes: 1,
  });
  expect(record).toMatchObject({ remakes: 1, share: { status: 'COMPLETED' } });
  expect(record.share).not.toHaveProperty('isBlind');
});

test.each([
  ['DELETE', () => del(GONE)],
  ['UPDATE', () => update(GONE)],
])('what is to be changed and is gone is planned anew: %s', async (write, of) => {
  expect((await of()).error).toMatch(new RegExp(`^PlanOutdated: the share to ${write} is gone: \\w+: none$`));
});

test('an update that follows a creation without a token is planned anew where that is gone', async () => {
  const record = { share: { ...BLIND, write: 'CREATE' } };

  expect((await update(GONE, { record })).error).toContain('PlanOutdated: the share to UPDATE is gone');
});

test('a deletion without a token that is refused for good has brought nothing', async () => {
  const { out, record } = await del(WRONG, { record: { share: BLIND } }, { remakes: 1 });

  expect(out).toEqual(SETTLED);
  expect(record.meansRefused).toContain('no good');
});

test('what is known of a share that was written needs no further proof of its absence', async () => {
  const { record } = await del(GONE, { ...UNSHARE, record: { share: BLIND } });

  expect(record).not.toHaveProperty('isProvenAbsent');
});

const LOST = { intent: intentOf('UNANSWERED', { write: 'DELETE' }) };

test('after a lost answer a deletion that finds nothing proves it too, and another refusal nothing', async () => {
  const gone = await del(GONE, { ...UNSHARE, record: LOST });
  const refused = await del(WRONG, { ...UNSHARE, record: LOST });

  expect(gone.out).toEqual(SETTLED);
  expect(gone.record.share).toEqual({ write: 'DELETE', status: 'COMPLETED', successfulSoFar: 0 });
  expect(gone.record.intent.answer).toBe('ANSWERED');
  expect(refused.error).toBe('InvalidParametersException: DeletePortfolioShare: no good');
});

test('a share that was to be made again is made again then', async () => {
  const { out, record } = await del(GONE, { record: LOST }, { remakes: 1 });

  expect(out).toMatchObject({ nextWrite: 'CREATE', phase: 'REMAKE', writeNumber: 3, remakes: 1 });
  expect(record).toMatchObject({ remakes: 1, share: { write: 'DELETE', status: 'COMPLETED' } });
});

test('after a lost update what is gone is planned anew: no update takes a share away', async () => {
  const record = { intent: intentOf('UNANSWERED', { write: 'UPDATE' }) };

  const { error } = await update(GONE, { record, aws: { UpdatePortfolioShare: GONE } });

  expect(error).toBe('PlanOutdated: the share to UPDATE is gone: UpdatePortfolioShare: none');
});

test.each([
  WRONG,
  'OperationNotSupportedException: no good',
  'SomethingNew: no good',
  'AccessDeniedException: no good',
])('a remake that is refused brings nothing: %s', async (met) => {
  const { out, record } = await del(met, { record: { tried: ['CONFIRM'] } }, { remakes: 1 });

  expect(out).toEqual(SETTLED);
  expect(record).toMatchObject({ tried: ['CONFIRM', 'REMAKE'], remakes: 0 });
  expect(record.meansRefused).toContain('no good');
});

test('it is noted once', async () => {
  expect((await del(WRONG, { record: { tried: ['REMAKE'] } })).record).toMatchObject({
    tried: ['REMAKE'],
    remakes: 0,
  });
});

test('what is refused for a time is tried again', async () => {
  expect((await del('ThrottlingException: slow')).error).toBe(
    'ThrottlingException: DeletePortfolioShare: slow',
  );
});

test('a refusal is kept in five hundred characters, and takes no remake away that was through', async () => {
  const long = `InvalidParametersException: ${'x'.repeat(600)}`;

  const means = await run(
    updateShare,
    { aws: { UpdatePortfolioShare: long }, record: { tried: ['REMAKE', 'UPDATE'] } },
    { remakes: 1 },
  );
  const asked = await update(long);

  expect(means.out.remakes).toBe(1);
  expect(means.record.remakes).toBe(1);
  expect(means.record.meansRefused).toHaveLength(500);
  expect(asked.record.updateRefused).toHaveLength(500);
});

test('UNSHARE has no other means', async () => {
  const { error, record } = await del(WRONG, UNSHARE);

  expect(error).toBe('InvalidParametersException: DeletePortfolioShare: no good');
  expect(record).not.toHaveProperty('tried');
});

const ALL = { access: 'ALL', flags: 'ALL', failures: [], requestId: 'x', grantedAt: 'x' };

test('an update that was to bring the share about is noted as refused', async () => {
  const { out, record } = await update(WRONG, { record: { tried: ['UPDATE'], endBefore: ALL } });

  expect(out).toEqual(SETTLED);
  expect(record).toMatchObject({
    tried: ['UPDATE'],
    meansRefused: 'UpdatePortfolioShare: no good',
    remakes: 0,
  });
  expect(record).not.toHaveProperty('updateRefused');
});

test('one that was to bring the flags, too, has brought neither', async () => {
  const given = { record: { tried: ['UPDATE'], endBefore: ALL, metFailures: true } };

  expect((await update(WRONG, given)).record.updateRefused).toContain('no good');
});

test.each([
  ['nothing was tried', {}],
  ['another means was tried last', { tried: ['UPDATE', 'REMAKE'] }],
  [
    'somebody has changed the flags since',
    { tried: ['UPDATE'], share: { ...BLIND, isBlind: undefined, isOtherwise: true } },
  ],
])('an update that was asked for is refused as such where %s', async (_, record) => {
  const all = await update(WRONG, { record: { ...record, endBefore: ALL } });
  const broken = await update(WRONG, { record });

  expect(all.error).toBe('InvalidParametersException: UpdatePortfolioShare: no good');
  expect(broken.out).toEqual(SETTLED);
  expect(broken.record.updateRefused).toBe('UpdatePortfolioShare: no good');
  expect(broken.record.tried).toEqual([...((record as { tried?: string[] }).tried ?? []), 'UPDATE']);
});

test('an update to the flags that everybody has is not needed, except for an execution of the first release', async () => {
  const known = { before: { shareTagOptions: false, sharePrincipals: false }, endBefore: ALL };

  const { out, record } = await update(WRONG, { record: { ...known, planVisit: 'visit 0' } });
  const old = await update(WRONG, { record: known });

  expect(out).toEqual(SETTLED);
  // Nothing has told whether something runs: so the accounts are looked at.
  expect(record).toMatchObject({ updateRefused: 'UpdatePortfolioShare: no good', metOthers: true });
  expect(old.error).toBe('InvalidParametersException: UpdatePortfolioShare: no good');
});

test('a creation is not given up for an update that was tried before it', async () => {
  const aws = { CreatePortfolioShare: WRONG, [STATUS]: { AccessStatus: 'ENABLED' } };

  const { error } = await run(createShare, { aws, record: { tried: ['UPDATE'] } });

  expect(error).toBe('InvalidParametersException: CreatePortfolioShare: no good');
});

test('what is refused after a lost answer is told as refused, though the share is there', async () => {
  const aws = { CreatePortfolioShare: WRONG, [STATUS]: { AccessStatus: 'ENABLED' } };
  const record = { intent: intentOf('UNANSWERED'), before: 'ABSENT' };
  const found = [{ PortfolioShareDetails: [] }, listed()({ Type: 'ORGANIZATIONAL_UNIT' })];

  const { error } = await run(createShare, {
    aws: { ...aws, DescribePortfolioShares: found as never },
    record,
  });

  expect(error).toBe('InvalidParametersException: CreatePortfolioShare: no good');
});

test.each([WRONG, GONE])('a creation that is refused may be there by now: %s', async (met) => {
  const aws = { [STATUS]: { AccessStatus: 'ENABLED' } };

  const absent = await create(met, aws);
  const there = await create(met, { ...aws, DescribePortfolioShares: listed() });

  expect(absent.error).toContain(`CreatePortfolioShare: ${met.split(': ')[1]}`);
  expect(there.error).toBe(
    `PlanOutdated: the share is there by now: CreatePortfolioShare: ${met.split(': ')[1]}`,
  );
});

test.each([
  [
    'says so, and it is disabled',
    'RefusedByAws: enable AWS Organizations access',
    { AccessStatus: 'DISABLED' },
    "RequestRejected: ORGANIZATIONS_ACCESS_DISABLED: Service Catalog's access to AWS Organizations is DISABLED: ",
  ],
  [
    'says so, and it is enabled',
    'AnyName: AWSOrganizationsAccess',
    { AccessStatus: 'ENABLED' },
    "ORGANIZATIONS_ACCESS_DISABLED: Service Catalog's access to AWS Organizations is ENABLED",
  ],
  [
    'says so, and nobody can read it',
    'LimitExceededException: aws organizations access',
    'AccessDeniedException: no',
    'is not readable: ',
  ],
  [
    'may mean it, and it is disabled',
    'OperationNotSupportedException: no',
    { AccessStatus: 'DISABLED' },
    'is DISABLED: ',
  ],
  [
    'may mean it, and it is enabled',
    'OperationNotSupportedException: no',
    { AccessStatus: 'ENABLED' },
    'OperationNotSupportedException: CreatePortfolioShare: no',
  ],
  [
    'may mean it, and nobody can read it',
    'InvalidParametersException: no',
    'AccessDeniedException: no',
    'InvalidParametersException: CreatePortfolioShare: no',
  ],
])('a creation that is refused for want of access to AWS Organizations %s', async (_, met, status, error) => {
  const happened = await create(met, { [STATUS]: status });

  expect(happened.error).toContain(error);
  expect(happened.calls).toContain(STATUS);
});

test('another refusal does not ask for that access', async () => {
  const { error, calls } = await create('LimitExceededException: too many');

  expect(error).toBe('LimitExceededException: CreatePortfolioShare: too many');
  expect(calls).toEqual(['CreatePortfolioShare']);
});

test('while that access is being changed, the creation waits', async () => {
  const { out } = await create('RefusedByAws: AWS Organizations access', {
    [STATUS]: { AccessStatus: 'UNDER_CHANGE' },
  });

  expect(out).toMatchObject({ phase: 'REMAKE', nextWrite: 'CREATE' });
  expect(out.busySaid).toContain('is UNDER_CHANGE: ');
});
