import { setTimeout as pause } from 'node:timers/promises';
import { findPlanned } from '../../aws/find-planned.ts';
import { findRefusal } from '../../aws/find-refusal.ts';
import type { PortfolioSharePlannedDetail } from '../../events/portfolio-share-planned.ts';
import { NotDone } from '../command/failures.ts';
import { type Connection, machineArn } from '../connect/connection.ts';

const BETWEEN_LOOKS_MS = 500;
/** A trial only reads. It takes longer only if AWS throttles it. */
const MOST_MS = 120_000;

/**
 * Waits for the answer to a request with `dryRun`.
 * @throws NotDone if it was refused, could not be tried, or has no answer in time
 */
export async function followTrial(
  connection: Connection,
  eventId: string,
): Promise<PortfolioSharePlannedDetail> {
  const machine = machineArn(connection, 'share-portfolio');
  const startedAt = performance.now();
  while (performance.now() - startedAt < MOST_MS) {
    await pause(BETWEEN_LOOKS_MS);
    const refusal = await findRefusal(machine, eventId);
    if (refusal) throw new NotDone(`Refused, ${refusal.code}: ${refusal.cause}\nTo do: ${refusal.whatToDo}`);
    const answered = await findPlanned(machine, eventId);
    if (answered?.planned) return answered.planned;
    if (answered?.error) {
      const { Error: name, Cause = '' } = answered.error;
      throw new NotDone(`It could not be tried: ${name}: ${Cause.slice(0, 500)}`);
    }
  }
  throw new NotDone(`The trial has no answer yet; PortfolioSharePlanned will tell it (event ${eventId}).`);
}
