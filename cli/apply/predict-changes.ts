import { findTree } from '../../aws/ledger/kept-tree.ts';
import { listOrganizationAccounts } from '../../aws/organizations/list-organization-accounts.ts';
import { predictBound } from '../../aws/prediction/predict-bound.ts';
import { readKnown } from '../../aws/prediction/read-known.ts';
import { readPower } from '../../aws/service-catalog/read-power.ts';
import type { Config } from '../../core/config/config-schema.ts';
import type { PlannedChange } from '../../core/declaration/plan-changes.ts';
import type { ShareEntry } from '../../core/ledger/wanted-share.ts';
import { nodesAboveIn, type OrganizationTree } from '../../core/organization/organization-tree.ts';
import type { Prediction, Wish } from '../../core/prediction/predict.ts';
import { coversPrincipal } from '../../core/principals/policy-patterns.ts';
import type { Standing } from '../../core/reach/standing.ts';
import { type Reality, sharesOf } from '../../core/reconciliation/reality.ts';
import { isNamedByRule } from '../../core/request/is-requester-allowed.ts';
import { APPLY_SOURCE, actionOf } from './action-of.ts';

export type Predicted = Pick<Prediction, 'decision' | 'because' | 'findings' | 'reach'>;

/** Twenty accounts a page: a larger organization is read by the service alone, every hour. */
const MOST_PAGES = 25;

/** As the service keeps it, or read here where it keeps none yet: once, for all portfolios. */
export async function readTree(): Promise<OrganizationTree | undefined> {
  const kept = await findTree();
  if (kept) return kept;
  const nowMs = Date.now();
  // It only counts whom a change reaches.
  const accounts = await listOrganizationAccounts(nowMs, nowMs, MOST_PAGES).catch(() => undefined);
  return accounts && { readAt: new Date(nowMs).toISOString(), accounts };
}

interface Read {
  readonly entries: readonly ShareEntry[];
  readonly reality: Reality;
}

/**
 * What each change of one portfolio would do once those before it are done: the reckoning that the service makes
 * itself, from the same facts.
 */
export async function predictChanges(
  changes: readonly PlannedChange[],
  { entries, reality }: Read,
  { principals: policy, requests }: Pick<Config, 'principals' | 'requests'>,
  ownerAccountId: string,
  treeOnce: () => ReturnType<typeof readTree>,
): Promise<ReadonlyMap<PlannedChange, Predicted>> {
  const [first] = changes;
  const predicted = new Map<PlannedChange, Predicted>();
  if (!first) return predicted;
  const tree = await treeOnce();
  let power = await readPower(first.portfolioId);
  let standing: Standing = {
    shares: sharesOf(reality).map(({ recipient, ...flags }) => ({ ...flags, ...recipient })),
    principals: reality.principals ?? [],
  };
  for (const change of changes) {
    const wish: Wish = { ...change.flags, ...change, action: actionOf(change) };
    const requester = { account: ownerAccountId, source: APPLY_SOURCE };
    const above = tree && nodesAboveIn(tree, wish.recipient.value);
    const known = await readKnown(
      wish,
      {
        policy,
        ownerAccountId,
        entries,
        power,
        standing,
        ...(tree && { tree }),
        ...(above && { above }),
        isNamedByRule: isNamedByRule(requests, requester, wish, ownerAccountId, coversPrincipal),
      },
      Date.now(),
    );
    const { after, decision, because, findings, reach, input } = await predictBound(wish, known);
    power = input.power;
    predicted.set(change, { decision, because, findings, ...(reach && { reach }) });
    standing = after;
  }
  return predicted;
}
