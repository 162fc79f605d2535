import { type Cost, idleMonth, type Work, workCosts } from '../../packaging/cost.ts';
import type { WireOutcome } from '../../sandbox/wire/message.ts';
import { indexWrites, unitsOf } from '../workflow/measure-ledger.ts';

/** What is billed, besides the sweeps of every minute: an idle month has those. */
export function createUsage() {
  const work: Record<keyof Work, number> & { calls: number } = {
    calls: 0,
    transitions: 0,
    invocations: 0,
    writes: 0,
    reads: 0,
    events: 0,
    logKilobytes: 0,
  };
  return {
    work: work as Readonly<typeof work>,
    count(what: keyof typeof work, amount = 1) {
      work[what] += amount;
    },
    /** Performs a call to the ledger so that it tells what it consumes. */
    async ofLedger(
      operation: string,
      body: string,
      perform: (body?: string) => Promise<WireOutcome>,
    ): Promise<WireOutcome> {
      const answer = await perform(JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: 'TOTAL' }));
      if (/^(Get|Query|Batch)/.test(operation)) work.reads += unitsOf(answer);
      else work.writes += unitsOf(answer) + indexWrites(body);
      return answer;
    },
  };
}

/** What a month of this costs. @param days that the work was done in */
export function monthOf(work: Work, days: number, packageDirectory: string): readonly Cost[] {
  const month = Object.fromEntries(Object.entries(work).map(([what, count]) => [what, (count * 30) / days]));
  return [...idleMonth(packageDirectory), ...workCosts(month as unknown as Work)];
}
