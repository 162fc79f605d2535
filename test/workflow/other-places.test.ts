import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { DescribePortfolioCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { expect, test } from 'vitest';
import { PORTFOLIO, shareRequest } from './requests.ts';
import { startService } from './start-service.ts';

const MANAGEMENT = '111122223333';
const DELEGATED = '222233334444';

const PLACES = [
  [DELEGATED, 'us-gov-west-1', 'aws-us-gov'],
  [DELEGATED, 'us-east-1', 'aws'],
  [MANAGEMENT, 'eu-central-1', 'aws'],
  [MANAGEMENT, 'cn-north-1', 'aws-cn'],
] as const;

test.each(PLACES)(
  'the service shares in account %s, Region %s, partition %s',
  async (accountId, region, partition) => {
    const service = await startService({ functionHost: 'MEMORY', speed: 20_000, accountId, region });
    const connection = {
      endpoint: service.sandbox.endpoint,
      region,
      credentials: { accessKeyId: accountId, secretAccessKey: 'test' },
    };
    try {
      const answer = await service.ask(shareRequest());

      expect([answer['detail-type'], answer.account, answer.region]).toEqual([
        'PortfolioShareCompleted',
        accountId,
        region,
      ]);
      expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 4, failed: 0 } });
      expect(answer.detail.executionArn).toMatch(`arn:${partition}:states:${region}:${accountId}:`);
      const { PortfolioDetail } = await new ServiceCatalogClient(connection).send(
        new DescribePortfolioCommand({ Id: PORTFOLIO }),
      );
      expect(PortfolioDetail?.ARN).toBe(
        `arn:${partition}:catalog:${region}:${accountId}:portfolio/${PORTFOLIO}`,
      );
      const { Organization } = await new OrganizationsClient(connection).send(
        new DescribeOrganizationCommand({}),
      );
      expect(Organization?.Arn).toMatch(new RegExp(`^arn:${partition}:organizations::${MANAGEMENT}:`));
    } finally {
      await service.close();
    }
  },
);
