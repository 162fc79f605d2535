import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Seconds of the files that take longest on two cores, in the larger of the tiers that run them. What is long begins
 * first, so that the end of a run does not wait for one file alone. A file that is not named here is short.
 */
const SECONDS: Readonly<Record<string, number>> = {
  'docs/shell-blocks.test.ts': 106,
  'cli/at-a-stack.test.ts': 102,
  'fault-matrix/processes.test.ts': 98,
  'storm/storm.test.ts': 93,
  'unknowns/unknowns.test.ts': 85,
  'fault-matrix/other.test.ts': 79,
  'storm/planted-defects.test.ts': 68,
  'days/days.test.ts': 63,
  'workflow/listed-not-arrived.test.ts': 61,
  'contract/cfn-lint.test.ts': 58,
  'fault-matrix/memory-2.test.ts': 55,
  'fault-matrix/memory-1.test.ts': 52,
  'cli/examples/run-example.test.ts': 49,
  'workflow/as-it-is.test.ts': 48,
  'small-account/cold-start.test.ts': 44,
  'small-account/burst.test.ts': 43,
  'docs/at-night.test.ts': 41,
  'chaos/chaos.test.ts': 39,
  'workflow/reconcile-shares.test.ts': 37,
  'workflow/share-portfolio.test.ts': 34,
  'cli/apply.test.ts': 29,
  'workflow/unshare.test.ts': 28,
  'packaging/refused-parameters.test.ts': 27,
  'workflow/refused-calls.test.ts': 26,
  'workflow/vending.test.ts': 26,
  'workflow/operate.test.ts': 25,
  'workflow/alarms.test.ts': 24,
  'cli/bench.test.ts': 23,
  'packaging/bus-policy.test.ts': 21,
  'workflow/repeated-steps.test.ts': 21,
  'cli/sandbox.test.ts': 20,
  'workflow/left-open.test.ts': 19,
  'workflow/reconcile-random.test.ts': 19,
  'workflow/sizes.test.ts': 19,
  'workflow/superseded.test.ts': 18,
  'workflow/accounts-that-leave.test.ts': 16,
  'sandbox/test/recorded/recorded.test.ts': 15,
  'workflow/missed-by-creation.test.ts': 15,
  'workflow/approvals/when-a-yes-holds.test.ts': 14,
  'workflow/ledger-year.test.ts': 14,
  'cli/apply/some-open.test.ts': 13,
  'cli/arguments.test.ts': 13,
  'docs/aws-lines.test.ts': 13,
  'workflow/authority.test.ts': 13,
  'workflow/unsettled-principals.test.ts': 12,
  'sandbox/test/state-machines/execution.test.ts': 11,
  'workflow/disassociate.test.ts': 11,
  'workflow/many-principals.test.ts': 11,
  'workflow/undelivered.test.ts': 11,
  'aws/ledger/lease-table.test.ts': 10,
  'cli/simulator.test.ts': 10,
  'core/reach/reach-in-simulator.test.ts': 10,
  'workflow/failing-shares.test.ts': 10,
  'workflow/halfway-of-first-release.test.ts': 10,
  'workflow/machines-of-first-release.test.ts': 10,
  'workflow/reconcile-size.test.ts': 10,
  'workflow/repeats-and-refusals.test.ts': 10,
  'workflow/unnamed-failures.test.ts': 10,
  'workflow/verify-account.test.ts': 10,
  'core/principals/risk-monotonic.test.ts': 9,
  'workflow/halfway-reconciliation-of-first-release.test.ts': 9,
  'workflow/reconcile-access.test.ts': 9,
  'workflow/tickets.test.ts': 9,
  'core/principals/thousand-names.test.ts': 8,
  'functions/lease/lease-interleavings.test.ts': 8,
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
