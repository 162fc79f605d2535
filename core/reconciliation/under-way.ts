import type { StoredRequest } from '../outcome/stored-request.ts';
import { listedIdentity } from '../principals/listed-identity.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import type { Recipient } from '../share/recipient.ts';

/** What requests without an outcome may be changing: reconciliation leaves it alone until they have one. */
export class UnderWay {
  readonly #recipients: ReadonlySet<string>;
  readonly #principals: ReadonlySet<string>;

  constructor(requests: readonly Pick<StoredRequest, 'request' | 'outcome'>[]) {
    const open = requests.filter(({ outcome }) => outcome === undefined).map(({ request }) => request);
    this.#recipients = new Set(open.map(({ recipient }) => nameOf(recipient)));
    this.#principals = new Set(open.flatMap(({ principals }) => principals.map(listedIdentity)));
  }

  get shares(): number {
    return this.#recipients.size;
  }

  hasShare(recipient: Recipient): boolean {
    return this.#recipients.has(nameOf(recipient));
  }

  hasPrincipal(principal: RequestedPrincipal): boolean {
    return this.#principals.has(listedIdentity(principal));
  }
}

/** An account may be listed under either type of account. */
function nameOf({ type, value }: Recipient): string {
  return `${type === 'ORGANIZATION_MEMBER_ACCOUNT' ? 'ACCOUNT' : type} ${value}`;
}
