import { expect, test } from 'vitest';
import { handler as planShare } from '../../../functions/share/plan-share.ts';
import {
  ACCOUNT,
  BEFORE,
  type Given,
  HELD,
  HOLDER,
  listed,
  NOW,
  PORTFOLIO,
  RECORD,
  REQUEST,
  SCOPE,
  SHARE_ITEM,
  STATE,
  TURN,
  UNIT,
} from '../given.ts';
import { step } from '../step.ts';

const VISIT = '2026-03-02T09:59:00.000Z';
const NEW = { grantedAt: undefined, fence: undefined, phase: 'QUEUED' };
const FIRST = { ...STATE, nextWrite: 'CREATE' };
const PLANNED = { phase: 'PLANNED', fence: 7, grantedAt: BEFORE, plans: 1, planVisit: `${VISIT} 0` };
const OFF = { shareTagOptions: false, sharePrincipals: false };

function plan(given: Given = {}, input: object = {}) {
  return step(
    planShare,
    { ...TURN, visit: VISIT, ...input },
    { ...given, record: { ...NEW, ...given.record } },
  );
}

test('what is not there is created', async () => {
  const { out, record, ledger, said, lines } = await plan();

  expect(out).toEqual(FIRST);
  expect(record).toMatchObject({
    ...PLANNED,
    plannedWrite: 'CREATE',
    before: 'ABSENT',
    takenOffLately: [],
    findings: [{ id: 'share-gives-nobody-access' }],
    lentRights: false,
  });
  expect(record.reach).toBeDefined();
  expect(record).not.toHaveProperty('metOthers');
  expect(record).not.toHaveProperty('endBefore');
  expect(record).not.toHaveProperty('created');
  expect(ledger[`LEASE#${SCOPE} LEASE`].holder.confirmedAt).toBe(BEFORE);
  expect(said).toEqual(['INFO Planned']);
  expect(lines[0]).toMatchObject({ step: 'CREATE' });
});

test('it takes up its turn, and plans nothing without it', async () => {
  const granted = { ...HOLDER, confirmedAt: undefined };

  const taken = await plan({ lease: { ...HELD, holder: granted } });
  const lost = await plan({ lease: { ...HELD, holder: { ...HOLDER, fence: 8 } } });

  expect(taken.ledger[`LEASE#${SCOPE} LEASE`].holder.confirmedAt).toBe(NOW);
  expect(lost.error).toBe('LeaseLost: The lease granted under fence 7 is no longer held');
});

test.each([
  ['as asked is confirmed', listed(), {}, 'CONFIRM', 'NONE', OFF],
  ['with other flags is updated', listed(true), {}, 'UPDATE', 'UPDATE', { ...OFF, shareTagOptions: true }],
  ['that is to go is deleted', listed(), { action: 'UNSHARE' }, 'DELETE', 'DELETE', OFF],
  [
    'that is to go and is not there is deleted all the same',
    { PortfolioShareDetails: [] },
    { action: 'UNSHARE' },
    'DELETE',
    'NONE',
    'ABSENT',
  ],
  [
    'is not looked at where only principals are taken off',
    listed(),
    { action: 'DISASSOCIATE' },
    'NONE',
    'NONE',
    'ABSENT',
  ],
])('a share %s', async (_, found, request, nextWrite, plannedWrite, before) => {
  const { out, record } = await plan({ request, aws: { DescribePortfolioShares: found } });

  expect(out).toEqual({ ...STATE, nextWrite });
  expect(record).toMatchObject({ plannedWrite, before });
});

const END = { access: 'NOT_ALL', flags: 'NOT_ALL', failures: [], requestId: 'x', grantedAt: 'x' };

test('what is known of its last end is kept, and an update brings flags that some lack', async () => {
  const { out, record, lines } = await plan({
    items: [{ ...SHARE_ITEM, end: END }],
    aws: { DescribePortfolioShares: listed() },
  });

  expect(out.nextWrite).toBe('UPDATE');
  expect(record.endBefore).toEqual(END);
  expect(lines[0]).toMatchObject({ end: END, asIs: OFF });
});

