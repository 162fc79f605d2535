import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { VendingEvent } from '../../../core/vending/announcement.ts';
import { readAnnouncement } from '../../../core/vending/read-announcement.ts';

const FOLDER = new URL('../../../events/examples/vending/', import.meta.url);
const UNIT = 'ou-ab12-cdef3456';

function example(name: string): VendingEvent {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
}

describe('the examples', () => {
  const names = readdirSync(FOLDER).map((file) => file.replace('.json', ''));

  test('say by their names what becomes of them', () => {
    const kinds = names.map((name) => [name, readAnnouncement(example(name)).kind]);

    expect(kinds).toEqual(names.map((name) => [name, name.replace(/-.*/, '').toUpperCase()]));
    expect(names.length).toBeGreaterThan(20);
  });

  test.each([
    ['placed-control-tower-create-managed-account', 'CreateManagedAccount', UNIT],
    ['placed-control-tower-update-managed-account', 'UpdateManagedAccount', UNIT],
    ['placed-control-tower-without-unit', 'CreateManagedAccount', undefined],
    ['placed-control-tower-unit-placeholder', 'CreateManagedAccount', undefined],
    ['placed-organizations-move-account', 'MoveAccount', UNIT],
    ['placed-organizations-move-account-to-root', 'MoveAccount', 'r-ab12'],
    ['placed-organizations-create-account-result', 'CreateAccountResult', undefined],
    ['placed-organizations-account-joined', 'AccountJoinedOrganization', undefined],
    ['placed-org-formation-account-created', 'AccountCreated', undefined],
    ['placed-account-vended', 'AccountVended', UNIT],
    ['placed-account-vended-aft', 'AccountVended', UNIT],
    ['placed-account-vended-unit-with-its-name', 'AccountVended', UNIT],
  ])('%s places the account', (name, announcedBy, parentId) => {
    const announcement = readAnnouncement(example(name));

    expect(announcement).toMatchObject({ kind: 'PLACED', accountId: '444455556666', announcedBy });
    expect('parentId' in announcement ? announcement.parentId : undefined).toBe(parentId);
  });

  test.each([
    ['ignored-control-tower-failed', 'FAILED'],
    ['ignored-control-tower-api-call', 'started'],
    ['ignored-organizations-move-account-refused', 'DuplicateAccountException'],
    ['ignored-organizations-create-account-result-failed', 'EMAIL_ALREADY_EXISTS'],
  ])('%s says why', (name, why) => {
    const announcement = readAnnouncement(example(name));

    expect(announcement).toMatchObject({ kind: 'IGNORED', because: expect.stringContaining(why) });
  });
});

test('the ticket and the requester of a pipeline travel on', () => {
  const announcement = readAnnouncement(example('placed-account-vended'));

  expect(announcement).toMatchObject({
    requestedBy: 'vending@acme.example',
    ticket: { system: 'jira', id: 'IT-4' },
  });
});

test("only CloudTrail's own times are compared; US-format times are left alone", () => {
  const announcement = readAnnouncement(example('placed-organizations-create-account-result'));

  expect(announcement).toMatchObject({ happenedAt: '2026-03-02T09:52:11.000Z' });
});

test.each([
  [{ source: 'aws.organizations', 'detail-type': 'AWS API Call via CloudTrail', detail: {} }],
  [
    {
      source: 'aws.controltower',
      'detail-type': 'AWS Service Event via CloudTrail',
      detail: { eventName: 'toString' },
    },
  ],
  [{ source: 'acme', 'detail-type': 'Anything', detail: {} }],
])('what is about something else is ignored, and never throws', (event) => {
  expect(readAnnouncement(event)).toMatchObject({ kind: 'IGNORED', because: expect.any(String) });
});

const SERVICE_EVENT = 'AWS Service Event via CloudTrail';
const CREATED = { eventName: 'CreateManagedAccount', account: { accountId: '444455556666' } };

