import { FoliocastError } from '../../../core/foliocast-error.ts';

/**
 * A write of the ledger that comes too late: the writes before it, in an order that can happen, and then the one whose
 * condition has to refuse it. `key` is free for each play.
 * @returns what was lost, where no invariant can see it in one write
 */
export type Play = (key: string) => Promise<string | undefined> | Promise<void>;

export const EARLY = '2026-11-27T00:00:00.000Z';
export const LATER = '2026-11-27T00:01:00.000Z';
export const LAST = '2026-11-27T00:02:00.000Z';

/** A write that throws where its condition does not hold. */
export async function late(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof FoliocastError)) throw error;
  }
}

/** As much of a thing as its write looks at. */
// biome-ignore lint/suspicious/noExplicitAny: the ledger keeps whatever it is given
export function part(thing: object): any {
  return thing;
}