test('a list that shows a share as it was before an earlier request changed it is not believed', async () => {
  const wanted = { ...OFF, shareTagOptions: true, principals: [], requestId: 'x' };
  const items = [{ ...SHARE_ITEM, wanted, generation: 1, decidedSequence: 1 }];

  const listedAsAsked = await plan({ items, aws: { DescribePortfolioShares: listed() } });
  const listedOtherwise = await plan({ items, aws: { DescribePortfolioShares: listed(false, true) } });
  const absent = await plan({ items });
  const same = await plan({
    items: [{ ...SHARE_ITEM, wanted: { ...wanted, shareTagOptions: false } }],
    aws: { DescribePortfolioShares: listed() },
  });

  expect(listedAsAsked.out.nextWrite).toBe('UPDATE');
  expect(listedAsAsked.record).toMatchObject({
    plannedWrite: 'NONE',
    before: { ...OFF, shareTagOptions: true },
  });
  expect(listedOtherwise.record).toMatchObject({
    plannedWrite: 'UPDATE',
    before: { ...OFF, sharePrincipals: true },
  });
  expect(absent.record.before).toBe('ABSENT');
  expect(same.out.nextWrite).toBe('CONFIRM');
});

test('a function whose time is up records no plan: a later attempt may have written by it', async () => {
  const share = await plan({ isFrozen: true });
  const unshare = await plan({ isFrozen: true, request: { action: 'UNSHARE' } });

  for (const { error, record } of [share, unshare]) {
    expect(error).toContain('AbortError');
    expect(record).toMatchObject({ phase: 'QUEUED' });
    expect(record).not.toHaveProperty('findings');
    expect(record).not.toHaveProperty('plannedWrite');
  }
});

test('a request that is cancelled, or expired, is not planned', async () => {
  const old = { requestedAt: '2026-03-01T09:00:00.000Z' };

  const cancelled = await plan({ record: { cancelledBy: 'ana' } });
  const expired = await plan({ record: old });
  const planned = await plan({ record: { ...old, grantedAt: BEFORE } });
  const late = await plan({ record: { grantedAt: BEFORE }, request: { notAfter: '2026-03-02T09:59:59Z' } });

  expect(cancelled.error).toBe('RequestRejected: CANCELLED: cancelled by ana');
  expect(expired.error).toContain('EXPIRED: request test-1');
  expect(planned.error).toBeUndefined();
  expect(late.error).toContain('EXPIRED: request test-1 was to be done by');
});

const EARLIER = { ...STATE, writeNumber: 4, phase: 'SETTLED' };

test('another plan of its turn counts, a repeated attempt does not', async () => {
  const again = await plan(
    {
      record: {
        plans: 1,
        planVisit: 'another',
        before: 'ABSENT',
        intent: { write: 'CREATE', number: 3, startedAt: BEFORE, answer: 'ANSWERED' },
      },
    },
    { state: { share: { ...EARLIER, phase: 'LATER' } } },
  );
  const repeated = await plan(
    { record: { plans: 1, planVisit: `${VISIT} 4` } },
    { state: { share: EARLIER } },
  );

  expect(again.record).toMatchObject({ plans: 2, planVisit: `${VISIT} 4`, metOthers: true });
  expect(again.out.writeNumber).toBe(4);
  expect(again.record).not.toHaveProperty('reach');
  expect(repeated.out).toMatchObject({ phase: 'PENDING', nextWrite: 'CREATE' });
  expect(repeated.record).toMatchObject({ plans: 1 });
  expect(repeated.record).not.toHaveProperty('metOthers');
});

test('the first plan of a later turn counts, and waits for nothing', async () => {
  const { out, record } = await plan({ record: { plans: 1, planVisit: 'of an earlier turn' } });

  expect(out).toEqual(FIRST);
  expect(record).toMatchObject({ plans: 2, metOthers: true });
});

test('whom it reaches is predicted once the organization can be read', async () => {
  const later = { state: { share: { ...EARLIER, phase: 'LATER' } } };

  const { record } = await plan({ record: { plans: 1, before: OFF } }, later);

  expect(record.reach).toMatchObject({ gaining: { count: 2 }, gainingPrincipals: expect.any(Object) });
});

test('a removal is not weighed', async () => {
  const { record } = await plan({ request: { action: 'UNSHARE' } });

  expect(record).not.toHaveProperty('findings');
  expect(record).not.toHaveProperty('reach');
});

test.each([
  ['is as now, where the share was there and has gone', OFF, 2],
  ['is as at first, where this request may have created it', 'ABSENT', 9],
])('whom a further plan reaches %s; whom its principals reach, as at first', async (_, before, count) => {
  const none = { count: 0, accounts: [] };
  const many = { count: 9, accounts: [] };
  const first = { treeReadAt: BEFORE, gaining: many, losing: none, keeping: none, gainingPrincipals: many };

  const { record } = await plan(
    { record: { plans: 1, planVisit: 'another', before, reach: { ...first, principals: [] } } },
    { state: { share: { ...EARLIER, phase: 'LATER' } } },
  );

  expect(record.reach).toMatchObject({ gaining: { count }, gainingPrincipals: many });
});

