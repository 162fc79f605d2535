import { readFileSync } from 'node:fs';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/simulator/scenario-faults.ts';
import { callAsOutsider } from './call-as-outsider.ts';
import { definedTransitions, takenTransitions } from './machine-transitions.ts';
import { GUARDED_PATTERN, MEMBER, ORGANIZATION, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const MACHINE = JSON.parse(readFileSync('statemachines/share-portfolio.asl.json', 'utf8'));
const taken = new Set<string>();
let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterEach(() => service.sandbox.simulator.controls.clearFaults());
afterAll(async () => {
  for (const execution of service.sandbox.executions()) {
    for (const transition of takenTransitions(execution)) taken.add(transition);
  }
  await service.close();
  const missing = definedTransitions(MACHINE).filter((transition) => !taken.has(transition));
  // In afterAll, so that it also runs, and fails, when a single test is what did not take its way.
  expect(missing, 'transitions and Catches of the machine that no test takes').toEqual([]);
});

function fault(operation: string, answer: Partial<Fault>): void {
  service.sandbox.simulator.controls.addFault({ operation, ...answer } as Fault);
}

async function unshare(organizationNode: object | undefined, accountId?: string): Promise<void> {
  const node = organizationNode ? { organizationNode } : { accountId };
  await service.ask(
    shareRequest({ action: 'UNSHARE', ...node, ...(accountId && { organizationNode: undefined }) }),
  );
}

const unit = { type: 'ORGANIZATIONAL_UNIT', value: UNIT };
const pathToWrite = [
  'AcceptRequest',
  'CheckAccess',
  'ValidatePrincipals',
  'AcquireLease',
  'PlanShare',
  'AssociatePrincipals',
];

describe('the happy path', () => {
  test.each([
    ['an organizational unit', { type: 'ORGANIZATIONAL_UNIT', value: UNIT }, 4],
    ['the organization', { type: 'ORGANIZATION', value: ORGANIZATION }, 8],
    ['a member account', { type: 'ACCOUNT', value: MEMBER }, 1],
    [
      'a unit by its ARN',
      {
        type: 'ORGANIZATIONAL_UNIT',
        value: `arn:aws-us-gov:organizations::111122223333:ou/${ORGANIZATION}/${UNIT}`,
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
      await unshare({ ...organizationNode });
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
    await unshare(undefined, '777788889999');
  });

  test('takes at most 40 state transitions for a share of a minute', async () => {
    const request = shareRequest();

    const answer = await service.ask(request);

    expect(answer.detail.timing.ranSeconds).toBeGreaterThanOrEqual(60);
    expect(service.executionOf(request.requestId).stateTransitions).toBeLessThanOrEqual(40);
    await unshare(unit);
  });

  test('carries ticket and requester through unchanged', async () => {
    const request = shareRequest({
      ticket: { system: 'jira', id: 'IT-4' },
      requestedBy: 'vending@acme.example',
    });

    const answer = await service.ask(request);

    expect(answer.detail.ticket).toEqual({ system: 'jira', id: 'IT-4' });
    expect(answer.detail.requestedBy).toBe('vending@acme.example');
    await unshare(unit);
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
    ['created by somebody else between plan and write', 'SHARE', false, 'create'],
    ['deleted by somebody else between plan and update', 'SHARE', true, 'delete'],
    ['deleted by somebody else between plan and delete', 'UNSHARE', true, 'delete'],
  ] as const)('is planned anew when it is %s', async (_, action, isThereBefore, meddling) => {
    if (isThereBefore) await service.ask(shareRequest());
    const request = shareRequest({ action, shareTagOptions: action === 'SHARE' });
    const meddled = callAsOutsider(service, request.requestId, 'AssociatePrincipals', meddling);

    const answer = await service.ask(request);

    await meddled;
    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(service.statesOf(request.requestId).filter((state) => state === 'PlanShare')).toHaveLength(2);
    await unshare(unit);
  });
});
