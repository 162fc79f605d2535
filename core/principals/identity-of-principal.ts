import type { RequestedPrincipal } from '../request/share-request.ts';

/** Two principals with the same text are the same. Case counts: whether AWS tells cases apart is not documented. */
export function identityOfPrincipal({ principalType, principalArn }: RequestedPrincipal): string {
  return `${principalType} ${principalArn}`;
}
