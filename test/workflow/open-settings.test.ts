import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unknownErrors, unknownListings, unknowns } from '../../sandbox/service-catalog/unknowns.ts';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';
import { Console, toUnit } from './reconciliation.ts';
import { PORTFOLIO, shareRequest } from './requests.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

/** What AWS leaves open and an outcome could be untrue by; `OPEN_SETTINGS=all` takes every value of every setting. */
const CHOSEN = [
  'checkedBeforeBusy=EXISTING_SHARE',
  'tokenOfExistingShare=NEW',
  'updateOfShareInError=REFUSED',
  'updateReaches=EVERYBODY',
  'deleteOfAbsentNodeShare=TOKEN',
  'shareErrorsName=ONE_OF_EACH',
  'shareErrorNames=NONE',
  'listedWhileDeleted=HIDDEN',
  'recipientInShares=ARN',
  'errors.shareActionRunning=ResourceNotFoundException',
  'errors.shareExists=DuplicateResourceException',
  'shareListSeconds=120',
  'accessListSeconds=120',
];

type Table = Readonly<Record<string, { readonly values: readonly unknown[] }>>;
const valuesOf = (table: Table, prefix = '') =>
  Object.entries(table).flatMap(([name, { values }]) =>
    values.slice(1).map((value) => `${prefix}${name}=${value}`),
  );
const ALL = [
  ...valuesOf(unknowns),
  ...valuesOf(unknownListings),
  ...valuesOf(unknownErrors, 'errors.'),
  'shareListSeconds=120',
  'accessListSeconds=120',
];
const { OPEN_SETTINGS } = process.env;
const settings = OPEN_SETTINGS === 'all' ? ALL : OPEN_SETTINGS ? OPEN_SETTINGS.split(',') : CHOSEN;

const [WHOLE, BROKEN, PARTIAL] = ['ou-ab12-whole000', 'ou-ab12-broken00', 'ou-ab12-partial0'] as const;
const ACCOUNTS: Readonly<Record<string, readonly string[]>> = {
  [WHOLE]: ['300000000000', '300000000001'],
  [BROKEN]: ['400000000000', '400000000001'],
  [PARTIAL]: ['500000000000', '500000000001', '500000000002'],
};
const FAILING = ['500000000001', '500000000002'];

function scenarioWith(setting: string): ScenarioInput {
  const [name = '', text = ''] = setting.split('=');
  const value = text === 'true' ? true : text === 'false' ? false : /^\d+$/.test(text) ? Number(text) : text;
  const isDuration = name.endsWith('Seconds');
  const undocumented = name.startsWith('errors.')
    ? { errors: { [name.slice(7)]: value } }
    : { [name]: value };
  return {
    organization: {
      id: 'o-a1b2c3d4e5',
      rootId: 'r-ab12',
      managementAccountId: '111122223333',
      accounts: ['111122223333'],
      units: Object.entries(ACCOUNTS).map(([id, accounts]) => ({ id, accounts })),
    },
    portfolios: [{ id: PORTFOLIO, products: [{ id: 'prod-0000000000000' }] }],
    accountFailures: [{ accounts: FAILING, error: 'InternalFailure', on: ['CREATE', 'UPDATE'] }],
    shareFaults: [
      { organizationNode: BROKEN, on: ['CREATE'], times: 1, ends: 'ERROR', error: 'InternalError' },
    ],
    ...(isDuration ? { durations: { [name]: value } } : { undocumented }),
  } as unknown as ScenarioInput;
}

describe.each(settings)('with %s', (setting) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ scenario: scenarioWith(setting), functionHost: 'MEMORY', speed: 20_000 });
  });
  afterAll(() => service.close());

  const share = (unit: string, detail = {}) =>
    service.ask(shareRequest({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: unit }, ...detail }));
  const real = () => service.sandbox.simulator.controls.portfolio(PORTFOLIO);
  const sharedWith = (unit: string) => real().nodeShares.find(({ node }) => node.id === unit);
  const running = () =>
    service.sandbox.simulator.controls
      .shareActions()
      .some(({ status }) => /NOT_STARTED|IN_PROGRESS/.test(status));

  /** What an outcome of a SHARE says is so, now and once whatever ran has ended. */
  async function expectTrue(unit: string, { 'detail-type': detailType, detail }: AnswerEvent) {
    await service.until('the end of all actions', () => !running());
    const lacking = (ACCOUNTS[unit] ?? []).filter((id) => !real().accountIds.includes(id));
    const isAsAsked = sharedWith(unit)?.shareTagOptions === detail.share.shareTagOptions;
    const said = {
      lacking,
      isAsAsked,
      detailType,
      failure: detail.failure?.cause,
      accounts: detail.accounts,
    };
    const isWhole = lacking.length === 0 && isAsAsked;
    if (detailType === 'PortfolioShareCompleted')
      expect({ isWhole, ...said }).toMatchObject({ isWhole: true });
    return { isWhole, ...said };
  }

  test('a share that was made has arrived, and one that failed is brought about', async () => {
    const whole = await expectTrue(WHOLE, await share(WHOLE));
    await expectTrue(BROKEN, await share(BROKEN));
    const again = await expectTrue(BROKEN, await share(BROKEN));

    if (!setting.startsWith('writesWithoutToken')) {
      expect(whole).toMatchObject({ isWhole: true, detailType: 'PortfolioShareCompleted' });
      expect(again).toMatchObject({ isWhole: true, detailType: 'PortfolioShareCompleted' });
    }
  });

  test('who lacks it is named, when it is made and when it is asked for again', async () => {
    const first = await expectTrue(PARTIAL, await share(PARTIAL));
    const again = await expectTrue(PARTIAL, await share(PARTIAL));

    for (const { lacking, detailType, accounts } of [first, again]) {
      if (lacking.length === 0 || setting.startsWith('writesWithoutToken')) continue;
      expect(detailType).not.toBe('PortfolioShareCompleted');
      const named = accounts?.failures.map(({ accountId }: { accountId: string }) => accountId).sort();
      expect(named).toEqual(lacking);
    }
  });

  test.each(['delete', 'update'] as const)(
    'a share that others %s at this moment is not settled',
    async (what) => {
      await share(WHOLE);
      const others = new Console(service);
      const theirs =
        what === 'delete'
          ? others.delete(PORTFOLIO, toUnit(WHOLE))
          : others.update(PORTFOLIO, toUnit(WHOLE), { ShareTagOptions: true });
      await service.until('their action', running);

      const answer = await share(WHOLE);

      await theirs.catch(() => undefined);
      const told = await expectTrue(WHOLE, answer);
      if (!setting.startsWith('writesWithoutToken')) {
        expect(told).toMatchObject({ isWhole: true, detailType: 'PortfolioShareCompleted' });
      }
    },
  );

  test('a share that is asked to go is gone, and once more is nothing', async () => {
    const first = await share(WHOLE, { action: 'UNSHARE' });
    const again = await share(WHOLE, { action: 'UNSHARE' });

    if (setting.startsWith('writesWithoutToken')) return;
    expect(first['detail-type']).toBe('PortfolioShareCompleted');
    expect(sharedWith(WHOLE)).toBeUndefined();
    expect(again['detail-type']).toBe('PortfolioShareCompleted');
    expect(again.detail.effect).toMatch(/UNCHANGED|UNKNOWN/);
  });
});
