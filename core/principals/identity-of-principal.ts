import type { RequestedPrincipal } from '../request/share-request.ts';

/** What makes two principals one. Case counts: a second association that differs in case only is AWS's to judge. */
export function identityOfPrincipal({ principalType, principalArn }: RequestedPrincipal): string {
  return `${principalType} ${principalArn}`;
}