test.each([
  [1, 5],
  [2, 15],
  [3, 30],
  [4, 60],
  [5, 60],
  [6, 60],
])('before plan %i + 1 it waits, since a list may lag behind', async (plans, waitSeconds) => {
  const { out, record, calls } = await plan({ record: { plans } }, { state: { share: EARLIER } });

  expect(out).toEqual({ ...EARLIER, phase: 'LATER', waitSeconds });
  expect(record.phase).toBe('QUEUED');
  expect(calls).toEqual([]);
});

test('there are six plans and no more', async () => {
  const later = { state: { share: { ...EARLIER, phase: 'LATER' } } };

  const sixth = await plan({ record: { plans: 5 } }, later);
  const seventh = await plan({ record: { plans: 6 } }, later);

  expect(sixth.error).toBeUndefined();
  expect(seventh.error).toBe(
    'RequestRejected: SHARE_CHANGED_MEANWHILE: the share was not as asked after 6 attempts: somebody else changes it, or Service Catalog does not list it',
  );
});

const LAGGING = {
  write: 'CREATE',
  portfolioShareToken: 'share-1',
  status: 'COMPLETED',
  successfulSoFar: 1,
  isOtherwise: true,
};

test('what it wrote well and is not listed is waited for before it writes again', async () => {
  const later = (lags?: number, record: object = {}) =>
    plan(
      { record: { plans: 1, share: LAGGING, ...record } },
      { state: { share: { ...EARLIER, phase: 'LATER', ...(lags !== undefined && { lags }) } } },
    );

  const first = await later();
  const fifth = await later(4);
  const sixth = await later(5);
  const failed = await later(0, { share: { ...LAGGING, status: 'ERROR' } });
  const asAsked = await later(0, { share: { ...LAGGING, isOtherwise: false } });

  expect(first.out).toEqual({ ...EARLIER, phase: 'LATER', waitSeconds: 5, lags: 1 });
  expect(fifth.out).toEqual({ ...EARLIER, phase: 'LATER', waitSeconds: 60, lags: 5 });
  for (const { out } of [sixth, failed, asAsked])
    expect(out).toMatchObject({ phase: 'PENDING', nextWrite: 'CREATE' });
});

test('once it is listed, nothing more is to be written', async () => {
  const { out, record } = await plan(
    { record: { plans: 1, share: LAGGING, before: 'ABSENT' }, aws: { DescribePortfolioShares: listed() } },
    { state: { share: { ...EARLIER, phase: 'LATER' } } },
  );

  expect(out.nextWrite).toBe('NONE');
  expect(record).toMatchObject({ before: 'ABSENT', share: { ...LAGGING, isOtherwise: false } });
});

test('what it created is in doubt from the next plan on', async () => {
  const created = { ...LAGGING, isOtherwise: undefined };

  const { record } = await plan({ record: { created } });

  expect(record.created).toMatchObject({ portfolioShareToken: 'share-1', isOtherwise: true });
});

const PRINCIPAL = { principalArn: 'arn:aws:iam::111122223333:role/a', principalType: 'IAM' };

test('what was tried for a share that is gone is tried anew for the next one', async () => {
  const record = { tried: ['REMAKE', 'UPDATE', 'CONFIRM'] };

  const gone = await plan({ record });
  const there = await plan({ record, aws: { DescribePortfolioShares: listed(true) } });

  expect(gone.record.tried).toEqual(['REMAKE']);
  expect(there.record.tried).toEqual(record.tried);
});

test('a request that another has overtaken gives way to it', async () => {
  const newestWish = { sequence: 9, requestKey: 'req-2', requestId: 'test-2', action: 'UNSHARE', ...OFF };

  const { error, record } = await plan({ items: [{ ...SHARE_ITEM, newestWish }] });

  expect(error).toBe(
    'RequestRejected: SUPERSEDED: request test-2 came later and asks otherwise for the same share',
  );
  expect(record.supersededBy).toEqual(newestWish);
});

