import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  type OrganizationNodeType,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import type { Request, Rival, Scene, Stage } from './play.ts';
import { recipients, unshared } from './recipients.ts';

/** Somebody else acts on the same share just before our write, whatever the recipient. */
export const scenesInBetween: readonly Scene[] = recipients.map(({ name, of }) => ({
  name: `somebody acts before our write: ${name}`,
  async play(stage) {
    const request = { ...of(stage), shareTagOptions: false };
    const others = { ...request, shareTagOptions: true };
    await stage.askMeanwhile(request, { before: 'CreatePortfolioShare', act: create(stage, others) });
    await stage.askMeanwhile(others, { before: 'UpdatePortfolioShare', act: remove(stage, request) });
    await stage.askMeanwhile(request, { before: 'UpdatePortfolioShare', act: update(stage, others) });
    await stage.askMeanwhile(unshared(request), {
      before: 'DeletePortfolioShare',
      act: update(stage, others),
    });
    await stage.ask(request);
    await stage.askMeanwhile(unshared(request), {
      before: 'DeletePortfolioShare',
      act: remove(stage, request),
    });
  },
}));

function create({ outsider, portfolioId }: Stage, request: Request): Rival['act'] {
  return () => outsider.send(new CreatePortfolioShareCommand(inputOf(portfolioId, request)));
}

function update({ outsider, portfolioId }: Stage, request: Request): Rival['act'] {
  return () => outsider.send(new UpdatePortfolioShareCommand(inputOf(portfolioId, request)));
}

function remove({ outsider, portfolioId }: Stage, request: Request): Rival['act'] {
  const { ShareTagOptions: _, ...input } = inputOf(portfolioId, request);
  return () => outsider.send(new DeletePortfolioShareCommand(input));
}

function inputOf(PortfolioId: string, { accountId, organizationNode, shareTagOptions }: Request) {
  return {
    PortfolioId,
    ShareTagOptions: shareTagOptions === true,
    ...(accountId !== undefined && { AccountId: accountId }),
    ...(organizationNode && {
      OrganizationNode: {
        Type: organizationNode.type as OrganizationNodeType,
        Value: organizationNode.value,
      },
    }),
  };
}
