import { GUARDED_PATTERN, MEMBER, ORGANIZATION, UNIT } from '../workflow/requests.ts';
import type { Flavour } from './cell.ts';

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
      return { ...common, sharePrincipals: true };
    case 'UPDATE':
      return { ...common, sharePrincipals: true, shareTagOptions: true };
    case 'UNSHARE':
      return { ...common, action: 'UNSHARE' };
    case 'VERIFY':
      return { ...common, sharePrincipals: true, verifyAccountId: MEMBER };
  }
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
  const isShared = /-(UPDATE|UNSHARE)-/.test(id);
  return {
    id,
    displayName: id.slice(0, 100),
    products: [{ id: `prod-${id.slice(5)}` }],
    ...(isShared && { shares: [{ organizationNode: UNIT }], principals: [GUARDED_PATTERN] }),
  };
}
