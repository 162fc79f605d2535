import {
  AssociatePrincipalWithPortfolioCommand,
  DisassociatePrincipalFromPortfolioCommand,
  ListPrincipalsForPortfolioCommand,
  type PrincipalType,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { PORTFOLIO } from '../simulator/start-simulator.ts';

/** With the default portfolio. */
export function associate(client: ServiceCatalogClient, PrincipalARN: string, PrincipalType: PrincipalType) {
  return client.send(
    new AssociatePrincipalWithPortfolioCommand({ PortfolioId: PORTFOLIO, PrincipalARN, PrincipalType }),
  );
}

export function disassociate(
  client: ServiceCatalogClient,
  PrincipalARN: string,
  PrincipalType?: PrincipalType,
) {
  return client.send(
    new DisassociatePrincipalFromPortfolioCommand({ PortfolioId: PORTFOLIO, PrincipalARN, PrincipalType }),
  );
}

export async function principalsOf(client: ServiceCatalogClient): Promise<[string?, string?][]> {
  const { Principals } = await client.send(new ListPrincipalsForPortfolioCommand({ PortfolioId: PORTFOLIO }));
  return (Principals ?? []).map(({ PrincipalARN, PrincipalType }) => [PrincipalARN, PrincipalType]);
}
