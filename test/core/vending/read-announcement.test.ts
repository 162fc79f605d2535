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

    expect(kinds).toEqual(names.map((name) => [name, name.startsWith('placed') ? 'PLACED' : 'IGNORED']));
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
  ])('%s places the account', (name, announcedBy, parentId) => {
    const announcement = readAnnouncement(example(name));

    expect(announcement).toMatchObject({ kind: 'PLACED', accountId: '444455556666', announcedBy });
    expect('parentId' in announcement ? announcement.parentId : undefined).toBe(parentId);
  });

  test.each([
    ['ignored-control-tower-failed', 'FAILED'],
    ['ignored-control-tower-api-call', 'started'],
    ['ignored-control-tower-account-placeholder', 'XXXXXXXXXXXX'],
    ['ignored-organizations-move-account-refused', 'DuplicateAccountException'],
    ['ignored-organizations-create-account-result-failed', 'EMAIL_ALREADY_EXISTS'],
    ['ignored-account-vended-unit-placeholder', 'Workloads (ou-ab12-cdef3456)'],
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
  [
    {
      source: 'aws.controltower',
      'detail-type': 'AWS Service Event via CloudTrail',
      detail: { eventName: 'CreateManagedAccount', serviceEventDetails: null },
    },
  ],
  [{ source: 'acme', 'detail-type': 'AccountVended', detail: { accountId: 444455556666 } }],
  [{ source: 'acme', 'detail-type': 'Anything', detail: {} }],
])('what cannot be read is ignored, and never throws', (event) => {
  expect(readAnnouncement(event)).toMatchObject({ kind: 'IGNORED', because: expect.any(String) });
});
