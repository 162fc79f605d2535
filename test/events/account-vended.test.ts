import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readAnnouncement } from '../../core/vending/read-announcement.ts';
import { AccountVendedDetail } from '../../events/account-vended.ts';

const FOLDER = new URL('../../events/examples/vending/', import.meta.url);
const examples = readdirSync(FOLDER)
  .map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')))
  .filter((event) => event['detail-type'] === 'AccountVended');

const AFT = { account_info: { account: { id: '444455556666' } } };

test('the schema takes what the normaliser takes, and no other', () => {
  const bySchema = examples.map(({ detail }) => v.safeParse(AccountVendedDetail, detail).success);
  const byNormaliser = examples.map((event) => readAnnouncement(event).kind === 'PLACED');

  expect(bySchema).toEqual(byNormaliser);
  expect(new Set(bySchema)).toEqual(new Set([true, false]));
});

test.each([
  ['under Input', { Input: AFT }],
  ['twice wrapped', { Payload: { Input: AFT } }],
  ['as the text of a message', { Message: JSON.stringify(AFT) }],
  ['from SQS', { Records: [{ body: JSON.stringify(AFT) }] }],
])('the input of AFT %s is taken by both', (_, detail) => {
  const event = { source: 'acme.aft', 'detail-type': 'AccountVended', detail };

  expect(readAnnouncement(event)).toMatchObject({ kind: 'PLACED', accountId: '444455556666' });
  expect(v.safeParse(AccountVendedDetail, detail).success).toBe(true);
});

test.each([
  ['of no account', { Input: { account_info: {} } }],
  ['of an account that is none', { accountId: '4444' }],
  ['of two accounts', { Records: [{ body: JSON.stringify(AFT) }, { body: JSON.stringify(AFT) }] }],
])('a detail %s is taken by neither', (_, detail) => {
  const event = { source: 'acme.aft', 'detail-type': 'AccountVended', detail };

  expect(readAnnouncement(event).kind).toBe('UNREADABLE');
  expect(v.safeParse(AccountVendedDetail, detail).success).toBe(false);
});
