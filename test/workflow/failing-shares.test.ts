import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callAsOutsider, changeShare } from './call-as-outsider.ts';
import { SCENARIO } from './failing-nodes.ts';
import { shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ scenario: SCENARIO });
});
afterAll(() => service.close());

const node = (value: string) => ({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value } });

describe('a share that does not end well', () => {
  test('with some accounts names the failed ones and why', async () => {
    const answer = await service.ask(shareRequest(node('ou-ab12-partial0')));

    expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
    expect(answer.detail.accounts).toMatchObject({ succeeded: 1, failed: 1 });
    expect(answer.detail.accounts.failures).toEqual([
      expect.objectContaining({ accountId: '200000000002', error: 'InternalFailure' }),
    ]);
  });

  test.each(['ou-ab12-error000', 'ou-ab12-error001'])('with ERROR is a failure, %s', async (value) => {
    const answer = await service.ask(shareRequest(node(value)));

    expect(answer['detail-type']).toBe('PortfolioShareFailed');
    expect(answer.detail).toMatchObject({
      effect: 'UNKNOWN',
      failure: { code: 'SHARE_FAILED' },
      share: { status: 'ERROR' },
    });
  });

  test('because of throttling is made again, and then completes', async () => {
    const request = shareRequest(node('ou-ab12-throttle'));

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 1, failed: 0 } });
    expect(service.statesOf(request.requestId)).toContain('DeleteShare');
  });
});

test('a creation that somebody else forestalled is planned anew', async () => {
  const request = shareRequest();
  const meddled = callAsOutsider(service, request.requestId, 'AssociatePrincipals', 'create');

  const answer = await service.ask(request);

  await meddled;
  expect(answer.detail.effect).toBe('UNCHANGED');
  await service.unshare();
});

test('a creation that answers no token is followed by an update, which is busy until it has ended', async () => {
  service.fault('CreatePortfolioShare', { malformedAnswer: 'EMPTY', times: 1 });
  const request = shareRequest();

  const answer = await service.ask(request);

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { failed: 0 } });
  expect(service.statesOf(request.requestId)).toContain('UpdateShare');
  await service.unshare();
});

test('a share that somebody changes between its end and our look is not called done, but set right', async () => {
  const request = shareRequest();
  const { clock } = service.sandbox;
  let waits = 0;
  service.at(request.requestId, 'WaitForShare', () => {
    waits += 1;
    // The fifth wait lasts from 48 s to 60 s; the share ends at 50 s.
    if (waits === 5) clock.setTimeout(() => void changeShare(service, 'turn on tag options'), 6_000);
  });

  const answer = await service.ask(request);

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(service.statesOf(request.requestId)).toContain('UpdateShare');
  await service.unshare();
});
