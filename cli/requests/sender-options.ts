import type { Option } from '../command/command.ts';

/** Name the sender of a request, where several used its id. */
export const SENDER_OPTIONS = {
  account: { kind: 'TEXT', about: 'Account of the sender, where several used the id' },
  source: { kind: 'TEXT', about: 'Source of the sender, given with --account' },
} as const satisfies Readonly<Record<string, Option>>;
