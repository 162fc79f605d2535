import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCENARIO } from './failing-nodes.ts';
import { packageWithConfig } from './package-with-config.ts';
import { shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const THROTTLED = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-throttle' };

/** A throttled account is throttled once in a creation. */
const scenario = {
  ...SCENARIO,
  accountFailures: [{ accounts: ['200000000003'], error: 'ThrottlingException', attempts: 1 }],
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

  test('deletes no share of which every account was throttled, and says who has no access', async () => {
    const answer = await service.ask(shareRequest({ organizationNode: THROTTLED }));

    expect(answer['detail-type']).toBe('PortfolioShareFailed');
    expect(answer.detail).toMatchObject({
      effect: 'CREATED',
      failure: { code: 'SHARE_FAILED' },
      accounts: { succeeded: 0, failures: [{ accountId: '200000000003', error: 'ThrottlingException' }] },
    });
    expect(writes(service, THROTTLED)).toEqual(['CREATE', 'UPDATE']);
  });
});
