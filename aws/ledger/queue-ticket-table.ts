import type { LeaseStore } from '../../core/lease/lease-store.ts';
import type { QueueTicket } from '../../core/lease/queue-ticket.ts';
import { getItem, IS_REPEATABLE, type ItemKey, updateAndRead, updateAndReadOld } from './table.ts';

type QueueTickets = Pick<LeaseStore, 'readTicket' | 'beginTurn' | 'renewToken' | 'takeGrant' | 'closeTicket'>;

const names = { '#state': 'state' };
const OPEN = 'attribute_not_exists(closedAt)';

/** Tickets of the queue, each in its request's own partition. */
export const queueTicketTable: QueueTickets = {
  async readTicket(requestKey) {
    return asTicket(await getItem(keyOf(requestKey)));
  },

  async beginTurn({ requestKey, turn, taskToken, tokenAt, scope, place, acceptedAt }) {
    const begun = await updateAndRead(keyOf(requestKey), {
      update:
        'SET turn = :turn, #state = :waiting, taskToken = :token, tokenAt = :at, #scope = :scope, place = :place REMOVE fence, closedAt, expiresAt',
      condition: `attribute_not_exists(pk) OR closedAt < :acceptedAt OR (turn < :turn AND ${OPEN})`,
      names: { ...names, '#scope': 'scope' },
      values: {
        ':turn': turn,
        ':waiting': 'WAITING',
        ':token': taskToken,
        ':at': tokenAt,
        ':scope': scope,
        ':place': place,
        ':acceptedAt': acceptedAt,
      },
      isOurs: (standing) => standing.turn === turn && standing.taskToken === taskToken,
    });
    return asTicket(begun);
  },

  async renewToken({ requestKey, turn, taskToken, tokenAt }) {
    const renewed = await updateAndRead(keyOf(requestKey), {
      update: 'SET taskToken = :token, tokenAt = :at',
      condition: `turn = :turn AND #state <> :ended AND ${OPEN} AND (tokenAt < :at OR taskToken = :token)`,
      names,
      values: { ':turn': turn, ':ended': 'ENDED', ':token': taskToken, ':at': tokenAt },
      isOurs: IS_REPEATABLE,
    });
    return asTicket(renewed);
  },

  async takeGrant(requestKey, turn, fence) {
    const taken = await updateAndRead(keyOf(requestKey), {
      update: 'SET #state = :granted, fence = :fence',
      condition: `turn = :turn AND ${OPEN} AND (#state = :waiting OR (#state = :granted AND fence = :fence))`,
      names,
      values: { ':turn': turn, ':fence': fence, ':granted': 'GRANTED', ':waiting': 'WAITING' },
      isOurs: IS_REPEATABLE,
    });
    return asTicket(taken);
  },

  /** Makes the ticket where none is, so that an attempt that thaws later finds it closed. Months later none does. */
  async closeTicket(requestKey, at) {
    const before = await updateAndReadOld(keyOf(requestKey), {
      update:
        'SET #state = :ended, closedAt = if_not_exists(closedAt, :now), turn = if_not_exists(turn, :none), expiresAt = :expiresAt REMOVE taskToken',
      names,
      values: { ':ended': 'ENDED', ':now': at, ':none': 0, ':expiresAt': expiryOfTicket(at) },
    });
    return asTicket(before);
  },
};

const KEPT_SECONDS = 90 * 86_400;

function expiryOfTicket(at: string): number {
  return Math.floor(Date.parse(at) / 1000) + KEPT_SECONDS;
}

function asTicket(item: object | undefined): QueueTicket | undefined {
  return item && 'turn' in item ? (item as QueueTicket) : undefined;
}

function keyOf(requestKey: string): ItemKey {
  return { pk: `REQUEST#${requestKey}`, sk: 'TURN' };
}
