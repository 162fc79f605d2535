import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askTable } from '../ask-table.ts';
import { keptForEver } from '../contract/ledger-kinds.ts';
import { bySize } from '../size.ts';
import { killerOf } from './kill-after-call.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

let service: Service;
const killer = killerOf(() => service);

beforeAll(async () => {
  service = await startService({ onCall: killer.onCall });
});
afterAll(() => service.close());

const ROOT = 'r-ab12';
const WORKLOADS = 'ou-ab12-cdef3456';
const PRODUCTION = 'ou-ab12-prod7890';
const SANDBOX = 'ou-ab12-sandbox1';
const SECURITY = 'ou-ab12-security';
const API_CALL = 'AWS API Call via CloudTrail';
const SERVICE_EVENT = 'AWS Service Event via CloudTrail';
let minute = 0;

/** Puts what only AWS can put, as the forwarder would. */
function putAsAws(source: string, detailType: string, detail: object): Promise<string> {
  minute += 1;
  const eventTime = new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString().replace('.000', '');
  return service.put({ eventTime, ...detail }, { source, detailType, accessKeyId: 'AWS' });
}

function move(accountId: string, sourceParentId: string, destinationParentId: string, extra: object = {}) {
  return putAsAws('aws.organizations', API_CALL, {
    eventName: 'MoveAccount',
    requestParameters: { accountId, sourceParentId, destinationParentId },
    responseElements: null,
    ...extra,
  });
}

function managed(accountId: string, unit: string, eventName = 'CreateManagedAccount', state = 'SUCCEEDED') {
  const status = {
    organizationalUnit: { organizationalUnitName: 'Custom', organizationalUnitId: unit },
    account: { accountName: 'Custom', accountId },
    state,
  };
  const field = `${eventName.charAt(0).toLowerCase()}${eventName.slice(1)}Status`;
  return putAsAws('aws.controltower', SERVICE_EVENT, { eventName, serviceEventDetails: { [field]: status } });
}

function created(accountId: string, state = 'SUCCEEDED') {
  return putAsAws('aws.organizations', SERVICE_EVENT, {
    eventName: 'CreateAccountResult',
    serviceEventDetails: {
      createAccountStatus: { id: 'car-1', state, accountId, completedTimestamp: 'Sep 16, 2020 9:20:50 PM' },
    },
  });
}

/** What vending asked for about an account, in order. */
function requestsAbout(accountId: string): AnswerEvent[] {
  return service.sandbox
    .events()
    .map(({ event }) => event as AnswerEvent)
    .filter(({ source, detail }) => source === 'foliocast.vending' && detail.verifyAccountId === accountId);
}

/** The log line that tells what became of an event. */
async function logOf(eventId: string): Promise<Record<string, unknown>> {
  const line = await service.until(`a log line about ${eventId}`, () =>
    service.sandbox
      .logs()
      .find((one) => one.line.includes(`"eventId":"${eventId}"`) && one.functionName.includes('vend')),
  );
  return JSON.parse(line.line);
}

function addAccount(id: string, parentId: string): string {
  service.sandbox.simulator.controls.addAccount({ id, parentId });
  return id;
}

test('three events about one new account lead to one request for each portfolio', async () => {
  const accountId = addAccount('123400000001', ROOT);
  await logOf(await created(accountId));
  service.sandbox.simulator.controls.moveAccount(accountId, WORKLOADS);

  await logOf(await move(accountId, ROOT, WORKLOADS));
  await logOf(await managed(accountId, WORKLOADS));
  await logOf(
    await service.put({ accountId, organizationalUnitId: WORKLOADS }, { detailType: 'AccountVended' }),
  );
  const [request, ...others] = requestsAbout(accountId);
  const outcome = await service.answer(request?.detail.requestId);

  expect(others).toEqual([]);
  expect(request?.detail).toMatchObject({
    portfolioId: 'port-a1b2c3d4e5f6g',
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: WORKLOADS },
  });
  expect(outcome['detail-type']).toBe('PortfolioShareCompleted');
  expect(outcome.detail.verification).toMatchObject({ accountId, listed: true });
});

