import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type HttpServer, serveHttp } from '../../../sandbox/wire/serve-http.ts';

/** What the service answers to each call, in turn; the last again and again. */
let answers: object[] = [{}];
let server: HttpServer;
beforeAll(async () => {
  const answer = async () => {
    const [body, ...rest] = answers;
    if (rest.length > 0) answers = rest;
    return { statusCode: 200, headers: {}, body: JSON.stringify(body) };
  };
  server = await serveHttp(answer, { port: 0, onDefect: console.error });
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', '111122223333');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterAll(() => server.close());

test.each([
  ['there is no list', [{}]],
  ['the list is empty', [{ Accounts: [] }]],
  ['there is none at the end', [{ Accounts: [{ Id: '111122223333', Paths: [] }], NextToken: 'next' }, {}]],
])('an organization is not without accounts because %s', async (_, given) => {
  answers = given;
  const { listOrganizationAccounts } = await import(
    '../../../aws/organizations/list-organization-accounts.ts'
  );

  await expect(listOrganizationAccounts(1_000, 1_000)).rejects.toThrow('without a list of accounts');
});

test('an account is not outside the organization because there is no list of its parents', async () => {
  answers = [{}];
  const { isInOrganization } = await import('../../../aws/organizations/organization-tree.ts');

  await expect(isInOrganization('333344445555')).rejects.toThrow('no parent of 333344445555');
});

test('a portfolio is not without constraints because there is no list of them', async () => {
  answers = [{}];
  const { readPower } = await import('../../../aws/service-catalog/read-power.ts');

  expect(await readPower('port-a')).toEqual({ readable: false });
});