test.each([
  ['aws.controltower', { eventName: 'CreateManagedAccount', serviceEventDetails: null }],
  [
    'aws.controltower',
    {
      eventName: 'UpdateManagedAccount',
      serviceEventDetails: { updateManagedAccountStatus: { ...CREATED, state: 'Succeeded' } },
    },
  ],
  ['aws.controltower', { ...CREATED, serviceEventDetails: { createManagedAccountStatus: CREATED } }],
  ['aws.organizations', { eventName: 'CreateAccountResult', serviceEventDetails: {} }],
])(
  'an event of %s whose state cannot be read is not taken for a failure: somebody hears',
  (source, detail) => {
    const announcement = readAnnouncement({ source, 'detail-type': SERVICE_EVENT, detail });

    expect(announcement).toMatchObject({
      kind: 'UNREADABLE',
      problem: { field: expect.stringMatching(/\.state$/), expected: 'SUCCEEDED, FAILED or IN_PROGRESS' },
    });
  },
);

test('what the ARNs of account and unit say is kept of both', () => {
  const of = (organization: string) => `arn:aws:organizations::111122223333:`.concat(organization);

  const announcement = readAnnouncement({
    source: 'acme',
    'detail-type': 'AccountVended',
    detail: {
      accountId: of('account/o-elsewhere01/444455556666'),
      organizationalUnitId: of(`ou/o-a1b2c3d4e5/${UNIT}`),
    },
  });

  expect(announcement).toMatchObject({
    said: [{ organizationId: 'o-elsewhere01' }, { organizationId: 'o-a1b2c3d4e5' }],
  });
});

const WRITINGS = [
  [UNIT, UNIT],
  [`arn:aws-us-gov:organizations::111122223333:ou/o-a1b2c3d4e5/${UNIT}`, UNIT],
  [`Workloads (${UNIT})`, UNIT],
  [`Work (old) loads (arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/${UNIT})`, UNIT],
  ['r-ab12', 'r-ab12'],
  ['Root (r-ab12)', 'r-ab12'],
  ['Workloads/Production', undefined],
  ['o-a1b2c3d4e5', undefined],
  [{ toString: 'x' }, undefined],
  [12, undefined],
] as const;

test.each(WRITINGS)(
  'a unit written as %j is read as %s; Organizations knows the rest',
  (written, parentId) => {
    const detail = { accountId: 444455556666, organizationalUnitId: written };

    const announcement = readAnnouncement({ source: 'acme', 'detail-type': 'AccountVended', detail });

    expect(announcement).toMatchObject({ kind: 'PLACED', accountId: '444455556666' });
    expect('parentId' in announcement ? announcement.parentId : undefined).toBe(parentId);
  },
);

test.each([
  ['as it is', (payload: object) => payload],
  ['under Input', (payload: object) => ({ Input: payload })],
  ['as the text of a notification', (payload: object) => ({ Message: JSON.stringify({ Input: payload }) })],
  [
    'as a message of SQS, by a pipe',
    (payload: object) => ({ messageId: 'x', body: JSON.stringify(payload) }),
  ],
  [
    "as SNS's in SQS, by a function",
    (payload: object) => ({
      Records: [
        { body: JSON.stringify({ Type: 'Notification', Message: JSON.stringify({ Input: payload }) }) },
      ],
    }),
  ],
  [
    "as SNS's, by a function",
    (payload: object) => ({ Records: [{ Sns: { Message: JSON.stringify(payload) } }] }),
  ],
])("AFT's payload is read %s", (_, wrap) => {
  const payload = {
    account_info: { account: { id: '444455556666', parent_id: 'none' } },
    account_request: { control_tower_parameters: { ManagedOrganizationalUnit: `Workloads (${UNIT})` } },
  };

  const announcement = readAnnouncement({
    source: 'acme.aft',
    'detail-type': 'AccountVended',
    detail: wrap(payload) as Record<string, unknown>,
  });

  expect(announcement).toMatchObject({ kind: 'PLACED', accountId: '444455556666', parentId: UNIT });
});

