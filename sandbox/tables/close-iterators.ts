import { createRequire } from 'node:module';

interface Database {
  open(): Promise<void>;
  close(): Promise<void>;
  values(): object;
  keys(): object;
}

/**
 * dynalite 4.0.0 ends each of its streams by `iterator.return()`, where there is one; an iterator of abstract-level has
 * `close()` alone. So none was ever closed, and each kept the table as it was when it was read: 15 MB in twelve hours of
 * idling.
 */
export async function closeIteratorsOfTables(): Promise<void> {
  const requireAsDynalite = createRequire(import.meta.resolve('dynalite'));
  const { MemoryLevel } = requireAsDynalite('memory-level') as { MemoryLevel: new () => Database };
  const database = new MemoryLevel();
  // Until then its iterators are of another class, which waits.
  await database.open();
  for (const iterator of [database.values(), database.keys()]) {
    const prototype = Object.getPrototypeOf(iterator) as { return?: () => Promise<void> };
    prototype.return ??= function (this: { close(): Promise<void> }) {
      return this.close();
    };
  }
  await database.close();
}
