/** What ids are sorted by, e.g. a hash. */
export type Order = (id: string) => string;

const BY_ID: Order = (id) => id;

/** A set of ids kept in order, so that a page costs a binary search and not a scan. */
export class SortedIds {
  readonly #ids: string[] = [];
  readonly #order: Order;

  constructor(ids: Iterable<string> = [], order: Order = BY_ID) {
    this.#order = order;
    const sorted = [...ids].map((id) => ({ id, key: order(id) }));
    for (const { id } of sorted.sort((one, other) => (one.key < other.key ? -1 : 1))) {
      this.add(id);
    }
  }

  get size(): number {
    return this.#ids.length;
  }

  has(id: string): boolean {
    return this.#ids[this.#position(id)] === id;
  }

  /** @returns whether it was not there yet. */
  add(id: string): boolean {
    const last = this.#ids.at(-1);
    if (last === undefined || this.#order(last) < this.#order(id)) {
      this.#ids.push(id);
      return true;
    }
    const position = this.#position(id);
    if (this.#ids[position] === id) {
      return false;
    }
    this.#ids.splice(position, 0, id);
    return true;
  }

  /** @returns whether it was there. */
  delete(id: string): boolean {
    const position = this.#position(id);
    if (this.#ids[position] !== id) {
      return false;
    }
    this.#ids.splice(position, 1);
    return true;
  }

  /** The ids that follow `id`, which need not be there; all of them after the empty string. */
  *after(id: string): Generator<string> {
    const position = id === '' ? 0 : this.#position(id);
    for (let next = this.#ids[position] === id ? position + 1 : position; ; next += 1) {
      const found = this.#ids[next];
      if (found === undefined) {
        return;
      }
      yield found;
    }
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#ids[Symbol.iterator]();
  }

  /** Of `id`, or where it would be inserted. */
  #position(id: string): number {
    const key = this.#order(id);
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#order(this.#ids[middle] ?? '') < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
