import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRequestEvent } from '../../../cli/start/read-request-event.ts';

const REQUEST = { source: 'acme', 'detail-type': 'PortfolioShareRequested', detail: { requestId: 'r-1' } };

const directory = mkdtempSync(join(tmpdir(), 'requests-'));
const fileWith = (text: string) => {
  const path = join(directory, 'request.json');
  writeFileSync(path, text);
  return path;
};

test.each([
  ['as it is', JSON.stringify(REQUEST)],
  ['after a byte order mark', `\uFEFF${JSON.stringify(REQUEST)}`],
  ['with much white space, which is no part of the event', JSON.stringify(REQUEST).padEnd(300_000)],
])('it reads a request %s', async (_, text) => {
  expect(await readRequestEvent(fileWith(text))).toEqual(REQUEST);
});

test.each<[string, string, RegExp]>([
  ['no JSON', '{oops', /request\.json is no JSON: /],
  ['no object', '[1]', /request\.json is JSON, but no object: expected an event as in events\/examples\.$/],
  ['without a source', JSON.stringify({ ...REQUEST, source: undefined }), /: source is missing: expected/],
  [
    'of another type',
    JSON.stringify({ ...REQUEST, 'detail-type': 'Other' }),
    /: detail-type is "Other": expected PortfolioShareRequested/,
  ],
  [
    'with a detail that is a text, of which it shows the beginning',
    JSON.stringify({ ...REQUEST, detail: 'x'.repeat(5_000) }),
    /: detail is "x{79}…: expected an object/,
  ],
  [
    'too large to reach the state machine',
    JSON.stringify({ ...REQUEST, detail: { note: 'é'.repeat(130_600) } }),
    /holds an event of 2612\d\d bytes: expected at most 261000/,
  ],
])('it refuses a file %s in one sentence', async (_, text, sentence) => {
  const refused = await readRequestEvent(fileWith(text)).catch((error: Error) => error.message);

  expect(refused).toMatch(sentence);
  expect(refused).not.toContain('\n');
});

test('it refuses a file that cannot be read', async () => {
  await expect(readRequestEvent('/nowhere/request.json')).rejects.toThrow(
    /^\/nowhere\/request\.json cannot be read: ENOENT/,
  );
});