test('a creation that was tried again, and an account below the unit, are taken too', async () => {
  const accountId = addAccount('123400000002', PRODUCTION);

  await logOf(await managed(accountId, PRODUCTION, 'CreateManagedAccount', 'FAILED'));
  const before = requestsAbout(accountId).length;
  await logOf(await managed(accountId, PRODUCTION, 'UpdateManagedAccount'));
  const outcome = await service.answer(requestsAbout(accountId)[0]?.detail.requestId);

  expect(before).toBe(0);
  expect(outcome.detail).toMatchObject({
    organizationNode: { value: WORKLOADS },
    effect: 'UNCHANGED',
    verification: { listed: true },
  });
});

test('an account that is moved away and back is asked for again', async () => {
  const accountId = addAccount('123400000003', WORKLOADS);

  await logOf(await move(accountId, ROOT, WORKLOADS));
  await logOf(await move(accountId, WORKLOADS, SANDBOX));
  await logOf(await move(accountId, SANDBOX, WORKLOADS));
  const requests = requestsAbout(accountId);

  expect(requests.map(({ detail }) => detail.organizationNode.value)).toEqual([
    WORKLOADS,
    SANDBOX,
    WORKLOADS,
  ]);
  expect(new Set(requests.map(({ detail }) => detail.requestId)).size).toBe(3);
});

test('an event without a unit is answered by Organizations', async () => {
  const accountId = addAccount('123400000004', SANDBOX);

  await logOf(
    await service.put(
      { eventName: 'AccountCreated', accountId },
      { source: 'oc.org-formation', detailType: 'events.org-formation.com' },
    ),
  );

  expect(requestsAbout(accountId)[0]?.detail.organizationNode.value).toBe(SANDBOX);
});

test('an older event does not bring an account back to where it was', async () => {
  const accountId = addAccount('123400000005', SANDBOX);
  await logOf(await managed(accountId, WORKLOADS));

  await logOf(await move(accountId, WORKLOADS, SANDBOX, { eventTime: '2026-03-03T10:00:00Z' }));
  const logged = await logOf(await managed(accountId, WORKLOADS, 'UpdateManagedAccount'));

  expect(logged.message).toBe('The account is there already');
  expect(requestsAbout(accountId)).toHaveLength(2);
});

test.each([
  ['an account at the root', () => move(addAccount('123400000006', ROOT), WORKLOADS, ROOT), '123400000006'],
  ['a unit of no rule', () => move('123400000007', ROOT, SECURITY), '123400000007'],
  [
    'a move that was refused',
    () => move('123400000008', ROOT, WORKLOADS, { errorCode: 'AccessDeniedException' }),
    '123400000008',
  ],
  ['a creation that failed', () => created('123400000009', 'FAILED'), '123400000009'],
  ['the account of the portfolios', () => managed('111122223333', WORKLOADS), '111122223333'],
])('%s leads to no request, and the log says so', async (_, announce, accountId) => {
  const logged = await logOf(await announce());

  expect(logged.message).toMatch(/^Ignored|^The account has come/);
  expect(requestsAbout(accountId)).toEqual([]);
});

test('the API call of the same name starts nothing at all', async () => {
  const example = JSON.parse(
    readFileSync('events/examples/vending/ignored-control-tower-api-call.json', 'utf8'),
  );
  await putAsAws(example.source, example['detail-type'], example.detail);
  const marker = await managed('123400000011', SECURITY);

  await logOf(marker);

  expect(requestsAbout('444455556666')).toEqual([]);
});

test('another account announces nothing, whatever source it claims, and cannot claim to be AWS', async () => {
  const forged = { accountId: '444455556666', organizationalUnitId: WORKLOADS };

  const logged = await logOf(
    await service.put(forged, { detailType: 'AccountVended', accessKeyId: '333344445555' }),
  );
  const asAws = service.put(forged, { source: 'aws.controltower', detailType: SERVICE_EVENT });

  expect(logged).toMatchObject({ level: 'WARN', message: 'Ignored an announcement' });
  await expect(asAws).rejects.toThrow('Not authorized for the source');
  expect(requestsAbout('444455556666')).toEqual([]);
});

