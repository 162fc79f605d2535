import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkEvent, readEventFile } from '../../../cli/put/read-event.ts';

const REQUEST = { source: 'acme', 'detail-type': 'PortfolioShareRequested', detail: { requestId: 'r-1' } };

const READ = { source: 'acme', detailType: 'PortfolioShareRequested', detail: { requestId: 'r-1' } };

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
  expect(await readEventFile(fileWith(text), 'acme.default')).toEqual(READ);
});

test.each<[string, string, RegExp]>([
  ['no JSON', '{oops', /request\.json is no JSON: /],
  ['no object', '[1]', /request\.json is JSON, but no object: expected an event as in events\/examples\.$/],
  ['without a source', JSON.stringify({ ...REQUEST, source: undefined }), /: source is missing: expected/],
  ['that is empty', ' \n', /request\.json is empty: expected an event/],
  ['in UTF-16', '{\0"\0a\0"\0', /request\.json is no text in UTF-8, perhaps UTF-16: save it as UTF-8\.$/],
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
  const refused = await readEventFile(fileWith(text), 'acme.default').catch((error: Error) => error.message);

  expect(refused).toMatch(sentence);
  expect(refused).not.toContain('\n');
});

test('it refuses a file that cannot be read', async () => {
  await expect(readEventFile('/nowhere/request.json', 'acme.default')).rejects.toThrow(
    '/nowhere/request.json is not there.',
  );
});

test('it takes the detail of a request alone, as the source that is given', async () => {
  expect(await readEventFile(fileWith('{"requestId":"r-1"}'), 'acme.default')).toEqual({
    ...READ,
    source: 'acme.default',
  });
});

const DETAIL = { requestId: 'r-1', portfolioId: 'port-a1b2c3d4e5f6g', accountId: '111122223333' };
const WAY_IN = { source: 'acme', detailType: 'PortfolioShareRequested', detail: DETAIL };

test.each([
  ['a request', WAY_IN],
  ['a reconciliation', { ...WAY_IN, detailType: 'ReconciliationRequested', detail: { dryRun: true } }],
  ['an account', { ...WAY_IN, detailType: 'AccountVended', detail: { accountId: '111122223333' } }],
])('%s of the contract may be put', (_, event) => {
  expect(() => checkEvent(event, 'aws')).not.toThrow();
});

test.each<[string, Parameters<typeof checkEvent>[0], RegExp]>([
  [
    'of no name that is known',
    { ...WAY_IN, detailType: 'Other' },
    /^detail-type is "Other": expected one of /,
  ],
  [
    'that only Foliocast says',
    { ...WAY_IN, detailType: 'PortfolioShareCompleted' },
    /^detail-type is "PortfolioShareCompleted": expected one of PortfolioShareRequested, /,
  ],
  ['in the name of Foliocast', { ...WAY_IN, source: 'foliocast.x' }, /^source is "foliocast\.x": expected/],
  [
    'with two fields that are wrong',
    { ...WAY_IN, detail: { ...DETAIL, portfolioId: 5, sharePrincipal: true } },
    /portfolioId is 5: expected.*\n.*sharePrincipal/s,
  ],
  [
    'of an acknowledgement without its drift',
    { ...WAY_IN, detailType: 'PortfolioShareDriftAcknowledged', detail: { by: 'x' } },
    /^driftId is missing: expected/,
  ],
  [
    'of an account that has no readable id',
    { ...WAY_IN, detailType: 'AccountVended', detail: { accountId: '1111' } },
    /^detail\.accountId is "1111": expected an account id of twelve digits, or its ARN$/,
  ],
])('an event %s is refused before it is sent', (_, event, sentence) => {
  expect(() => checkEvent(event, 'aws')).toThrow(sentence);
});
