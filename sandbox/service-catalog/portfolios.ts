import { SortedIds } from '../wire/sorted-ids.ts';
import type { Portfolio } from './portfolio.ts';

/** All portfolios, by id, and by the account and Region that each exists in. */
export class Portfolios {
  readonly #byId = new Map<string, Portfolio>();
  readonly #idsByPlace = new Map<string, SortedIds>();

  get(id: string): Portfolio | undefined {
    return this.#byId.get(id);
  }

  all(): Iterable<Portfolio> {
    return this.#byId.values();
  }

  idsIn(accountId: string, region: string): SortedIds {
    return this.#idsByPlace.get(`${accountId} ${region}`) ?? new SortedIds();
  }

  add(portfolio: Portfolio): void {
    const ids = this.idsIn(portfolio.accountId, portfolio.region);
    ids.add(portfolio.id);
    this.#idsByPlace.set(`${portfolio.accountId} ${portfolio.region}`, ids);
    this.#byId.set(portfolio.id, portfolio);
  }

  delete({ id, accountId, region }: Portfolio): void {
    this.idsIn(accountId, region).delete(id);
    this.#byId.delete(id);
  }
}
