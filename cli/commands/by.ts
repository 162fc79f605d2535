import type { Option } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';

/** Who does it: named in outcomes and in the ledger. */
export const BY = { kind: 'TEXT', about: 'Who does it; your user name by default' } as const satisfies Option;

/** The answer to --by where nothing is done in anybody's name. @param changes what does something */
export function changesNothing(changes: string): AskedWrongly {
  return new AskedWrongly(`--by says who changes something: expected ${changes}.`);
}
