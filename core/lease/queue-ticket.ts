/**
 * The truth about one turn of one request, in the request's own partition. It never goes back: WAITING, GRANTED
 * under a fence, ENDED. A request that steps aside for an approval comes back with its next turn.
 */
export interface QueueTicket {
  readonly turn: number;
  readonly state: 'WAITING' | 'GRANTED' | 'ENDED';
  /** Where the grant is answered to: the token of the latest attempt. */
  readonly taskToken?: string;
  /** When that was issued: an attempt that hung does not overwrite the token of a later one. */
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
