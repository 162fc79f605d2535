import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Seconds of the files that take longest, on two quiet cores. What is long begins first, so that the end of a run
 * does not wait for one file alone. A file that is not named here is short.
 */
const SECONDS: Readonly<Record<string, number>> = {
  'storm/storm.test.ts': 100,
  'chaos/chaos.test.ts': 80,
  'fault-matrix/processes.test.ts': 60,
  'fault-matrix/memory-1.test.ts': 30,
  'fault-matrix/memory-2.test.ts': 30,
  'fault-matrix/memory-3.test.ts': 30,
  'fault-matrix/memory-4.test.ts': 30,
  'cli/examples/run-example.test.ts': 27,
  'workflow/reconcile-size.test.ts': 22,
  'workflow/healing.test.ts': 15,
  'workflow/approvals.test.ts': 12,
  'packaging/bus-policy.test.ts': 11,
  'cli/at-a-stack.test.ts': 20,
  'cli/apply.test.ts': 11,
  'cli/sandbox.test.ts': 11,
  'workflow/reconcile-shares.test.ts': 10,
  'workflow/reconcile-random.test.ts': 8,
  'workflow/refused-calls.test.ts': 8,
  'cli/bench.test.ts': 8,
  'contract/bundles.test.ts': 6,
  'sandbox/test/state-machines/execution.test.ts': 6,
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