test.each([{ toString: 'x' }, 'XXXXXXXXXXXX', 5, null, undefined, [], '\ud800'])(
  'an account %j that cannot be read is named, with the ticket that waits for it',
  (accountId) => {
    const ticket = { system: 'jira', id: 'IT-4' };

    const announcement = readAnnouncement({
      source: 'acme',
      'detail-type': 'AccountVended',
      detail: { accountId, ticket },
    });

    expect(announcement).toMatchObject({
      kind: 'UNREADABLE',
      ticket,
      problem: { field: 'detail.accountId', expected: expect.stringContaining('twelve digits') },
    });
  },
);

const announce = (
  source: string,
  detail: object,
  detailType = SERVICE_EVENT,
  resources?: readonly unknown[],
) =>
  readAnnouncement({
    source,
    'detail-type': detailType,
    detail: detail as never,
    ...(resources && { resources }),
  });
const API_CALL = 'AWS API Call via CloudTrail';
const status = (state: unknown, more: object = {}) => ({
  eventName: 'CreateManagedAccount',
  serviceEventDetails: { createManagedAccountStatus: { state, ...more } },
});
const MOVED = {
  eventName: 'MoveAccount',
  requestParameters: { accountId: '444455556666', sourceParentId: 'r-ab12', destinationParentId: UNIT },
};

test.each([
  [
    'aws.controltower',
    {},
    API_CALL,
    'An event as "AWS API Call via CloudTrail" says that something was started, not that it is done',
  ],
  [
    'aws.controltower',
    { eventName: 'SetupLandingZone' },
    SERVICE_EVENT,
    'SetupLandingZone of Control Tower places no account',
  ],
  ['aws.controltower', status('IN_PROGRESS'), SERVICE_EVENT, 'CreateManagedAccount ended as IN_PROGRESS'],
  ['aws.organizations', {}, SERVICE_EVENT, 'An event of Organizations places no account'],
  [
    'aws.organizations',
    MOVED,
    SERVICE_EVENT,
    'MoveAccount as "AWS Service Event via CloudTrail" is not the event that says it is done',
  ],
  [
    'aws.organizations',
    { eventName: 'CreateAccountResult' },
    API_CALL,
    'CreateAccountResult as "AWS API Call via CloudTrail" is not the event that says it is done',
  ],
  [
    'aws.organizations',
    { eventName: 'AccountJoinedOrganization' },
    API_CALL,
    'AccountJoinedOrganization as "AWS API Call via CloudTrail" is not the event that says it is done',
  ],
  [
    'oc.org-formation',
    { eventName: 'Other' },
    'events.org-formation.com',
    '"Other" of org-formation places no account',
  ],
  ['acme', {}, 'Anything', 'acme Anything is no event of an account-vending system known here'],
])('what is ignored of %s is said in one sentence: %j', (source, detail, detailType, because) => {
  expect(announce(source, detail, detailType)).toEqual({ kind: 'IGNORED', because });
});

test('a failure says its reason', () => {
  const createAccountStatus = { state: 'FAILED', failureReason: 'EMAIL_ALREADY_EXISTS' };

  expect(
    announce('aws.organizations', {
      eventName: 'CreateAccountResult',
      serviceEventDetails: { createAccountStatus },
    }),
  ).toEqual({
    kind: 'IGNORED',
    because: 'CreateAccountResult ended as FAILED: "EMAIL_ALREADY_EXISTS"',
  });
});

test.each([
  [
    'aws.controltower',
    status('SUCCEEDED', { account: { accountId: 'x' } }),
    SERVICE_EVENT,
    'detail.serviceEventDetails.createManagedAccountStatus.account.accountId',
  ],
  [
    'aws.controltower',
    status('DONE'),
    SERVICE_EVENT,
    'detail.serviceEventDetails.createManagedAccountStatus.state',
  ],
  [
    'aws.organizations',
    { ...MOVED, requestParameters: { accountId: 'x' } },
    API_CALL,
    'detail.requestParameters.accountId',
  ],
  [
    'aws.organizations',
    { eventName: 'AccountJoinedOrganization', serviceEventDetails: { account: { accountId: UNIT } } },
    SERVICE_EVENT,
    'detail.serviceEventDetails',
  ],
  ['oc.org-formation', { eventName: 'AccountCreated', accountId: 'x' }, 'x', 'detail.accountId'],
  ['acme', { accountId: '444455556666', version: '2' }, 'AccountVended', 'detail.version'],
  ['acme', { accountId: UNIT }, 'AccountVended', 'detail.accountId'],
])('what cannot be read of %s is named: %j', (source, detail, detailType, field) => {
  expect(announce(source, detail, detailType)).toMatchObject({ kind: 'UNREADABLE', problem: { field } });
});

