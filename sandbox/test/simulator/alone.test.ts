import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListPortfoliosCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { realClock } from 'foliocast-sandbox/clock';
import { createSimulator } from 'foliocast-sandbox/simulator';
import { expect, test } from 'vitest';

test('Service Catalog and Organizations are used by the name of the package, without the rest of the sandbox', async () => {
  const { requestHandler } = createSimulator({ clock: realClock });
  const options = {
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
    requestHandler,
  };

  const { PortfolioDetails } = await new ServiceCatalogClient(options).send(new ListPortfoliosCommand());
  const { Organization } = await new OrganizationsClient(options).send(new DescribeOrganizationCommand());

  expect(PortfolioDetails?.map(({ Id }) => Id)).toEqual(['port-a1b2c3d4e5f6g']);
  expect(Organization?.MasterAccountId).toBe('111122223333');
});
