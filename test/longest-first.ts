import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Seconds of the files that take longest on two quiet cores, in the larger of the tiers that run them. What is long begins first, so that the end of a run
 * does not wait for one file alone. A file that is not named here is short.
 */
const SECONDS: Readonly<Record<string, number>> = {
  'fault-matrix/memory-1.test.ts': 360,
  'fault-matrix/memory-2.test.ts': 360,
  'fault-matrix/other.test.ts': 240,
  'storm/storm.test.ts': 110,
  'fault-matrix/processes.test.ts': 100,
  'unknowns/unknowns.test.ts': 90,
  'small-account/burst.test.ts': 80,
  'workflow/listed-not-arrived.test.ts': 70,
  'workflow/refused-calls.test.ts': 50,
  'cli/at-a-stack.test.ts': 48,
  'workflow/alarms.test.ts': 45,
  'chaos/chaos.test.ts': 40,
  'packaging/refused-parameters.test.ts': 36,
  'workflow/as-it-is.test.ts': 28,
  'cli/apply.test.ts': 21,
  'workflow/approvals.test.ts': 20,
  'cli/examples/run-example.test.ts': 20,
  'workflow/reconcile-shares.test.ts': 19,
  'workflow/reconcile-size.test.ts': 18,
  'workflow/tickets.test.ts': 17,
  'workflow/repeated-steps.test.ts': 16,
  'cli/sandbox.test.ts': 15,
  'workflow/operate.test.ts': 15,
  'sandbox/test/recorded/recorded.test.ts': 14,
  'workflow/superseded.test.ts': 14,
  'workflow/full-queue.test.ts': 14,
  'cli/bench.test.ts': 13,
  'workflow/left-open.test.ts': 13,
  'workflow/reconcile-random.test.ts': 13,
  'workflow/share-portfolio.test.ts': 12,
  'workflow/vending.test.ts': 12,
  'sandbox/test/state-machines/execution.test.ts': 11,
  'cli/arguments.test.ts': 8,
  'docs/transcript.test.ts': 8,
};

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const groups = Map.groupBy(files, ({ project }) => project.config.sequence.groupOrder);
    const inOrder = [...groups.keys()].sort((a, b) => a - b);
    return inOrder.flatMap((group) => (groups.get(group) ?? []).sort((a, b) => secondsOf(b) - secondsOf(a)));
  }
}

function secondsOf({ moduleId }: TestSpecification): number {
  return Object.entries(SECONDS).find(([file]) => moduleId.endsWith(`/${file}`))?.[1] ?? 0;
}
