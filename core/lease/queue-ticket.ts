/**
 * Where one turn of one request stands, in the request's own partition: WAITING, then GRANTED under a fence, then
 * ENDED, never back. A request that steps aside for an approval comes back with its next turn. Not to be mixed up with
 * the ticket of a ticket system (core/request/ticket.ts).
 */
export interface QueueTicket {
  readonly turn: number;
  readonly state: 'WAITING' | 'GRANTED' | 'ENDED';
  /** The token by which the grant is told: that of the latest attempt. */
  readonly taskToken?: string;
  /** Greater of a later attempt, as text: one that hung must not overwrite the token of a later one. */
  readonly tokenAt?: string;
  readonly scope?: string;
  readonly place?: string;
  readonly fence?: number;
  /** From then on no turn of this request begins. */
  readonly closedAt?: string;
}

/** Whether this turn still waits. */
export function waitsFor(ticket: QueueTicket | undefined, turn: number): boolean {
  return ticket?.turn === turn && ticket.state === 'WAITING' && ticket.closedAt === undefined;
}
