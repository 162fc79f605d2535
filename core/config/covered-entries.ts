import { type Problem, problemAt } from '../problem.ts';
import type { Config } from './config-schema.ts';

/** Rules, approvers and announcers behind or before another one that admits all that they admit. */
export function coveredEntries({ requests, approvals, vending }: Config): Problem[] {
  const named = [
    ['requests.allow', requests.allow, coversRule],
    ['approvals.approvers', approvals.approvers, coversSources],
    ['vending.announcers', vending.announcers, coversSources],
  ] as const;
  return named.flatMap(([field, entries, covers]) =>
    entries.flatMap((entry, at) => {
      const by = entries.findIndex(
        (other, index) =>
          index !== at &&
          (covers as Covers)(other, entry) &&
          // Of two that are the same, the later one is told.
          (index < at || !(covers as Covers)(entry, other)),
      );
      if (by === -1) return [];
      const expected = `something that ${field}[${by}] does not admit: one that admits is enough`;
      return [problemAt(`${field}[${at}]`, entry, expected)];
    }),
  );
}

type Covers = (wide: object, narrow: object) => boolean;
type Rule = Config['requests']['allow'][number];
type Named = { readonly account: string; readonly sources: readonly string[] };

const coversSources = (wide: Named, narrow: Named) =>
  wide.account === narrow.account && holds(wide.sources, narrow.sources);

/** A node that is named counts for more than one that `*` admits, so nodes are compared as they are written. */
function coversRule(wide: Rule, narrow: Rule): boolean {
  return (
    holds(wide.accounts, narrow.accounts) &&
    holds(wide.sources, narrow.sources) &&
    narrow.actions.every((action) => wide.actions.includes(action)) &&
    holds(wide.portfolios, narrow.portfolios) &&
    narrow.nodes.every((node) => wide.nodes.includes(node)) &&
    (narrow.principals ? holds(wide.principals ?? [], narrow.principals) : !wide.principals)
  );
}

function holds(wide: readonly string[], narrow: readonly string[]): boolean {
  return wide.includes('*') || narrow.every((one) => wide.includes(one));
}
