import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreatePortfolioShareCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { errorAnswer } from '../fault-matrix/happen.ts';
import { withMachinesOf } from '../releases/with-machines-of.ts';
import { Console, toUnit } from './reconciliation.ts';
import { GUARDED_PATTERN, MEMBER, PORTFOLIO, UNIT } from './requests.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

/**
 * An execution of version 0.1.0 stood at one of its states when the functions were upgraded: it goes on from there, with
 * the state and the items that version 0.1.0 had written until then (as test/releases/0.1.0/ledger.json has them).
 */
let service: Service;
let others: Console;
/** Of principals, counted down: the one that comes to nothing is throttled. */
let untilThrottled = Number.NaN;
beforeAll(async () => {
  service = await startService({
    packageDirectory: await withMachinesOf('0.1.0'),
    functionHost: 'MEMORY',
    interceptCall: async ({ operation }, perform) => {
      if (/^(Associate|Disassociate)Principal/.test(operation)) untilThrottled -= 1;
      else return perform();
      return untilThrottled === 0 ? errorAnswer('ThrottlingException', 400) : perform();
    },
  });
  others = new Console(service);
});
afterAll(() => service.close());

const REQUESTER = { account: '111122223333', source: 'acme.test' };
const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:foliocast-dev-share-portfolio';
const credentials = { accessKeyId: '111122223333', secretAccessKey: 'test' };
const RISKY = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };
let fences = 100;

interface HalfDone {
  readonly action?: 'SHARE' | 'UNSHARE';
  readonly principals?: readonly object[];
  readonly sharePrincipals?: boolean;
  readonly verifyAccountId?: string;
  /** Of the request's item, beside what it has from its acceptance. REQUEST_ID stands for the request's id. */
  readonly record?: object;
  /** `$.share` of the machine, beside what it has from its plan. */
  readonly share?: object;
  /** Absent before the lease was granted; WAITS: in the queue. */
  readonly lease?: 'HOLDS' | 'WAITS';
}

/** Writes what version 0.1.0 had written when its execution came to a state, and lets the execution go on there. */
async function resume(resumeAt: string, half: HalfDone): Promise<string> {
  const { action = 'SHARE', principals = [], sharePrincipals = false, verifyAccountId, lease } = half;
  const now = new Date(service.sandbox.clock.now()).toISOString();
  const [requestId, name] = [`at-${resumeAt}-${randomUUID()}`, randomUUID()];
  const requestKey = requestKeyOf(REQUESTER, requestId);
  const recipient = { type: 'ORGANIZATIONAL_UNIT', value: UNIT };
  const fence = ++fences;
  const isGranted = lease === 'HOLDS';
  const granted = { fence, grantedAt: now };
  const request = {
    requestId,
    action,
    portfolioId: PORTFOLIO,
    shareTagOptions: false,
    sharePrincipals,
    recipient,
    principals,
    ...(verifyAccountId && { verifyAccountId }),
  };
  await put({
    pk: `REQUEST#${requestKey}`,
    sk: 'REQUEST',
    work: 'OPEN_REQUEST',
    workAt: now,
    requestKey,
    requester: REQUESTER,
    eventId: randomUUID(),
    requestedAt: now,
    acceptedAt: now,
    contentHash: 'a'.repeat(64),
    request,
    executionArn: `${MACHINE.replace('stateMachine', 'execution')}:${name}`,
    phase: 'ACCEPTED',
    sequence: 1,
    ...(lease && { phase: 'QUEUED', leaseScope: 'ACCOUNT_AND_REGION', taskToken: 'gone', tokenAt: now }),
    ...(isGranted && { phase: 'PLANNED', ...granted, plans: 1 }),
    ...JSON.parse(JSON.stringify(half.record ?? {}).replaceAll('REQUEST_ID', requestId)),
  });
  await put({
    pk: 'LEASE#ACCOUNT_AND_REGION',
    sk: 'LEASE',
    fence,
    queue: lease === 'WAITS' ? [requestKey] : [],
    work: 'LEASE',
    workAt: '0',
    ...(isGranted && { holder: { requestKey, ...granted, confirmedAt: now } }),
  });
  await put({
    pk: `PORTFOLIO#${PORTFOLIO}`,
    sk: `SHARE#ORGANIZATIONAL_UNIT#${UNIT}`,
    lastSequence: 1,
    inFlight: new Set([requestKey]),
  });
  const planned = {
    nextWrite: 'NONE',
    writeNumber: 1,
    phase: 'PENDING',
    waitSeconds: 12,
    polls: 0,
    remakes: 0,
    deadlineAt: new Date(Date.parse(now) + 7_200_000).toISOString(),
    status: 'NOT_STARTED',
    successfulSoFar: 0,
  };
  const state = {
    admission: 'NEW',
    requestKey,
    requestId,
    action,
    portfolioId: PORTFOLIO,
    recipient,
    ...(verifyAccountId && { verifyAccountId }),
    principals: { decision: 'ALLOWED' },
    ...(isGranted && { lease: { ...granted, scope: 'ACCOUNT_AND_REGION' } }),
    ...(isGranted && { share: { ...planned, ...half.share } }),
  };
  const client = new SFNClient({ endpoint: service.sandbox.endpoint, region: 'us-east-1', credentials });
  const input = JSON.stringify({ ...state, resumeAt });
  await client.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name, input }));
  return requestId;
}

