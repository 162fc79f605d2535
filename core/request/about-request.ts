import { type OrganizationNode, recipientFields } from '../share/recipient.ts';
import type { Requester, ShareRequest, Ticket } from './share-request.ts';

/** What every event about a request says of it. */
export interface AboutRequest {
  readonly requestId: string;
  readonly requester: Requester;
  readonly requestedBy?: string;
  readonly ticket?: Ticket;
  readonly action: ShareRequest['action'];
  readonly portfolioId: string;
  readonly organizationNode?: OrganizationNode;
  readonly accountId?: string;
}

type Asked = Pick<
  ShareRequest,
  'requestId' | 'action' | 'portfolioId' | 'recipient' | 'requestedBy' | 'ticket'
>;

export function aboutRequest(requester: Requester, request: Asked): AboutRequest {
  return {
    requestId: request.requestId,
    requester,
    ...(request.requestedBy !== undefined && { requestedBy: request.requestedBy }),
    ...(request.ticket && { ticket: request.ticket }),
    action: request.action,
    portfolioId: request.portfolioId,
    ...recipientFields(request.recipient),
  };
}
