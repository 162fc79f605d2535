import type { Difference } from './drift.ts';
import { type Reality, sharesOf } from './reality.ts';
import type { Wanted } from './wanted.ts';

/**
 * Accounts that have access although no share reaches them: seen after Organizations access was disabled and enabled,
 * and after accounts left. Not while a request for a share is under way: its accounts come and go.
 */
export function compareAccess({ portfolioId, underWay }: Wanted, reality: Reality): Difference[] {
  const { access } = reality;
  if (!access || underWay.shares > 0) return [];
  const reached = new Set([
    ...access.inherited,
    ...sharesOf(reality).map(({ recipient }) => recipient.value),
  ]);
  return access.all
    .filter((accountId) => !reached.has(accountId))
    .map((accountId) => ({
      kind: 'ACCESS_WITHOUT_SHARE',
      portfolioId,
      accountId,
      generation: 0,
      expected: { access: false },
      actual: { access: true },
      findings: [],
    }));
}