test('a request that pretends to come from vending is refused to other accounts', async () => {
  const detail = {
    requestId: 'forged-1',
    portfolioId: 'port-a1b2c3d4e5f6g',
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: WORKLOADS },
  };
  const source = 'foliocast.vending';
  const put = service.put(detail, { source, accessKeyId: '333344445555' });
  await expect(put).rejects.toThrow('with an explicit deny in a resource-based policy');
  service.forge(detail, { source, accountId: '333344445555' });

  const answer = await service.answer('forged-1');

  expect(answer['detail-type']).toBe('PortfolioShareRefused');
  expect(answer.detail.code).toBe('REQUESTER_NOT_ALLOWED');
});

test.each([
  ['recorded where the account is', 'PutItem', '123400000021'],
  ['asked for the share', 'PutEvents', '123400000022'],
])('a function that dies once it has %s asks all the same, and for one share', async (_, operation, id) => {
  const accountId = addAccount(id, SANDBOX);
  const kills = killer.kills();
  killer.killAfter('vendAccount', operation);

  await managed(accountId, SANDBOX);
  await service.until('the death', () => killer.kills() > kills);
  const [request] = await service.until('the request', () => {
    const requests = requestsAbout(accountId);
    return requests.length > 0 && requests;
  });
  const outcome = await service.answer(request?.detail.requestId);

  expect(outcome.detail.verification).toMatchObject({ accountId, listed: true });
  expect(new Set(requestsAbout(accountId).map(({ detail }) => detail.requestId)).size).toBe(1);
});

/** What an event about an announcement says, by the id of the announcement's event. */
function refusalOf(eventId: string): Promise<AnswerEvent> {
  return service.until(`the refusal of ${eventId}`, () =>
    service.sandbox
      .events()
      .map(({ event }) => event as AnswerEvent)
      .find(
        ({ detail, ...event }) =>
          event['detail-type'] === 'PortfolioShareRefused' && detail.eventId === eventId,
      ),
  );
}

function undelivered(text: string) {
  const arn = service.sandbox.stack.resources.find(({ logicalId }) => logicalId === 'UndeliveredEvents')
    ?.attributes.Arn;
  return service.until(`a dead letter about ${text}`, () =>
    service.sandbox.queues
      .byArn(arn ?? '')
      ?.messages()
      .find(({ body }) => body.includes(text)),
  );
}

test.each([
  ['with its name', `Sandbox (${SANDBOX})`, '123400000031'],
  ['as an ARN', `arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/${SANDBOX}`, '123400000032'],
  ['by its path, which Organizations knows better', 'Workloads/Sandbox', '123400000033'],
])('an account whose unit is written %s gets its share', async (_, organizationalUnitId, id) => {
  const accountId = Number(addAccount(id, SANDBOX));

  await logOf(await service.put({ accountId, organizationalUnitId }, { detailType: 'AccountVended' }));

  expect(requestsAbout(id)[0]?.detail.organizationNode.value).toBe(SANDBOX);
});

test('an announcement that comes late does not take an account back to where it was', async () => {
  const accountId = addAccount('123400000037', SANDBOX);
  const announce = () =>
    service.put({ accountId, organizationalUnitId: SANDBOX }, { detailType: 'AccountVended' });
  await logOf(await announce());
  service.sandbox.simulator.controls.moveAccount(accountId, WORKLOADS);
  const moved = await logOf(await move(accountId, SANDBOX, WORKLOADS));

  const late = await logOf(await announce());

  expect(moved).toMatchObject({ message: 'The account has come', generation: 2 });
  expect(late).toMatchObject({ message: 'The account is there already', parentId: WORKLOADS, generation: 2 });
});

test('an announcement that names no account is answered, with its ticket', async () => {
  const ticket = { system: 'jira', id: 'IT-31' };

  const refusal = await refusalOf(
    await service.put({ accountId: { toString: 'x' }, ticket }, { detailType: 'AccountVended' }),
  );

  expect(refusal.detail).toMatchObject({ code: 'REQUEST_INVALID', ticket });
  expect(refusal.detail.refusalId).toBe(`ref-${refusal.detail.eventId}`);
});

