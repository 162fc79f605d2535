import type { Sandbox } from '../../sandbox/sandbox.ts';
import { isRunning } from '../../sandbox/service-catalog/share-action.ts';
import { contradictions } from '../fault-matrix/distinct-outcomes.ts';
import { leaseLeft } from '../fault-matrix/lease-left.ts';
import { firstTellings } from './first-tellings.ts';
import { givenUp } from './given-up.ts';
import type { Item } from './invariants.ts';
import { turnsOf } from './turns.ts';
import { unapproved } from './unapproved.ts';
import { untoldPrincipals } from './untold-principals.ts';
import { untruths } from './untruths.ts';
import type { Wish } from './wishes.ts';

// biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
export type OutcomeEvent = { readonly 'detail-type': string; readonly detail: any };

/** A call of the service that was just answered. */
export interface Step {
  readonly sandbox: Sandbox;
  readonly ledger: ReadonlyMap<string, Item>;
  readonly body: string;
  readonly error: string | undefined;
}

export interface End {
  readonly sandbox: Sandbox;
  readonly wishes: readonly Wish[];
  readonly outcomes: readonly OutcomeEvent[];
}

/** What holds after each call of a storm, beside what holds of each write (invariants.ts). */
export const AFTER_EACH_CALL: Readonly<Record<string, (step: Step) => readonly string[]>> = {
  'Nothing is live that policy did not let pass.': ({ sandbox, ledger }) => unapproved(sandbox, ledger),
  'No write meets another write of ours that still runs.': ({ sandbox, body, error }) =>
    error !== 'InvalidStateException'
      ? []
      : sandbox.simulator.controls
          .shareActions()
          .filter(isRunning)
          // One of the same share may be the caller's own, whose answer it lost.
          .filter(({ nodeId }) => !body.includes(nodeId))
          .map(({ kind, nodeId }) => `${kind} of ${nodeId} ran when there came ${body}`),
};

/** What holds once a storm is over. */
export const AT_THE_END: Readonly<
  Record<string, (end: End) => readonly string[] | Promise<readonly string[]>>
> = {
  'Every request has an outcome.': ({ wishes, outcomes }) => {
    const told = new Set(outcomes.map(({ detail }) => detail.requestId));
    return wishes.map(({ requestId }) => requestId).filter((requestId) => !told.has(requestId));
  },
  'No request has two outcomes.': ({ outcomes }) => contradictions(outcomes),
  'An outcome is told once as the first.': ({ outcomes }) => firstTellings(outcomes),
  'A share is as the outcomes about it say.': ({ sandbox, wishes, outcomes }) =>
    untruths(wishes, outcomes, turnsOf(sandbox), (id) => sandbox.simulator.controls.portfolio(id).nodeShares),
  'What makes progress is not given up before its deadline.': ({ sandbox, outcomes }) =>
    givenUp(outcomes, sandbox.calls()),
  'No principal is on a portfolio that no outcome tells of.': ({ sandbox, wishes, outcomes }) =>
    untoldPrincipals(wishes, outcomes, (id) => sandbox.simulator.controls.portfolio(id).principals),
  'Nobody holds the lease or waits for it whom nobody will wake.': async ({ sandbox }) => {
    const left = await leaseLeft(sandbox);
    return left ? [left] : [];
  },
};
