import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  DescribePortfolioShareStatusCommand,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { PORTFOLIO, UNIT } from './requests.ts';
import type { Service } from './start-service.ts';

/**
 * Changes the unit's share in the console, so to say, when the request's execution enters a state, and keeps
 * the execution from going on until that change is through.
 */
export async function callAsOutsider(
  { sandbox, until }: Service,
  requestId: string,
  atState: string,
  meddling: 'create' | 'delete',
): Promise<void> {
  const client = new ServiceCatalogClient({
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'outsider' },
    requestHandler: sandbox.simulator.requestHandler,
  });
  const share = {
    PortfolioId: PORTFOLIO,
    OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value: UNIT },
  } as const;
  await until(`${atState} of ${requestId}`, () => {
    const execution = sandbox.executions().find(({ input }) => input.includes(`"${requestId}"`));
    return execution?.history.some((event) => JSON.stringify(event).includes(`"name":"${atState}"`));
  });
  const { PortfolioShareToken } =
    meddling === 'create'
      ? await client.send(new CreatePortfolioShareCommand(share))
      : await client.send(new DeletePortfolioShareCommand(share));
  const { Status } = await client.send(new DescribePortfolioShareStatusCommand({ PortfolioShareToken }));
  if (Status === undefined) throw new Error('The simulator does not know its own token');
}