test('so does a SHARE whose principals a later request has taken off, and what takes off records it', async () => {
  const off = await plan({ request: { action: 'DISASSOCIATE', principals: [PRINCIPAL] } });
  const [key, item] = Object.entries(off.ledger).find(([one]) => one.startsWith('PRINCIPALS#')) ?? ['', {}];
  const [pk = '', sk = ''] = key.split(' ');
  const mark = { pk, sk: sk.replace('req-1', 'req-2'), ...item };
  const by = { ...item.by, requestKey: 'req-2', requestId: 'test-2' };
  const share = (more: object, request: object = {}) =>
    plan({ request: { principals: [PRINCIPAL], ...request }, items: [{ ...mark, by, ...more }] });

  const superseded = await share({ number: 6 });
  const older = await share({ number: 4 });
  const unshare = await share({ number: 6 }, { action: 'UNSHARE' });

  expect(superseded.error).toBe(
    'RequestRejected: SUPERSEDED: request test-2 came later and has taken principals off the portfolio that this one names',
  );
  expect(superseded.record.supersededBy).toMatchObject({ requestKey: 'req-2' });
  expect(older.record.takenOffLately).toEqual([0]);
  for (const { error } of [off, unshare]) expect(error).toBeUndefined();
  expect(unshare.record.takenOffLately).toEqual([]);
  const share2 = await plan({ request: { principals: [PRINCIPAL] } });
  expect(Object.keys(share2.ledger).some((one) => one.startsWith('PRINCIPALS#'))).toBe(false);
});

test('a repair of what is not wanted any more is outdated', async () => {
  const requester = { account: '111122223333', source: 'foliocast.reconciliation' };

  expect((await plan({ record: { requester } })).error).toContain('SUPERSEDED');
});

test('a repair gives way to a newer request for fewer principals, not to one that was overtaken', async () => {
  const requester = { account: '111122223333', source: 'foliocast.reconciliation' };
  const wanted = { ...OFF, principals: [{ ...PRINCIPAL, askedBy: 'x' }], requestId: 'x' };
  const flight = { pk: SHARE_ITEM.pk, sk: `FLIGHT#ORGANIZATIONAL_UNIT#${UNIT}#req-2` };
  const request = { ...REQUEST, requestId: 'test-2', exactPrincipals: true };
  const repair = (sequence: number) =>
    plan({
      record: { requester },
      request: { principals: [PRINCIPAL] },
      items: [
        { ...SHARE_ITEM, decidedSequence: 2, wanted },
        flight,
        { ...RECORD, pk: 'REQUEST#req-2', sk: 'REQUEST', requestKey: 'req-2', request, sequence },
      ],
    });

  const [overtaken, newer] = [await repair(1), await repair(3)];

  expect(overtaken.error).toBeUndefined();
  expect(newer.error).toContain('request test-2 asks otherwise since this repair was put');
});

test('a requester’s reach is judged once more under the lease', async () => {
  const requester = { account: '222233334444', source: 'acme.test' };
  const request = { portfolioId: PORTFOLIO, recipient: { type: 'ORGANIZATION', value: 'o-a1b2c3d4e5' } };

  expect((await plan({ record: { requester }, request })).error).toContain('REQUESTER_NOT_ALLOWED');
});

const WIDE = { principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM_PATTERN' };

test('policy is asked once more under the lease', async () => {
  const refused = await plan({ request: { sharePrincipals: true, principals: [WIDE] } });

  expect(refused.error).toMatch(/PRINCIPAL_RISK_REFUSED|ApprovalOutdated|APPROVAL_REQUIRED/);
  expect(refused.record.findings.length).toBeGreaterThan(0);
});

test('what needs a yes that nobody has given for it is asked about anew', async () => {
  const risky = { ...WIDE, principalArn: 'arn:aws:iam:::role/Deployer-*' };

  const { error, record } = await plan({ request: { sharePrincipals: true, principals: [risky] } });

  expect(error).toBe('ApprovalOutdated: the facts are others than those that were approved');
  expect(record.phase).toBe('QUEUED');
});

test('principals that another share needs stay', async () => {
  const wanted = { ...OFF, principals: [{ ...PRINCIPAL, askedBy: 'x' }], requestId: 'x' };
  const items = [{ pk: SHARE_ITEM.pk, sk: 'SHARE#ORGANIZATION#o-a1b2c3d4e5', wanted }];

  const { error } = await plan({ request: { action: 'UNSHARE', principals: [PRINCIPAL] }, items });

  expect(error).toContain('PRINCIPAL_STILL_NEEDED');
});

test('a node that is gone is told before anything is written', async () => {
  const ListParents = ({ ChildId }: { ChildId: string }) =>
    ChildId === UNIT ? 'ChildNotFoundException: none' : { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] };
  const unknown = await plan({ aws: { ListParents } });
  const gone = await plan({ aws: { ListParents, DescribePortfolioShares: listed() } });
  const unshare = await plan({ request: { action: 'UNSHARE' }, aws: { ListParents } });

  const sentence = `AWS Organizations knows no organizational unit ${UNIT} in this organization`;
  expect(unknown.error).toBe(`RequestRejected: NODE_NOT_FOUND: ${sentence}`);
  expect(gone.error).toBe(
    `RequestRejected: NODE_NOT_FOUND: ${sentence}. The share with it is still listed: ask for UNSHARE to take it away`,
  );
  expect(unshare.error).toBeUndefined();
});

