import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  ServiceCatalogClient,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import { PORTFOLIO, UNIT } from './requests.ts';
import type { Service } from './start-service.ts';

type Meddling = 'create' | 'turn on tag options' | 'delete';

/**
 * Changes the unit's share in the console, so to say, at the moment at which the request's execution enters a
 * state; the promise is kept once the change has been taken.
 */
export function callAsOutsider(
  service: Service,
  requestId: string,
  atState: string,
  meddling: Meddling,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let isDone = false;
  service.at(requestId, atState, () => {
    if (isDone) return;
    isDone = true;
    changeShare(service, meddling).then(resolve, reject);
  });
  return promise;
}

export async function changeShare(
  { sandbox }: Service,
  meddling: Meddling,
  portfolioId: string = PORTFOLIO,
): Promise<void> {
  const client = new ServiceCatalogClient({
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'outsider' },
    requestHandler: sandbox.simulator.requestHandler,
  });
  const share = {
    PortfolioId: portfolioId,
    OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value: UNIT },
  } as const;
  switch (meddling) {
    case 'create':
      return void (await client.send(new CreatePortfolioShareCommand(share)));
    case 'turn on tag options':
      return void (await client.send(new UpdatePortfolioShareCommand({ ...share, ShareTagOptions: true })));
    case 'delete':
      return void (await client.send(new DeletePortfolioShareCommand(share)));
  }
}
