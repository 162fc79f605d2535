import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readAnnouncement } from '../../core/vending/read-announcement.ts';
import { AccountVendedDetail } from '../../events/account-vended.ts';

const FOLDER = new URL('../../events/examples/vending/', import.meta.url);
const examples = readdirSync(FOLDER)
  .map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')))
  .filter((event) => event['detail-type'] === 'AccountVended');

test('the schema takes what the normaliser takes, and no other', () => {
  const bySchema = examples.map(({ detail }) => v.safeParse(AccountVendedDetail, detail).success);
  const byNormaliser = examples.map((event) => readAnnouncement(event).kind === 'PLACED');

  expect(bySchema).toEqual(byNormaliser);
  expect(new Set(bySchema)).toEqual(new Set([true, false]));
});
