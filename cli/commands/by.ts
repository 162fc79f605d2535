import type { Option } from '../command/command.ts';

/** Who does it: named in outcomes and in the ledger. */
export const BY = { kind: 'TEXT', about: 'Who does it; your user name by default' } as const satisfies Option;
