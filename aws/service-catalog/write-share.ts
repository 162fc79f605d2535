import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { recipientParameters } from '../../core/share/recipient.ts';
import type { ShareStatus } from '../../core/share/share-status.ts';
import { writing } from '../call.ts';
import { writingClient } from './client.ts';

/** What a write answers: a token for an organization node, nothing for an account-to-account share. */
export interface WriteAnswer {
  readonly portfolioShareToken?: string;
  readonly status?: ShareStatus;
}

/** CreatePortfolioShare. On an existing share it has no effect and no error (API reference). */
export function createPortfolioShare(request: ShareRequest): Promise<WriteAnswer> {
  const command = new CreatePortfolioShareCommand({ ...target(request), ...flags(request) });
  return writing('CreatePortfolioShare', async () => answer(await writingClient.send(command)));
}

/** UpdatePortfolioShare: flags of an existing share. Refused while its creation runs (API reference). */
export function updatePortfolioShare(request: ShareRequest): Promise<WriteAnswer> {
  const command = new UpdatePortfolioShareCommand({ ...target(request), ...flags(request) });
  return writing('UpdatePortfolioShare', async () => answer(await writingClient.send(command)));
}

/** DeletePortfolioShare: asynchronous too for an organization node, hence the token. */
export function deletePortfolioShare(request: ShareRequest): Promise<WriteAnswer> {
  const command = new DeletePortfolioShareCommand(target(request));
  return writing('DeletePortfolioShare', async () => answer(await writingClient.send(command)));
}

function target({ portfolioId, recipient, acceptLanguage }: ShareRequest) {
  return {
    PortfolioId: portfolioId,
    ...recipientParameters(recipient),
    ...(acceptLanguage && { AcceptLanguage: acceptLanguage }),
  };
}

function flags({ recipient, shareTagOptions, sharePrincipals }: ShareRequest) {
  const isForPrincipals = recipient.type === 'ORGANIZATION' || recipient.type === 'ORGANIZATIONAL_UNIT';
  return { ShareTagOptions: shareTagOptions, ...(isForPrincipals && { SharePrincipals: sharePrincipals }) };
}

function answer({
  PortfolioShareToken,
  Status,
}: {
  PortfolioShareToken?: string;
  Status?: ShareStatus;
}): WriteAnswer {
  return {
    ...(PortfolioShareToken && { portfolioShareToken: PortfolioShareToken }),
    ...(Status && { status: Status }),
  };
}
