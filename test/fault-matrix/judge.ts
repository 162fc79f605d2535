import type { Sandbox } from '../../sandbox/sandbox.ts';
import { turnsOf } from '../storm/turns.ts';
import { untruths } from '../storm/untruths.ts';
import { UNIT } from '../workflow/requests.ts';
import type { Cell } from './cell.ts';
import { distinctOutcomes } from './distinct-outcomes.ts';
import { wishesOf } from './rival.ts';
import type { Ended } from './world.ts';

export interface Verdict {
  /** E.g. `CREATED`, or `UNKNOWN SHARE_STATUS_UNKNOWN`. */
  readonly outcome: string;
  readonly problems: readonly string[];
}

/** Exactly one outcome, a lease that nobody holds, and a share that is as the outcome says. */
export function judge(
  cell: Cell,
  { requestId, hasMetFault, outcomes, rivalOutcomes, leftBehind }: Ended,
  sandbox: Sandbox,
): Verdict {
  const [first] = outcomes;
  const { effect = 'none', failure } = first?.detail ?? {};
  const distinct = distinctOutcomes(outcomes);
  const share = sandbox.simulator.controls
    .portfolio(requestId)
    .nodeShares.find(({ node }) => node.id === UNIT);
  const isTrue = rivalOutcomes.length > 0 || agrees(effect, cell, share);
  const together = [...outcomes.slice(0, 1), ...rivalOutcomes.slice(0, 1)];
  const untrue =
    rivalOutcomes.length === 0
      ? []
      : untruths(
          wishesOf(cell, requestId),
          together,
          turnsOf(sandbox),
          (portfolioId) => sandbox.simulator.controls.portfolio(portfolioId).nodeShares,
        );
  return {
    outcome: failure ? `${effect} ${failure.code}` : effect,
    problems: [
      ...(hasMetFault ? [] : ['the call was not made']),
      ...(distinct === 1 ? [] : [`${distinct} distinct outcomes`]),
      ...(distinctOutcomes(rivalOutcomes) <= 1 ? [] : ['distinct outcomes of the rival']),
      ...untrue,
      ...(leftBehind === '' ? [] : [`the lease is ${leftBehind}`]),
      ...(isTrue ? [] : [`${effect} is claimed, and the share is ${JSON.stringify(share)}`]),
    ],
  };
}

function agrees(
  effect: string,
  { flavour }: Cell,
  share: { readonly shareTagOptions: boolean; readonly sharePrincipals: boolean } | undefined,
): boolean {
  const asAsked = share?.sharePrincipals === true && share.shareTagOptions === (flavour === 'UPDATE');
  const wasThere = ['UPDATE', 'UNSHARE', 'TWO_PATHS', 'CONFIRM'].includes(flavour);
  const asBefore = wasThere
    ? share?.sharePrincipals === (flavour === 'CONFIRM') && !share.shareTagOptions
    : share === undefined;
  switch (effect) {
    case 'CREATED':
      return asAsked;
    case 'UPDATED':
      // Principals alone may have been written.
      return asAsked || asBefore;
    case 'REMOVED':
      return share === undefined;
    case 'UNCHANGED':
      return asBefore;
    default:
      return effect === 'UNKNOWN';
  }
}
