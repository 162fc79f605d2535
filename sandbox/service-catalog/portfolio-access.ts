import { type Order, SortedIds } from '../wire/sorted-ids.ts';

type Path = 'NODE' | 'ACCOUNT';

/** Which accounts have the portfolio, by however many shares. */
export class PortfolioAccess {
  readonly accountIds: SortedIds;
  readonly #nodePaths = new Map<string, number>();
  readonly #byAccountShare = new Set<string>();

  constructor(order?: Order) {
    this.accountIds = new SortedIds([], order);
  }

  has(accountId: string): boolean {
    return this.hasByNode(accountId) || this.#byAccountShare.has(accountId);
  }

  /** Whether the account has the portfolio by a share to a node. */
  hasByNode(accountId: string): boolean {
    return this.#nodePaths.has(accountId);
  }

  addPath(accountId: string, by: Path): void {
    if (by === 'ACCOUNT') {
      this.#byAccountShare.add(accountId);
    } else {
      this.#nodePaths.set(accountId, (this.#nodePaths.get(accountId) ?? 0) + 1);
    }
    this.accountIds.add(accountId);
  }

  removePath(accountId: string, by: Path): void {
    if (by === 'ACCOUNT') {
      this.#byAccountShare.delete(accountId);
    } else {
      this.#removeNodePath(accountId);
    }
    if (!this.has(accountId)) {
      this.accountIds.delete(accountId);
    }
  }

  #removeNodePath(accountId: string): void {
    const left = (this.#nodePaths.get(accountId) ?? 0) - 1;
    if (left > 0) {
      this.#nodePaths.set(accountId, left);
    } else {
      this.#nodePaths.delete(accountId);
    }
  }
}
