import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callAsOutsider } from './call-as-outsider.ts';
import { GUARDED_PATTERN, MEMBER, ORGANIZATION, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const pathToWrite = [
  'AcceptRequest',
  'CheckAccess',
  'ValidatePrincipals',
  'AcquireLease',
  'PlanShare',
  'AssociatePrincipals',
];

const pathToPlanAnew = ['PlanShare', 'WaitForListing'];

describe('the happy path', () => {
  test.each([
    ['an organizational unit', { type: 'ORGANIZATIONAL_UNIT', value: UNIT }, 4],
    ['the organization', { type: 'ORGANIZATION', value: ORGANIZATION }, 7],
    ['a member account', { type: 'ACCOUNT', value: MEMBER }, 1],
    [
      'a unit by its ARN',
      {
        type: 'ORGANIZATIONAL_UNIT',
        value: `arn:aws:organizations::111122223333:ou/${ORGANIZATION}/${UNIT}`,
      },
      4,
    ],
  ])(
    'creates the share with %s and says how many accounts have it',
    async (_, organizationNode, accounts) => {
      const request = shareRequest({ organizationNode });

      const answer = await service.ask(request);

      expect(answer['detail-type']).toBe('PortfolioShareCompleted');
      expect(answer.detail).toMatchObject({
        requestId: request.requestId,
        effect: 'CREATED',
        share: { status: 'COMPLETED' },
      });
      expect(answer.detail.accounts.succeeded).toBe(accounts);
      expect(service.statesOf(request.requestId).filter((state) => pathToWrite.includes(state))).toEqual(
        pathToWrite,
      );
      await service.unshare({ organizationNode });
    },
  );

  test('creates an account-to-account share, which runs no task and waits for its recipient', async () => {
    const request = shareRequest({ organizationNode: undefined, accountId: '777788889999' });

    const answer = await service.ask(request);

    expect(answer.detail).toMatchObject({
      effect: 'CREATED',
      accountId: '777788889999',
      share: { accepted: false },
    });
    expect(service.statesOf(request.requestId)).not.toContain('DescribeShareStatus');
    await service.unshare({ organizationNode: undefined, accountId: '777788889999' });
  });

  test('takes at most 40 state transitions for a share of a minute', async () => {
    const request = shareRequest();

    const answer = await service.ask(request);

    expect(answer.detail.timing.ranSeconds).toBeGreaterThanOrEqual(60);
    expect(service.executionOf(request.requestId).stateTransitions).toBeLessThanOrEqual(40);
    await service.unshare();
  });

  test('carries ticket and requester through unchanged', async () => {
    const request = shareRequest({
      ticket: { system: 'jira', id: 'IT-4' },
      requestedBy: 'vending@acme.example',
    });

    const answer = await service.ask(request);

    expect(answer.detail.ticket).toEqual({ system: 'jira', id: 'IT-4' });
    expect(answer.detail.requestedBy).toBe('vending@acme.example');
    await service.unshare();
  });

  test('is not planned anew where somebody else deletes it before we do: a deletion that finds nothing is the proof', async () => {
    await service.ask(shareRequest());
    const request = shareRequest({ action: 'UNSHARE' });
    const meddled = callAsOutsider(service, request.requestId, 'AssociatePrincipals', 'delete');

    const answer = await service.ask(request);

    await meddled;
    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(service.statesOf(request.requestId).filter((state) => pathToPlanAnew.includes(state))).toEqual([
      'PlanShare',
    ]);
  });
});

describe('a share that is there', () => {
  test('is updated where its flags differ, reported unchanged where they do not, and removed by UNSHARE', async () => {
    const flags = { sharePrincipals: true, principals: [GUARDED_PATTERN] };
    await service.ask(shareRequest());

    const updated = await service.ask(shareRequest(flags));
    const same = shareRequest(flags);
    const unchanged = await service.ask(same);
    const removed = await service.ask(shareRequest({ action: 'UNSHARE' }));
    const gone = await service.ask(shareRequest({ action: 'UNSHARE' }));

    expect(updated.detail).toMatchObject({
      effect: 'UPDATED',
      share: { sharePrincipals: true, status: 'COMPLETED' },
    });
    expect(updated.detail.principals).toEqual({ associated: 1, alreadyAssociated: 0 });
    expect(unchanged.detail).toMatchObject({
      effect: 'UNCHANGED',
      principals: { associated: 0, alreadyAssociated: 1 },
    });
    expect(service.statesOf(same.requestId)).not.toContain('CreateShare');
    expect(removed.detail.effect).toBe('REMOVED');
    expect(gone.detail.effect).toBe('UNCHANGED');
  });

  test.each([
    ['created by somebody else between plan and write', false, 'create'],
    ['deleted by somebody else between plan and update', true, 'delete'],
  ] as const)('is planned anew when it is %s', async (_, isThereBefore, meddling) => {
    if (isThereBefore) await service.ask(shareRequest());
    const request = shareRequest({ shareTagOptions: true });
    const meddled = callAsOutsider(service, request.requestId, 'AssociatePrincipals', meddling);

    const answer = await service.ask(request);

    await meddled;
    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    // The first plan, a pause that the second visit asks for, and the second plan.
    expect(service.statesOf(request.requestId).filter((state) => pathToPlanAnew.includes(state))).toEqual([
      'PlanShare',
      'PlanShare',
      'WaitForListing',
      'PlanShare',
    ]);
    await service.unshare();
  });
});
