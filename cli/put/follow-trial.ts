import { setTimeout as pause } from 'node:timers/promises';
import { readRefusal } from '../../aws/find-refusal.ts';
import { readPlanned } from '../../aws/read-planned.ts';
import type { Started } from '../../aws/started-executions.ts';
import type { PortfolioSharePlannedDetail } from '../../events/portfolio-share-planned.ts';
import { NotDone } from '../command/failures.ts';

const BETWEEN_LOOKS_MS = 500;
/** A trial only reads. It takes longer only if AWS throttles it. */
const MOST_MS = 120_000;

/**
 * Waits for the answer to a request with `dryRun`.
 * @param started of the share machine, from before the event was put
 * @throws NotDone if it was refused, could not be tried, or has no answer in time
 */
export async function followTrial(started: Started, eventId: string): Promise<PortfolioSharePlannedDetail> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < MOST_MS) {
    await pause(BETWEEN_LOOKS_MS);
    const execution = (await started([eventId])).get(eventId);
    if (!execution) continue;
    const refusal = await readRefusal(execution.executionArn);
    if (refusal) throw new NotDone(`Refused, ${refusal.code}: ${refusal.cause}\nTo do: ${refusal.whatToDo}`);
    const answered = await readPlanned(execution.executionArn);
    if (answered?.planned) return answered.planned;
    if (answered?.error) {
      const { Error: name, Cause = '' } = answered.error;
      throw new NotDone(`It could not be tried: ${name}: ${Cause.slice(0, 500)}`);
    }
  }
  throw new NotDone(`The trial has no answer yet; PortfolioSharePlanned will tell it (event ${eventId}).`);
}
