import {
  DisableAWSOrganizationsAccessCommand,
  EnableAWSOrganizationsAccessCommand,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { InterceptCall } from '../../sandbox/intercept-call.ts';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { packageWithConfig } from './package-with-config.ts';
import { PORTFOLIO, shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
/** What answers in Service Catalog's place, until the test ends. */
let intercept: InterceptCall | undefined;
let client: ServiceCatalogClient;

beforeAll(async () => {
  service = await startService({
    packageDirectory: await packageWithConfig('patient-config.yml'),
    scenario: {
      ...defaultScenario,
      durations: { ...defaultScenario.durations, deleteSeconds: 1, notStartedSeconds: 0 },
    },
    interceptCall: (call, perform) => (intercept ? intercept(call, perform) : perform()),
  });
  const { accountId, region } = service.sandbox.stack.place;
  client = new ServiceCatalogClient({
    endpoint: service.sandbox.endpoint,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'test' },
  });
});
afterEach(() => {
  intercept = undefined;
  service.sandbox.simulator.controls.clearFaults();
});
afterAll(async () => {
  client.destroy();
  await service.close();
});

const portfolio = () => service.sandbox.simulator.controls.portfolio(PORTFOLIO);
const json = (body: object) => ({ statusCode: 200, headers: {}, body: JSON.stringify(body) });

describe("Service Catalog's access to AWS Organizations", () => {
  afterEach(async () => {
    await client.send(new EnableAWSOrganizationsAccessCommand({})).catch(() => undefined);
    await service.unshare();
  });

  test('refuses nothing by being reported as disabled', async () => {
    intercept = async ({ operation }, perform) =>
      operation === 'GetAWSOrganizationsAccessStatus' ? json({ AccessStatus: 'DISABLED' }) : perform();

    const answer = await service.ask(shareRequest());

    expect(answer.detail).toMatchObject({ effect: 'CREATED' });
  });

  test('is named where a creation is refused for it, after the call', async () => {
    await client.send(new DisableAWSOrganizationsAccessCommand({}));

    const answer = await service.ask(shareRequest());

    expect(answer.detail.failure).toMatchObject({ code: 'ORGANIZATIONS_ACCESS_DISABLED', mayRetry: true });
    expect(answer.detail.failure.cause).toContain('DISABLED');
    expect(service.statesOf(answer.detail.requestId)).toContain('CreateShare');
  });

  test.each(['OperationNotSupportedException', 'BrandNewException'])(
    'is named whatever AWS calls the refusal: %s without its sentence',
    async (error) => {
      await client.send(new DisableAWSOrganizationsAccessCommand({}));
      service.fault('CreatePortfolioShare', { error, message: 'no' });

      const answer = await service.ask(shareRequest());

      expect(answer.detail.failure).toMatchObject({ code: 'ORGANIZATIONS_ACCESS_DISABLED' });
    },
  );

  test('is waited for while it changes', async () => {
    await client.send(new DisableAWSOrganizationsAccessCommand({}));
    await service.sandbox.clock.delay(60_000);
    const request = shareRequest();
    service.at(request.requestId, 'CreateShare', () => {
      client.send(new EnableAWSOrganizationsAccessCommand({})).catch(() => undefined);
    });

    const answer = await service.ask(request);

    expect(answer.detail).toMatchObject({ effect: 'CREATED' });
  });

  test('is needed by no deletion, and by no share that is there as asked', async () => {
    await service.ask(shareRequest());
    await client.send(new DisableAWSOrganizationsAccessCommand({}));

    const again = await service.ask(shareRequest());
    const removed = await service.ask(shareRequest({ action: 'UNSHARE' }));

    expect(again.detail).toMatchObject({ effect: 'UNCHANGED' });
    expect(again['detail-type']).toBe('PortfolioShareCompleted');
    expect(removed.detail).toMatchObject({ effect: 'REMOVED' });
    expect(portfolio().nodeShares).toEqual([]);
  });
});

describe('a deletion that answers no token', () => {
  test('is no lost answer where the share is gone: it is planned anew', async () => {
    await service.ask(shareRequest());
    intercept = async ({ operation }, perform) => {
      if (operation !== 'DeletePortfolioShare') return perform();
      await perform();
      await service.until('the share is gone', () => portfolio().nodeShares.length === 0);
      return json({});
    };

    const answer = await service.ask(shareRequest({ action: 'UNSHARE' }));

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(portfolio().nodeShares).toEqual([]);
  });

  test('is one where the share is still there', async () => {
    await service.ask(shareRequest());
    intercept = async ({ operation }, perform) =>
      operation === 'DeletePortfolioShare' ? json({}) : perform();

    const answer = await service.ask(shareRequest({ action: 'UNSHARE' }));

    expect(answer.detail.failure).toMatchObject({ code: 'SHARE_STATUS_UNKNOWN' });
    intercept = undefined;
    await service.sandbox.clock.delay(20 * 60_000);
    await service.unshare();
  });
});

describe('a principal that is listed otherwise than it was asked for', () => {
  const role = (name: string) => ({
    principalArn: `arn:aws:iam::111122223333:role/${name}`,
    principalType: 'IAM',
  });
  const UNIQUE_ID = 'AROAIOSFODNN7EXAMPLEX';
  const listed = (principalArn: string) => ({
    Principals: [{ PrincipalARN: principalArn, PrincipalType: 'IAM' }],
  });
  const calls: string[] = [];
  const listingOf =
    (principalArn: string): InterceptCall =>
    async ({ operation, body }, perform) => {
      if (operation === 'ListPrincipalsForPortfolio') return json(listed(principalArn));
      if (operation === 'DisassociatePrincipalFromPortfolio') {
        const { PrincipalARN } = JSON.parse(body);
        calls.push(PrincipalARN);
        if (PrincipalARN === principalArn) return json({});
      }
      return perform();
    };
  afterEach(() => calls.splice(0));

  test.each([
    ['without its path', role('Named').principalArn, role('team/dev/Named')],
    ['by its unique id, since it is gone', UNIQUE_ID, role('Named')],
  ])('%s is taken off all the same', async (_, listedAs, asked) => {
    await service.ask(shareRequest());
    intercept = listingOf(listedAs);

    const answer = await service.ask(shareRequest({ action: 'UNSHARE', principals: [asked] }));

    expect(answer.detail).toMatchObject({ effect: 'REMOVED', principals: { disassociated: 1 } });
    expect(calls).toContain(listedAs);
  });

  test('by a unique id that may be another one is left, and what was named is taken off by its name', async () => {
    await service.ask(shareRequest());
    const two = {
      Principals: [...listed(UNIQUE_ID).Principals, ...listed('AROAIOSFODNN7EXAMPLEY').Principals],
    };
    const byName = listingOf('');
    intercept = async (call, perform) =>
      call.operation === 'ListPrincipalsForPortfolio' ? json(two) : byName(call, perform);

    const answer = await service.ask(shareRequest({ action: 'UNSHARE', principals: [role('Named')] }));

    expect(answer.detail).toMatchObject({ effect: 'REMOVED', principals: { disassociated: 0 } });
    expect(calls).toEqual([role('Named').principalArn]);
  });
});
