import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { Recipient } from '../../core/share/recipient.ts';
import { inLine } from '../command/print.ts';

/** Whom a share is with, in words. */
export function describeRecipient({ type, value }: Recipient): string {
  switch (type) {
    case 'NOBODY':
      return 'principals alone';
    case 'ORGANIZATION':
      return `organization ${value}`;
    case 'ORGANIZATIONAL_UNIT':
      return `unit ${value}`;
    case 'ORGANIZATION_MEMBER_ACCOUNT':
      return `member account ${value}`;
    case 'ACCOUNT':
      return `account ${value}, outside of the organization's sharing`;
  }
}

/** What a request asks for, in one line. */
export function describeRequest({ request }: Pick<StoredRequest, 'request'>): string {
  const { action, portfolioId, recipient } = request;
  if (recipient.type === 'NOBODY') return `${action} from ${portfolioId}`;
  return `${action} ${portfolioId} with ${describeRecipient(recipient)}`;
}

/** Who sent it. AWS sets the account; the rest is what the sender claims. */
export function describeSender({ request, requester }: Pick<StoredRequest, 'request' | 'requester'>): string {
  const { requestedBy, ticket } = request;
  const asked = requestedBy === undefined ? '' : `, asked by ${requestedBy}`;
  const about = ticket ? `, ticket ${ticket.id} of ${ticket.system}` : '';
  return inLine(`from ${requester.source} in account ${requester.account}${asked}${about}`);
}

/** How far it has come. */
export function describePhase({ phase, outcome, share, cancelledBy }: StoredRequest): string {
  const cancelled = cancelledBy === undefined ? '' : `, cancelled by ${cancelledBy}`;
  if (outcome) {
    const { effect, failure } = outcome.detail;
    return `${outcome.detailType}, ${effect}${failure ? `, ${failure.code}` : ''}`;
  }
  return `${PHASES[phase]}${share ? `, share ${share.status}` : ''}${cancelled}`;
}

const PHASES = {
  ACCEPTED: 'accepted',
  CHECKED: 'checked',
  AWAITING_APPROVAL: "waits for somebody's yes",
  QUEUED: 'waits for its turn',
  PLANNED: 'has its turn',
  WRITING: 'is being carried out',
  VERIFYING: 'waits for the account to be listed',
  DECIDED: 'is decided',
  EMITTED: 'is told',
} as const satisfies Record<StoredRequest['phase'], string>;
