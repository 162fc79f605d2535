import { GUARDED_PATTERN, MEMBER, ORGANIZATION, UNIT } from '../workflow/requests.ts';
import type { Flavour } from './cell.ts';

/** HIGH, for which the default policy wants a yes. */
const RISKY_PATTERN = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };

export function requestOf(flavour: Flavour, requestId: string): object {
  const common = {
    version: '1',
    requestId,
    portfolioId: requestId,
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNIT },
    principals: [GUARDED_PATTERN],
  };
  switch (flavour) {
    case 'CREATE':
    case 'AHEAD':
    case 'TWICE':
    case 'AGAIN':
    case 'CONFIRM':
      return { ...common, sharePrincipals: true };
    case 'APPROVE':
      return { ...common, principals: [RISKY_PATTERN], sharePrincipals: true };
    case 'UPDATE':
      return { ...common, sharePrincipals: true, shareTagOptions: true };
    case 'UNSHARE':
      return { ...common, action: 'UNSHARE' };
    case 'TWO_PATHS':
      return { ...common, principals: [], action: 'UNSHARE' };
    case 'VERIFY':
    case 'VERIFY_AHEAD':
      return { ...common, sharePrincipals: true, verifyAccountId: MEMBER };
  }
}

/** Requests that come before, and are done by then. */
export function requestsBefore(flavour: Flavour, requestId: string): { readonly requestId: string }[] {
  if (flavour !== 'TWO_PATHS') return [];
  const nodes = [
    { type: 'ORGANIZATION', value: ORGANIZATION },
    { type: 'ORGANIZATIONAL_UNIT', value: UNIT },
  ];
  return nodes.map((organizationNode, at) => ({
    version: '1',
    requestId: `${requestId}-before${at}`,
    portfolioId: requestId,
    organizationNode,
  }));
}

/** Somebody else says yes to what the event asks. */
export function approvalOf({
  approvalId,
  digest,
}: {
  readonly approvalId: string;
  readonly digest: string;
}): object {
  return { version: '1', approvalId, digest, decision: 'APPROVED', by: 'ana@acme.example', reason: 'seen' };
}

/** Another request of the same sender that queues behind, for another node. */
export function requestBehind(requestId: string): object {
  return {
    version: '1',
    requestId: `${requestId}-behind`,
    portfolioId: requestId,
    organizationNode: { type: 'ORGANIZATION', value: ORGANIZATION },
  };
}

/** The name of a portfolio says which flavour it is for: those to change or to remove a share have one. */
export function portfolioOf(id: string) {
  const isShared = /-(UPDATE|UNSHARE|CONFIRM)-/.test(id);
  const sharePrincipals = id.includes('-CONFIRM-');
  const productId = `prod-${id.slice(5)}`;
  return {
    id,
    displayName: id.slice(0, 100),
    products: [{ id: productId }],
    constraints: [{ type: 'TEMPLATE' as const, productId }],
    ...(isShared && { shares: [{ organizationNode: UNIT, sharePrincipals }], principals: [GUARDED_PATTERN] }),
  };
}
