import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/simulator/scenario-faults.ts';
import { GUARDED_PATTERN, shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterEach(() => service.sandbox.simulator.controls.clearFaults());
afterAll(() => service.close());

const denied = { error: 'AccessDeniedException', message: 'no' };
const node = (value: string) => ({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value } });

describe('a retried error', () => {
  test.each([
    [
      'InvalidStateException',
      'Cannot process more than one portfolio share action at the same time. Try again later.',
      'SHARE_BUSY',
      1_800,
    ],
    ['LimitExceededException', 'quota', 'QUOTA_EXCEEDED', 5],
    ['ThrottlingException', 'Rate exceeded', 'THROTTLED', 5],
  ])('%s once is mended, for ever ends as its own failure', async (error, message, code, leastSeconds) => {
    service.fault('CreatePortfolioShare', { error, message, times: 1 });
    const mended = await service.ask(shareRequest());
    await service.unshare();

    service.fault('CreatePortfolioShare', { error, message });
    const failed = await service.ask(shareRequest());

    expect(mended.detail.effect).toBe('CREATED');
    expect(failed['detail-type']).toBe('PortfolioShareFailed');
    expect(failed.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code } });
    expect(failed.detail.failure.cause).toContain(message);
    expect(failed.detail.timing.ranSeconds).toBeGreaterThan(leastSeconds);
  });
});

describe('a call that is refused', () => {
  const isThere = () => service.ask(shareRequest());
  test.each([
    ['a portfolio that is not there', undefined, { portfolioId: 'port-nowhere' }, 'PORTFOLIO_NOT_FOUND'],
    ['a unit that is not there', undefined, node('ou-ab12-nowhere0'), 'NODE_NOT_FOUND'],
    [
      'a member account that is not there',
      undefined,
      { organizationNode: { type: 'ACCOUNT', value: '999999999999' } },
      'NODE_NOT_FOUND',
    ],
    [
      'a principal that is none',
      undefined,
      { principals: [{ principalArn: 'arn:aws:iam:::*/Name', principalType: 'IAM_PATTERN' }] },
      'PRINCIPAL_INVALID',
    ],
    [
      'a pattern that anybody could match',
      undefined,
      {
        sharePrincipals: true,
        principals: [{ principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM_PATTERN' }],
      },
      'PRINCIPAL_RISK_REFUSED',
    ],
    [
      'associating',
      { operation: 'AssociatePrincipalWithPortfolio', error: 'LimitExceededException' },
      { principals: [{ principalArn: 'arn:aws:iam::111122223333:role/Named', principalType: 'IAM' }] },
      'QUOTA_EXCEEDED',
    ],
    ['creating', { operation: 'CreatePortfolioShare', ...denied }, {}, 'ACCESS_DENIED'],
    [
      'an error of an unknown name',
      { operation: 'CreatePortfolioShare', error: 'BrandNewException' },
      {},
      'REFUSED_BY_SERVICE_CATALOG',
    ],
    ['looking at the status', { operation: 'DescribePortfolioShareStatus', ...denied }, {}, 'ACCESS_DENIED'],
  ])('%s ends as a failure that says so', async (_, failing, wish, code) => {
    if (failing) service.fault(failing.operation, failing as Partial<Fault>);

    const answer = await service.ask(shareRequest(wish));

    expect(answer['detail-type']).toBe('PortfolioShareFailed');
    expect(answer.detail.failure).toMatchObject({ code });
    expect(answer.detail.failure.whatToDo).not.toBe('');
    service.sandbox.simulator.controls.clearFaults();
    await service.unshare();
  });

  test.each([
    ['updating', 'UpdatePortfolioShare', { shareTagOptions: true }],
    ['deleting', 'DeletePortfolioShare', { action: 'UNSHARE' }],
  ])('%s an existing share leaves it as it is', async (_, operation, wish) => {
    await isThere();
    service.fault(operation, denied);

    const answer = await service.ask(shareRequest(wish));

    expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'ACCESS_DENIED' } });
    service.sandbox.simulator.controls.clearFaults();
    await service.unshare();
  });

  test('reading the share under the lease ends as a failure that says so', async () => {
    const request = shareRequest();
    service.at(request.requestId, 'PlanShare', () => service.fault('DescribePortfolioShares', denied));

    const answer = await service.ask(request);

    expect(answer.detail.failure.code).toBe('ACCESS_DENIED');
  });

  test('a refused request makes no write call at all', async () => {
    const before = writes();

    await service.ask(
      shareRequest({ principals: [{ principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM' }] }),
    );

    expect(writes()).toBe(before);
  });

  test('a request for a node that is not there associates no principals', async () => {
    const before = writes();

    const answer = await service.ask(
      shareRequest({ ...node('ou-ab12-nowhere0'), sharePrincipals: true, principals: [GUARDED_PATTERN] }),
    );

    expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'NODE_NOT_FOUND' } });
    expect(answer.detail.failure.cause).toContain('ou-ab12-nowhere0');
    expect(writes()).toBe(before);
  });

  test('where the organization may not be looked at, the write tells', async () => {
    service.fault('ListParents', denied);

    const answer = await service.ask(shareRequest(node('ou-ab12-nowhere0')));

    expect(answer.detail.failure.code).toBe('NOT_FOUND');
    service.sandbox.simulator.controls.clearFaults();
  });
});

function writes(): number {
  return service.sandbox
    .calls()
    .filter(({ operation }) =>
      /^(Create|Update|Delete|Associate|Disassociate)Portfolio|^AssociatePrincipal/.test(operation),
    ).length;
}