test('a move says where from, and when', () => {
  const PLACED = {
    kind: 'PLACED',
    accountId: '444455556666',
    announcedBy: 'MoveAccount',
    said: [],
    parentId: UNIT,
  };

  expect(
    announce(
      'aws.organizations',
      { ...MOVED, errorCode: null, eventTime: '2026-03-02T10:52:11+0100' },
      API_CALL,
    ),
  ).toEqual({
    ...PLACED,
    movedFromId: 'r-ab12',
    happenedAt: '2026-03-02T09:52:11.000Z',
  });
  expect(
    announce(
      'aws.organizations',
      { ...MOVED, requestParameters: { ...MOVED.requestParameters, sourceParentId: 'x' }, eventTime: 5 },
      API_CALL,
    ),
  ).toEqual(PLACED);
});

test('org-formation names the account in its detail, or among its resources', () => {
  const created = { eventName: 'AccountCreated' };

  for (const [detail, resources] of [
    [{ ...created, accountId: '444455556666' }, ['555566667777']],
    [created, ['444455556666']],
  ] as const)
    expect(announce('oc.org-formation', detail, 'x', resources)).toEqual({
      kind: 'PLACED',
      accountId: '444455556666',
      announcedBy: 'AccountCreated',
      said: [],
    });
});

test('of an event of our own only what can be read travels on', () => {
  const vended = (detail: object) =>
    announce('acme', { accountId: '444455556666', ...detail }, 'AccountVended');
  const ticket = { system: 'jira', id: 'IT-4' };

  expect(vended({ requestedBy: '' })).toEqual({
    kind: 'PLACED',
    accountId: '444455556666',
    announcedBy: 'AccountVended',
    said: [],
  });
  expect(vended({ requestedBy: 5, version: 1 })).not.toHaveProperty('requestedBy');
  expect(vended({ requestedBy: 'a'.repeat(300) })).toMatchObject({ requestedBy: 'a'.repeat(256) });
  expect(announce('acme', { ticket, Input: { accountId: '444455556666' } }, 'AccountVended')).toMatchObject({
    ticket,
  });
  expect(
    announce(
      'acme',
      { ticket, Input: { accountId: '444455556666', ticket: { ...ticket, id: 'IT-5' } } },
      'AccountVended',
    ),
  ).toMatchObject({ ticket: { id: 'IT-5' } });
});

test('an account that is named outside of a wrapper counts, and of two in one nobody knows which', () => {
  const inner = { accountId: '555566667777' };
  const wrapped = (wrap: object) => announce('acme', wrap, 'AccountVended');
  const deep = (levels: number): object => (levels === 0 ? inner : { Input: deep(levels - 1) });

  expect(wrapped({ accountId: '444455556666', Input: inner })).toMatchObject({ accountId: '444455556666' });
  expect(wrapped({ account_info: { account: { id: '444455556666' } }, Input: inner })).toMatchObject({
    accountId: '444455556666',
  });
  expect(wrapped({ Records: [inner] })).toMatchObject({ accountId: '555566667777' });
  expect(wrapped({ Records: [inner, inner] }).kind).toBe('UNREADABLE');
  expect(wrapped({ Input: 'no JSON' }).kind).toBe('UNREADABLE');
  expect(wrapped(deep(8)).kind).toBe('PLACED');
  expect(wrapped(deep(9)).kind).toBe('UNREADABLE');
});

test.each([[null], ['text'], [5], [[]], [[{ accountId: '444455556666' }]]])(
  'details that are no object say nothing: %j',
  (serviceEventDetails) => {
    expect(
      announce('aws.organizations', { eventName: 'AccountJoinedOrganization', serviceEventDetails }).kind,
    ).toBe('UNREADABLE');
  },
);