test.each([
  ['partition', `arn:aws-us-gov:organizations::111122223333:ou/o-a1b2c3d4e5/${SANDBOX}`],
  ['organization', `arn:aws:organizations::111122223333:ou/o-0therorg00/${SANDBOX}`],
])('a unit of another %s is refused, not cut to its id', async (_, organizationalUnitId) => {
  const accountId = addAccount(`12340000004${organizationalUnitId.length % 10}`, SANDBOX);

  const refusal = await refusalOf(
    await service.put({ accountId, organizationalUnitId }, { detailType: 'AccountVended' }),
  );

  expect(refusal.detail.code).toBe('NODE_NOT_FOUND');
  expect(requestsAbout(accountId)).toEqual([]);
});

test('a creation by AWS of an account that stays unknown is kept among the undelivered events', async () => {
  await created('123400000010');

  const message = await undelivered('123400000010');

  expect(message.body).toContain('123400000010');
});

test('a ticket that announces an account that is there has its own answer', async () => {
  const accountId = addAccount('123400000035', SANDBOX);
  await logOf(await managed(accountId, SANDBOX));
  const ticket = { system: 'jira', id: 'IT-35' };

  await logOf(await service.put({ accountId, ticket }, { detailType: 'AccountVended' }));
  const [, second] = requestsAbout(accountId);
  const outcome = await service.answer(second?.detail.requestId);

  expect(outcome.detail).toMatchObject({ ticket, effect: 'UNCHANGED', verification: { listed: true } });
});

test('a ticket whose account fits no rule is told so', async () => {
  const accountId = addAccount('123400000036', SECURITY);
  const ticket = { system: 'jira', id: 'IT-36' };

  const refusal = await refusalOf(
    await service.put({ accountId, organizationalUnitId: SECURITY, ticket }, { detailType: 'AccountVended' }),
  );

  expect(refusal.detail).toMatchObject({ code: 'NOTHING_TO_SHARE', ticket });
});

test('an account event outlasts an Organizations that refuses seventy-five calls in a row', async () => {
  const accountId = addAccount('123400000075', SANDBOX);
  service.fault('ListParents', { error: 'TooManyRequestsException', times: 75 } as never);

  await service.put({ accountId }, { detailType: 'AccountVended' });
  await service.until('its request', () => requestsAbout(accountId).length === 1);
}, 120_000);

const EVENTS = bySize({ quick: 12, prove: 100, whole: 100 });

test(`${EVENTS} account events in one second lose none, while Organizations answers few`, async () => {
  service.fault('DescribeOrganization', { error: 'TooManyRequestsException', times: 0.3 * EVENTS } as never);
  service.fault('ListParents', { error: 'TooManyRequestsException', times: 0.6 * EVENTS } as never);
  const ids = Array.from({ length: EVENTS }, (_, at) =>
    addAccount(`1235${String(at).padStart(8, '0')}`, SANDBOX),
  );

  const before = { organization: asked('DescribeOrganization'), parents: asked('ListParents') };

  await Promise.all(ids.map((accountId) => service.put({ accountId }, { detailType: 'AccountVended' })));
  await service.until('all requests', () => ids.every((id) => requestsAbout(id).length === 1));

  expect(ids.map((id) => requestsAbout(id).length)).toEqual(ids.map(() => 1));
  // Who manages the organization, and the way up from the unit, were known: each account's own unit is asked for alone.
  // A function whose time ends between its answer and its request asks again.
  expect(asked('DescribeOrganization')).toBe(before.organization);
  expect(asked('ListParents') - before.parents).toBeGreaterThanOrEqual(EVENTS);
  expect(asked('ListParents') - before.parents).toBeLessThan(1.3 * EVENTS);
}, 120_000);

/** How often Organizations answered the function that follows accounts. */
function asked(operation: string): number {
  return service.sandbox
    .calls()
    .filter((call) => call.operation === operation && call.statusCode === 200)
    .filter(({ functionName = '' }) => /vendAccount/i.test(functionName)).length;
}

test('every item of the ledger expires, or there is one for each of something', async () => {
  const { Items } = await askTable(service.sandbox, 'Scan', {});

  expect(Items.length).toBeGreaterThan(50);
  expect(keptForEver(Items)).toEqual([]);
});
