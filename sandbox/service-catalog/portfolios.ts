import type { Agenda } from '../clock/agenda.ts';
import { type Order, SortedIds } from '../wire/sorted-ids.ts';
import type { Portfolio } from './portfolio.ts';

/** All portfolios, by id, and by the account and Region that each exists in. */
export class Portfolios {
  readonly #byId = new Map<string, Portfolio>();
  readonly #idsByPlace = new Map<string, SortedIds>();
  readonly #listedByPlace = new Map<string, SortedIds>();
  readonly #order: Order | undefined;
  readonly #agenda: Agenda;
  readonly #listSeconds: number;

  /** @param listSeconds how far ListPortfolios lags behind. */
  constructor(agenda: Agenda, listSeconds: number, order?: Order) {
    this.#order = order;
    this.#agenda = agenda;
    this.#listSeconds = listSeconds;
  }

  get(id: string): Portfolio | undefined {
    return this.#byId.get(id);
  }

  all(): Iterable<Portfolio> {
    return this.#byId.values();
  }

  idsIn(accountId: string, region: string): SortedIds {
    return this.#idsOf(this.#idsByPlace, accountId, region);
  }

  /** What ListPortfolios shows. */
  listedIn(accountId: string, region: string): SortedIds {
    return this.#idsOf(this.#listedByPlace, accountId, region);
  }

  add(portfolio: Portfolio): void {
    const { id, accountId, region } = portfolio;
    this.#byId.set(id, portfolio);
    this.idsIn(accountId, region).add(id);
    this.#agenda.after(this.#listSeconds, () => this.listedIn(accountId, region).add(id));
  }

  delete({ id, accountId, region }: Portfolio): void {
    this.#byId.delete(id);
    this.idsIn(accountId, region).delete(id);
    this.#agenda.after(this.#listSeconds, () => this.listedIn(accountId, region).delete(id));
  }

  #idsOf(byPlace: Map<string, SortedIds>, accountId: string, region: string): SortedIds {
    const place = `${accountId} ${region}`;
    const ids = byPlace.get(place) ?? new SortedIds([], this.#order);
    byPlace.set(place, ids);
    return ids;
  }
}