async function put(item: object): Promise<void> {
  const client = new DynamoDBClient({ endpoint: service.sandbox.endpoint, region: 'us-east-1', credentials });
  await client.send(new PutItemCommand({ TableName: 'foliocast-dev-ledger', Item: marshall(item) }));
}

const ended = (write: string) => ({
  write,
  status: 'COMPLETED',
  successfulSoFar: 4,
  portfolioShareToken: 'share-0000000000000',
  accounts: { succeeded: 4, failed: 0, alreadyReached: 0, alreadyReachedAccounts: [], failures: [] },
});
const answeredIntent = (write: string) => ({
  intent: { write, number: 1, startedAt: '2026-11-27T01:28:57.832Z', answer: 'ANSWERED' },
});
const UNANSWERED = {
  intent: { write: 'CREATE', number: 1, startedAt: '2026-11-27T01:28:57.832Z', answer: 'UNANSWERED' },
};
const absent = { before: 'ABSENT', plannedWrite: 'CREATE' };
const there = { before: { shareTagOptions: false, sharePrincipals: false } };
const settled = { phase: 'SETTLED', writeNumber: 2, status: 'COMPLETED', successfulSoFar: 4 };

/** How the share stands at Service Catalog when the execution goes on. */
type Stands = 'THERE' | 'ABSENT';

