import type { ShareRequest } from '../request/share-request.ts';

/** A place in the queue, read from its key. It is only a pointer: the ticket says whether that turn still waits. */
export interface Place {
  readonly key: string;
  readonly isFirstClass: boolean;
  readonly requestKey: string;
  readonly turn: number;
}

/**
 * The queue's order is that of the keys, as text: first UNSHARE and DISASSOCIATE, then SHARE; in each, by number of
 * acceptance.
 */
const TAKES_AWAY = '0';
const ALL_ELSE = '1';

/**
 * The turn is part of the key: so nobody who judges one turn removes the place of another.
 * @param number of acceptance; 0 for a request that version 0.1.0 accepted, which came before all others
 */
export function placeOf(
  action: ShareRequest['action'],
  number: number,
  requestKey: string,
  turn: number,
): string {
  const digits = `${number}`.padStart(12, '0');
  return `${action === 'SHARE' ? ALL_ELSE : TAKES_AWAY}#${digits}#${requestKey}#${`${turn}`.padStart(4, '0')}`;
}

export function readPlace(key: string): Place {
  const [first, , requestKey = '', turn = ''] = key.split('#');
  return { key, isFirstClass: first === TAKES_AWAY, requestKey, turn: Number(turn) };
}
