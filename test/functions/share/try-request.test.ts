import { expect, test } from 'vitest';
import { handler as tryRequest } from '../../../functions/share/try-request.ts';
import { type Given, listed, PORTFOLIO, RECORD, REQUEST, UNIT } from '../given.ts';
import { step } from '../step.ts';

const DescribePortfolio = {
  PortfolioDetail: { ARN: `arn:aws:catalog:us-east-1:111122223333:portfolio/${PORTFOLIO}`, DisplayName: 'x' },
};

function trying(request: object = {}, aws: Given['aws'] = {}) {
  const trial = { eventId: 'event-1', requester: RECORD.requester, request: { ...REQUEST, ...request } };
  return step(
    tryRequest,
    { trial, requestId: 'test-1' },
    { record: null, lease: null, aws: { DescribePortfolio, ...aws } },
  );
}

test('a request is tried, and nothing is written', async () => {
  const { out, ledger, calls } = await trying();

  expect(out).toMatchObject({
    planId: 'plan-event-1',
    requestId: 'test-1',
    decision: 'ALLOW',
    plan: { write: 'CREATE' },
    findings: [{ id: 'share-gives-nobody-access' }],
  });
  expect(out.reach).toBeDefined();
  expect(out).not.toHaveProperty('failure');
  expect(Object.keys(ledger).filter((key) => /REQUEST|LEASE|PORTFOLIO/.test(key))).toEqual([]);
  expect(calls.filter((call) => /^(Create|Update|Delete|Associate)/.test(call))).toEqual([]);
});

test.each([
  [
    'a portfolio that is not there',
    {},
    { DescribePortfolio: 'ResourceNotFoundException: none' },
    'PORTFOLIO_NOT_FOUND',
    false,
  ],
  [
    'a principal that is none',
    { principals: [{ principalArn: 'nobody', principalType: 'IAM' }] },
    {},
    'PRINCIPAL_INVALID',
    false,
  ],
  [
    'a node that is not there',
    {},
    {
      ListParents: ({ ChildId }: { ChildId: string }) =>
        ChildId === UNIT ? 'ChildNotFoundException: none' : { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] },
    },
    'NODE_NOT_FOUND',
    true,
  ],
])('it says as what it would fail: %s', async (_, request, aws, code, isWeighed) => {
  const { out } = await trying(request, aws as Given['aws']);

  expect(out.failure).toMatchObject({ code, cause: expect.any(String), whatToDo: expect.any(String) });
  expect(out.failure.cause).not.toContain('is still listed');
  expect(out.decision).toBe('ALLOW');
  expect(out).not.toHaveProperty('plan');
  expect(out.reach !== undefined).toBe(isWeighed);
});

test('of a share that is listed with a unit that is gone it says so', async () => {
  const ListParents = ({ ChildId }: { ChildId: string }) =>
    ChildId === UNIT ? 'ChildNotFoundException: none' : { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] };
  const aws = { ListParents, DescribePortfolioShares: listed() };

  const shared = await trying({}, aws);
  const removed = await trying({ action: 'UNSHARE' }, aws);

  expect(shared.out.failure.cause).toContain('is still listed');
  expect(removed.out.plan).toMatchObject({ write: 'DELETE' });
});

test('what policy refuses is told with its findings', async () => {
  const principals = [{ principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM_PATTERN' }];

  const { out } = await trying({ sharePrincipals: true, principals });

  expect(out.findings.length).toBeGreaterThan(0);
  expect(out.decision).toBe('REFUSE');
  expect(out.failure.code).toBe('PRINCIPAL_RISK_REFUSED');
  expect(out).not.toHaveProperty('plan');
});

test('what may be tried again is thrown', async () => {
  const { error } = await trying({}, { DescribePortfolio: 'AccessDeniedException: no' });

  expect(error).toBe('AccessDeniedException: DescribePortfolio: no');
});