const CASES: readonly (readonly [state: string, stands: Stands, half: HalfDone, effect: string])[] = [
  ['CheckAccess', 'ABSENT', {}, 'CREATED'],
  ['ValidatePrincipals', 'ABSENT', {}, 'CREATED'],
  ['AcquireLease', 'ABSENT', { lease: 'WAITS' }, 'CREATED'],
  ['PlanShare', 'ABSENT', { lease: 'HOLDS', record: { phase: 'QUEUED' } }, 'CREATED'],
  [
    'AssociatePrincipals',
    'ABSENT',
    {
      lease: 'HOLDS',
      sharePrincipals: true,
      principals: [GUARDED_PATTERN],
      record: absent,
      share: { nextWrite: 'CREATE' },
    },
    'CREATED',
  ],
  [
    'WhichWriteIsDue',
    'ABSENT',
    { lease: 'HOLDS', record: absent, share: { nextWrite: 'CREATE' } },
    'CREATED',
  ],
  ['CreateShare', 'ABSENT', { lease: 'HOLDS', record: absent, share: { nextWrite: 'CREATE' } }, 'CREATED'],
  [
    'CreateShare',
    'ABSENT',
    { lease: 'HOLDS', record: { ...absent, ...UNANSWERED }, share: { nextWrite: 'CREATE' } },
    'CREATED',
  ],
  [
    'UpdateShare',
    'THERE',
    {
      lease: 'HOLDS',
      sharePrincipals: true,
      record: { ...there, plannedWrite: 'UPDATE' },
      share: { nextWrite: 'UPDATE' },
    },
    'UPDATED',
  ],
  [
    'DeleteShare',
    'THERE',
    {
      lease: 'HOLDS',
      action: 'UNSHARE',
      record: { ...there, plannedWrite: 'DELETE' },
      share: { nextWrite: 'DELETE' },
    },
    'REMOVED',
  ],
  [
    'WaitForThrottling',
    'ABSENT',
    {
      lease: 'HOLDS',
      record: { ...absent, ...answeredIntent('DELETE'), remakes: 1, share: ended('DELETE') },
      share: { nextWrite: 'CREATE', writeNumber: 3, phase: 'REMAKE', remakes: 1 },
    },
    'CREATED',
  ],
  [
    'DisassociatePrincipals',
    'ABSENT',
    {
      lease: 'HOLDS',
      action: 'UNSHARE',
      principals: [GUARDED_PATTERN],
      record: { ...there, ...answeredIntent('DELETE'), plannedWrite: 'DELETE', share: ended('DELETE') },
      share: settled,
    },
    'REMOVED',
  ],
  [
    'LookAtAccounts',
    'ABSENT',
    {
      lease: 'HOLDS',
      action: 'UNSHARE',
      record: { ...there, ...answeredIntent('DELETE'), plannedWrite: 'DELETE', share: ended('DELETE') },
      share: settled,
    },
    'REMOVED',
  ],
  [
    'VerifyAccount',
    'THERE',
    {
      lease: 'HOLDS',
      verifyAccountId: MEMBER,
      record: { ...absent, ...answeredIntent('CREATE'), share: ended('CREATE') },
      share: settled,
    },
    'CREATED',
  ],
  [
    'DecideOutcome',
    'THERE',
    {
      lease: 'HOLDS',
      record: { ...absent, ...answeredIntent('CREATE'), share: ended('CREATE') },
      share: settled,
    },
    'CREATED',
  ],
];

test.each(CASES)('from %s (share %s) it goes on to its outcome', async (state, stands, half, effect) => {
  await stand(stands);
  const requestId = await resume(state, half);

  const answer = await service.answer(requestId);

  expect(service.statesOf(requestId).slice(0, 2)).toEqual(['Resume', state]);
  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ effect });
  expect(isShared()).toBe(effect !== 'REMOVED');
});

const TWO = [
  GUARDED_PATTERN,
  { ...GUARDED_PATTERN, principalArn: GUARDED_PATTERN.principalArn.replace('Developer', 'Tester') },
];

test.each(CASES.filter(([state]) => /ssociatePrincipals/.test(state)))(
  'from %s (share %s) one throttle among several principals ends nothing: its machine knows no interruption',
  async (state, stands, half, effect) => {
    await stand(stands);
    const record = { ...half.record, principals: undefined };
    untilThrottled = 2;

    const answer = await service.answer(await resume(state, { ...half, record, principals: TWO }));

    expect(untilThrottled).toBeLessThan(0);
    expect(answer).toMatchObject({ 'detail-type': 'PortfolioShareCompleted', detail: { effect } });
  },
);

