import { listedIdentity } from '../principals/listed-identity.ts';
import type { RequestedPrincipal, ShareRequest } from '../request/share-request.ts';
import { isSameRecipient, type Recipient } from '../share/recipient.ts';
import type { ShareEntry } from './wanted-share.ts';

interface Need {
  readonly principalArn: string;
  readonly recipient: Recipient;
}

/**
 * Which of the request's principals another wanted share of the portfolio needs, with that share. Whether AWS tells letter
 * cases apart is not documented: one that differs in case alone may be the same.
 */
export function neededElsewhere(
  { recipient, principals }: Pick<ShareRequest, 'recipient' | 'principals'>,
  entries: readonly ShareEntry[],
): Need[] {
  const others = entries.filter((entry) => !isSameRecipient(entry.recipient, recipient));
  return principals.flatMap((asked) =>
    others
      .filter(({ wanted }) => wanted?.principals.some((one) => nameOf(one) === nameOf(asked)))
      .map((other) => ({ principalArn: asked.principalArn, recipient: other.recipient })),
  );
}

function nameOf(principal: RequestedPrincipal): string {
  return listedIdentity(principal).toLowerCase();
}
