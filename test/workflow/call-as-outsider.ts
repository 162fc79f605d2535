import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { PORTFOLIO, UNIT } from './requests.ts';
import type { Service } from './start-service.ts';

/**
 * Changes the unit's share in the console, so to say, at the moment at which the request's execution enters a
 * state for the nth time; the promise is kept once the change has been taken.
 */
export function callAsOutsider(
  service: Service,
  requestId: string,
  atState: string,
  meddling: 'create' | 'delete',
  nth = 1,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let entered = 0;
  service.at(requestId, atState, () => {
    entered += 1;
    if (entered !== nth) return;
    changeShare(service, meddling).then(resolve, reject);
  });
  return promise;
}

async function changeShare({ sandbox }: Service, meddling: 'create' | 'delete'): Promise<void> {
  const client = new ServiceCatalogClient({
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'outsider' },
    requestHandler: sandbox.simulator.requestHandler,
  });
  const share = {
    PortfolioId: PORTFOLIO,
    OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value: UNIT },
  } as const;
  if (meddling === 'create') await client.send(new CreatePortfolioShareCommand(share));
  else await client.send(new DeletePortfolioShareCommand(share));
}
