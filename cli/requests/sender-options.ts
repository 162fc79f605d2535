import type { Option } from '../command/command.ts';
import type { Given } from '../command/given.ts';
import type { Sender } from './find-request.ts';

/** Name the sender of a request, where several used its id. */
export const SENDER_OPTIONS = {
  account: { kind: 'TEXT', about: 'Account of the sender, where several used the id' },
  source: { kind: 'TEXT', about: 'Source of the sender, given with --account' },
} as const satisfies Readonly<Record<string, Option>>;

export function senderOf(given: Given): Sender {
  return { account: given.text('account'), source: given.text('source') };
}
