import type { ShareRequest } from '../request/share-request.ts';

/** A place in the queue, read from its key. Only a pointer: the ticket says whether that turn still waits. */
export interface Place {
  readonly key: string;
  readonly isFirstClass: boolean;
  readonly requestKey: string;
  readonly turn: number;
}

/** Keys sort as text: what takes access away first, then by number of acceptance. */
const TAKES_AWAY = '0';
const ALL_ELSE = '1';

/**
 * The turn is part of the key, so that the place of one turn is never taken away by who judged another.
 * @param number of acceptance; 0 of what version 0.1.0 accepted, which came before all others
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