test.each(['ReleaseLease', 'EmitOutcome'])('from %s it tells the outcome that was stored', async (state) => {
  await stand('THERE');
  const items = JSON.parse(readFileSync('test/releases/0.1.0/ledger.json', 'utf8')).items.map(unmarshall);
  const { outcome } = items.find(
    (item: { request?: { requestId: string }; outcome?: object }) =>
      item.outcome && item.request?.requestId === 'shared',
  );
  const told = { ...outcome, detail: { ...outcome.detail, requestId: 'REQUEST_ID' } };
  const record = { ...absent, ...answeredIntent('CREATE'), share: ended('CREATE'), outcome: told };
  const requestId = await resume(state, { lease: 'HOLDS', record, share: settled });

  const answer = await service.answer(requestId);

  expect(service.statesOf(requestId).slice(0, 2)).toEqual(['Resume', state]);
  expect(answer).toMatchObject({ 'detail-type': outcome.detailType, detail: { effect: 'CREATED' } });
});

test('from DescribeShareStatus it follows the share that runs', async () => {
  await stand('ABSENT');
  const client = new ServiceCatalogClient({
    region: 'us-east-1',
    credentials,
    requestHandler: service.sandbox.simulator.requestHandler,
  });
  const { PortfolioShareToken: portfolioShareToken } = await client.send(
    new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, ...toUnit(UNIT) }),
  );
  const share = { write: 'CREATE', status: 'IN_PROGRESS', successfulSoFar: 0, portfolioShareToken };
  const half = { lease: 'HOLDS', record: { ...absent, ...answeredIntent('CREATE'), share } } as const;

  const answer = await service.answer(
    await resume('WaitForShare', { ...half, share: { writeNumber: 2, status: 'IN_PROGRESS' } }),
  );

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 4, failed: 0 } });
});

test('a write whose answer was lost with the upgrade is not called done', async () => {
  await stand('THERE');

  const answer = await service.answer(
    await resume('CreateShare', {
      lease: 'HOLDS',
      record: { ...absent, ...UNANSWERED },
      share: { nextWrite: 'CREATE' },
    }),
  );

  expect(answer.detail).toMatchObject({
    effect: 'UNKNOWN',
    failure: { code: 'SHARE_STATUS_UNKNOWN', mayRetry: true },
  });
});

test('from RequestApproval somebody is asked, and the yes counts', async () => {
  await stand('ABSENT');
  const findings = [
    { id: 'unguarded-wildcard', severity: 'HIGH', principalArn: RISKY.principalArn, why: 'w', whatToDo: 't' },
  ];
  const requestId = await resume('RequestApproval', {
    sharePrincipals: true,
    principals: [RISKY],
    record: { phase: 'CHECKED', findings },
  });

  // What 0.1.0 weighed has no facts: the yes is asked for once more, of the facts of today.
  for (const round of [1, 2]) {
    const { approvalId, digest } = await service.until(
      `question ${round}`,
      () => questions(requestId)[round - 1],
    );
    await service.put(
      { version: '1', approvalId, digest, decision: 'APPROVED', by: 'ana' },
      { source: 'acme.security', detailType: 'PortfolioShareApprovalDecided' },
    );
  }
  const answer = await service.answer(requestId);

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ effect: 'CREATED', approval: { decision: 'APPROVED', by: 'ana' } });
});

function questions(requestId: string): readonly { approvalId: string; digest: string }[] {
  return service.sandbox
    .events()
    .map(({ event }) => event as AnswerEvent)
    .filter((event) => event['detail-type'] === 'PortfolioShareApprovalRequested')
    .filter(({ detail }) => detail.requestId === requestId)
    .map(({ detail }) => detail);
}

function isShared(): boolean {
  const { nodeShares } = service.sandbox.simulator.controls.portfolio(PORTFOLIO);
  return nodeShares.some(({ node }) => node.id === UNIT);
}

async function stand(how: Stands): Promise<void> {
  if (isShared() && how === 'ABSENT') await others.delete(PORTFOLIO, toUnit(UNIT));
  if (isShared()) await others.update(PORTFOLIO, toUnit(UNIT), { SharePrincipals: false });
  else if (how === 'THERE') await others.create(PORTFOLIO, toUnit(UNIT));
}
