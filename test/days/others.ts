import {
  AssociatePrincipalWithPortfolioCommand,
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  DisassociatePrincipalFromPortfolioCommand,
  type OrganizationNodeType,
  ServiceCatalogClient,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { draw, pick } from '../storm/draw.ts';
import { type Deed, FOREIGN_PATTERNS } from './deeds.ts';
import { OWNER, PORTFOLIOS, UNITS } from './place.ts';

type Hand = Extract<Deed, { kind: 'HAND' }>;

/** Somebody at the console, who asks nobody; CloudTrail tells of it, or does not. */
export function createOthers(sandbox: Sandbox, seed: number) {
  const client = new ServiceCatalogClient({
    region: 'us-east-1',
    credentials: { accessKeyId: OWNER, secretAccessKey: 'console' },
    requestHandler: sandbox.simulator.requestHandler,
    maxAttempts: 1,
  });
  return {
    /** What Service Catalog refuses them, such as a second action at the same time, they leave. */
    async act({ hand, key, isTold }: Hand): Promise<void> {
      const luck = (what: string) => draw(seed, what, key);
      const portfolios = PORTFOLIOS.map((id) => sandbox.simulator.controls.portfolio(id));
      const found = portfolios.flatMap(({ id, nodeShares }) => nodeShares.map((share) => ({ id, share })));
      const one = pick(found, luck('share'));
      const associated = portfolios.flatMap(({ id, principals }) => principals.map((each) => ({ id, each })));
      const theirs = pick(associated, luck('principal'));
      const pattern = pick(FOREIGN_PATTERNS, luck('pattern')) ?? { principalArn: '', principalType: '' };
      const portfolioId = pick(PORTFOLIOS, luck('portfolio')) as string;
      const tell = (eventName: string, id: string) => {
        if (isTold) tellByCloudTrail(sandbox, key, eventName, id);
      };
      const node = one && { Type: one.share.node.type as OrganizationNodeType, Value: one.share.node.id };
      try {
        switch (hand) {
          case 'DELETE':
            if (!one) return;
            await client.send(
              new DeletePortfolioShareCommand({ PortfolioId: one.id, OrganizationNode: node }),
            );
            return tell('DeletePortfolioShare', one.id);
          case 'UPDATE': {
            if (!one) return;
            const ShareTagOptions = !one.share.shareTagOptions;
            const input = { PortfolioId: one.id, OrganizationNode: node, ShareTagOptions };
            await client.send(new UpdatePortfolioShareCommand(input));
            return tell('UpdatePortfolioShare', one.id);
          }
          case 'CREATE': {
            const Value = pick(UNITS, luck('unit')) as string;
            const OrganizationNode = { Type: 'ORGANIZATIONAL_UNIT', Value } as const;
            await client.send(
              new CreatePortfolioShareCommand({ PortfolioId: portfolioId, OrganizationNode }),
            );
            return tell('CreatePortfolioShare', portfolioId);
          }
          case 'ASSOCIATE':
            await client.send(
              new AssociatePrincipalWithPortfolioCommand({
                PortfolioId: portfolioId,
                PrincipalARN: pattern.principalArn,
                PrincipalType: 'IAM_PATTERN',
              }),
            );
            return tell('AssociatePrincipalWithPortfolio', portfolioId);
          case 'CONSTRAIN':
            return sandbox.simulator.controls.addConstraint(portfolioId, {
              type: 'LAUNCH',
              productId: portfolioId.replace('port', 'prod'),
              description: 'Launched by a role',
            });
          case 'DISASSOCIATE':
            if (!theirs) return;
            await client.send(
              new DisassociatePrincipalFromPortfolioCommand({
                PortfolioId: theirs.id,
                PrincipalARN: theirs.each.principalArn,
                PrincipalType: theirs.each.principalType,
              }),
            );
            return tell('DisassociatePrincipalFromPortfolio', theirs.id);
        }
      } catch (error) {
        if (!(error instanceof Error) || !('$metadata' in error)) throw error;
      }
    },
    close: () => client.destroy(),
  };
}

function tellByCloudTrail(sandbox: Sandbox, eventID: string, eventName: string, portfolioId: string): void {
  const sessionIssuer = { userName: 'AWSReservedSSO_Admin_0123456789abcdef' };
  sandbox.clock.setTimeout(
    () =>
      sandbox.buses.publishAwsEvent({
        source: 'aws.servicecatalog',
        'detail-type': 'AWS API Call via CloudTrail',
        resources: [],
        detail: {
          eventID,
          eventSource: 'servicecatalog.amazonaws.com',
          eventName,
          userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer } },
          requestParameters: { portfolioId },
        },
      }),
    240_000,
  );
}