test('a member account that has left is told as such, and an account outside is not asked about', async () => {
  const ListParents = 'ChildNotFoundException: none';
  const member = { recipient: { type: 'ORGANIZATION_MEMBER_ACCOUNT', value: '222233334444' } };

  const left = await plan({ request: member, aws: { ListParents } });
  const denied = await plan({ request: member, aws: { ListParents: 'AccessDeniedException: no' } });
  const outside = await plan({ request: ACCOUNT, aws: { ListParents } });

  expect(left.error).toContain(
    'NODE_NOT_FOUND: AWS Organizations knows no account 222233334444 in this organization',
  );
  expect(denied.error ?? '').not.toContain('NODE_NOT_FOUND');
  expect(outside.error ?? '').not.toContain('NODE_NOT_FOUND');
});

test('a share with another organization is refused', async () => {
  const own = await plan({ request: { recipient: { type: 'ORGANIZATION', value: 'o-a1b2c3d4e5' } } });
  const other = await plan({ request: { recipient: { type: 'ORGANIZATION', value: 'o-zzzzzzzzzz' } } });

  expect(own.error).toBeUndefined();
  expect(other.error).toBe(
    'RequestRejected: NODE_NOT_FOUND: this account is not in organization o-zzzzzzzzzz',
  );
});

const OLD = { visit: undefined };

test('an execution of the first release updates instead of confirming, where all have access', async () => {
  const all = { ...END, access: 'ALL', flags: 'ALL' };
  const aws = { DescribePortfolioShares: listed() };
  const known = await plan({ aws, items: [{ ...SHARE_ITEM, end: all }] }, OLD);
  const reached = await plan(
    { aws: { ...aws, ListPortfolioAccess: { AccountIds: ['333344445555', '444455556666'] } } },
    OLD,
  );
  const lacking = await plan({ aws: { ...aws, ListPortfolioAccess: { AccountIds: ['333344445555'] } } }, OLD);
  const absent = await plan({}, OLD);
  const unshare = await plan({ aws, request: { action: 'UNSHARE' } }, OLD);
  const otherwise = await plan(
    { aws: { DescribePortfolioShares: listed(true) }, items: [{ ...SHARE_ITEM, end: all }] },
    OLD,
  );

  for (const { out } of [known, reached, otherwise]) expect(out.nextWrite).toBe('UPDATE');
  expect(absent.out.nextWrite).toBe('CREATE');
  expect(unshare.out.nextWrite).toBe('DELETE');
  expect(known.record).not.toHaveProperty('planVisit');
  expect(known.record.plans).toBe(1);
  const cannot = 'this request began before Foliocast was upgraded, and cannot mend it';
  expect(lacking.error).toBe(
    `RequestRejected: SHARE_STATUS_UNKNOWN: the share is listed, and 1 accounts have no access; ${cannot}`,
  );
  const denied = await plan(
    {
      now: '2026-03-09T10:00:00.000Z',
      record: { requestedAt: '2026-03-09T09:59:00.000Z', acceptedAt: '2026-03-09T09:59:00.000Z' },
      aws: { ...aws, ListAccounts: 'AccessDeniedException: no' },
    },
    OLD,
  );
  expect(denied.error).toBe(
    `RequestRejected: SHARE_STATUS_UNKNOWN: the share is listed, and its accounts could not be listed; ${cannot}`,
  );
});

test('its share with an account is not confirmed, and its plans do not wait', async () => {
  const aws = { DescribePortfolioShares: listed(false, false, '222233334444') };
  const account = await plan({ request: ACCOUNT, aws }, OLD);
  const updated = await plan(
    { request: ACCOUNT, aws: { DescribePortfolioShares: listed(true, false, '222233334444') } },
    OLD,
  );
  const again = await plan({ record: { plans: 2 } }, { ...OLD, share: EARLIER });
  const lagging = await plan({ record: { plans: 1, share: LAGGING } }, { ...OLD, share: EARLIER });

  expect([account.error, account.out?.nextWrite]).toEqual([undefined, 'NONE']);
  expect(updated.out.nextWrite).toBe('UPDATE');
  const caughtUp = await plan(
    { record: { plans: 1, share: LAGGING }, aws: { DescribePortfolioShares: listed() } },
    { ...OLD, share: EARLIER },
  );
  for (const { out } of [again, lagging]) expect(out.nextWrite).toBe('CREATE');
  expect(caughtUp.out.nextWrite).toBe('NONE');
});
