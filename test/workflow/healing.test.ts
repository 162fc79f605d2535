import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCENARIO } from './failing-nodes.ts';
import { packageWithConfig } from './package-with-config.ts';
import { shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const THROTTLED = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-throttle' };
const HALF = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-halfthro' };
const SHARED = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-sharedth' };

/** Each throttled account is throttled once in a creation; `SHARED` has its share already, and is throttled in updates. */
const scenario = {
  ...SCENARIO,
  organization: {
    ...SCENARIO.organization,
    units: [
      ...(SCENARIO.organization?.units ?? []),
      { id: HALF.value, name: 'Half', accounts: [{ id: '200000000011' }, { id: '200000000012' }] },
      { id: SHARED.value, name: 'Shared', accounts: [{ id: '200000000013' }] },
    ],
  },
  portfolios: SCENARIO.portfolios?.map((portfolio) => ({
    ...portfolio,
    shares: [{ organizationNode: SHARED.value }],
  })),
  accountFailures: [
    { accounts: ['200000000003', '200000000011'], error: 'ThrottlingException', attempts: 1 },
    { accounts: ['200000000013'], error: 'ThrottlingException', attempts: 1, on: ['UPDATE'] },
  ],
};

const writes = ({ sandbox }: Service, node: { value: string }) =>
  sandbox.simulator.controls
    .shareActions()
    .filter(({ nodeId }) => nodeId === node.value)
    .map(({ kind }) => kind);

describe('heal: never', () => {
  let service: Service;
  beforeAll(async () => {
    const packageDirectory = await packageWithConfig('patient-config.yml');
    service = await startService({ packageDirectory, scenario, functionHost: 'MEMORY', speed: 6_000 });
  });
  afterAll(() => service.close());

  test('leaves a share of which every account was throttled as it is, and says so', async () => {
    const answer = await service.ask(shareRequest({ organizationNode: THROTTLED }));

    expect(answer['detail-type']).toBe('PortfolioShareFailed');
    expect(answer.detail).toMatchObject({
      effect: 'UNKNOWN',
      failure: { code: 'SHARE_FAILED' },
      accounts: { succeeded: 0, failures: [{ accountId: '200000000003', error: 'ThrottlingException' }] },
    });
    expect(writes(service, THROTTLED)).toEqual(['CREATE']);
  });
});

describe('heal: always', () => {
  let service: Service;
  beforeAll(async () => {
    const packageDirectory = await packageWithConfig('eager-config.yml');
    service = await startService({ packageDirectory, scenario, functionHost: 'MEMORY', speed: 6_000 });
  });
  afterAll(() => service.close());

  test('makes a share again of which some accounts were throttled', async () => {
    const answer = await service.ask(shareRequest({ organizationNode: HALF }));

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 2, failed: 0 } });
    expect(writes(service, HALF)).toEqual(['CREATE', 'DELETE', 'CREATE']);
  });

  test('makes a share again that was there before, too', async () => {
    const answer = await service.ask(shareRequest({ organizationNode: SHARED, shareTagOptions: true }));

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'UPDATED', accounts: { succeeded: 1, failed: 0 } });
    expect(writes(service, SHARED).slice(-3)).toEqual(['UPDATE', 'DELETE', 'CREATE']);
  });
});
