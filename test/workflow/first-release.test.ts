import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Console, toUnit } from './reconciliation.ts';
import { PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const TEMPLATE = 'cloudformation-template-update-stack.json';
const NOT_YET = [
  'IsPlanDue',
  'WaitForListing',
  'ConfirmShare',
  'ConfirmAccess',
  'IsAccessConfirmed',
  'WaitForAccess',
];

// biome-ignore lint/suspicious/noExplicitAny: a foreign document
type Document = any;

/** The package with the way through a share as version 0.1.0 had it: running executions keep their definition. */
function packageOfFirstRelease(): string {
  const folder = mkdtempSync(join(tmpdir(), 'foliocast-first-release-'));
  cpSync(inject('packageDirectory'), folder, {
    recursive: true,
    filter: (path) => !/with-config$/.test(path),
  });
  const template: Document = JSON.parse(readFileSync(join(folder, TEMPLATE), 'utf8'));
  const { Properties } = template.Resources.SharePortfolio as Document;
  const [text, values] = Properties.DefinitionString['Fn::Sub'];
  const machine: Document = JSON.parse(text);
  const { States } = machine;
  for (const name of NOT_YET) delete States[name];
  delete States.PlanShare.Parameters;
  States.PlanShare.Next = 'AssociatePrincipals';
  States.WhichWriteIsDue.Choices = States.WhichWriteIsDue.Choices.filter(
    ({ Next }: Document) => !NOT_YET.includes(Next),
  );
  States.WhichWriteIsDue.Default = 'IsAccountToBeVerified';
  States.IsShareSettled.Default = 'IsAccountToBeVerified';
  Properties.DefinitionString['Fn::Sub'] = [JSON.stringify(machine), values];
  writeFileSync(join(folder, TEMPLATE), JSON.stringify(template));
  return folder;
}

let service: Service;
let folder = '';
beforeAll(async () => {
  folder = packageOfFirstRelease();
  service = await startService({
    packageDirectory: folder,
    functionHost: 'MEMORY',
    speed: 6_000,
    scenario: {
      organization: { units: [{ id: UNIT, accounts: ['300000000000'] }] },
      portfolios: [{ id: PORTFOLIO, products: [{ id: 'prod-0000000000000' }] }],
      accountFailures: [
        { accounts: ['300000000000'], error: 'InternalFailure', on: ['CREATE'], attempts: 2 },
      ],
    },
  });
});
afterAll(async () => {
  await service?.close();
  if (folder) rmSync(folder, { recursive: true });
});

test('an execution of version 0.1.0 does not say that everybody has what is only listed', async () => {
  await new Console(service).create(PORTFOLIO, toUnit(UNIT));

  const { detail } = await service.ask(shareRequest());

  expect(detail).toMatchObject({ failure: { code: 'SHARE_STATUS_UNKNOWN', mayRetry: true } });
  expect(detail.failure.cause).toMatch(/1 accounts have no access/);
});

test('and learns by an update that nothing runs on what everybody has', async () => {
  const others = new Console(service);
  await others.delete(PORTFOLIO, toUnit(UNIT));
  await others.create(PORTFOLIO, toUnit(UNIT));
  await others.delete(PORTFOLIO, toUnit(UNIT));
  await others.create(PORTFOLIO, toUnit(UNIT));

  const answer = await service.ask(shareRequest());

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ effect: 'UNCHANGED' });
  expect(service.statesOf(answer.detail.requestId)).toContain('UpdateShare');
});
