/**
 * Works on some items at once, and gives the results in the order of the items. After a failure no further item is
 * begun.
 */
export async function* someAtOnce<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  for (let next = 0; next < items.length || begun.length > 0; ) {
    for (const item of items.slice(next, next + atOnce - begun.length)) {
      const result = work(item);
      result.catch(() => undefined); // it is thrown below, in its turn
      begun.push(result);
      next += 1;
    }
    const [first] = begun.splice(0, 1);
    if (first) yield await first;
  }
}

/** The same, all together. */
export async function allOf<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for await (const result of someAtOnce(items, atOnce, work)) results.push(result);
  return results;
}

/** Items of the ledger that are read or written at once: a table on demand takes far more from its first day. */
export const ITEMS_AT_ONCE = 20;

/** Portfolios that are read at once: a few, since Service Catalog throttles, and publishes no rate. */
export const PORTFOLIOS_AT_ONCE = 4;
