import type { ShareEntry } from '../ledger/wanted-share.ts';
import { RECIPIENT_TYPES } from '../share/recipient.ts';
import { areEqual, type ShareFlags } from '../share/share-plan.ts';
import type { Difference, DriftState } from './drift.ts';
import type { Reality, RealShare } from './reality.ts';
import type { Wanted } from './wanted.ts';

/** Shares that are missing, differ in their flags, were asked for by nobody, or go to an account directly. */
export function compareShares({ portfolioId, entries, underWay }: Wanted, reality: Reality): Difference[] {
  return RECIPIENT_TYPES.flatMap((type) => {
    const real = reality.shares[type];
    if (!real) return [];
    const known = new Map(
      entries.map((entry) => [`${entry.recipient.type} ${entry.recipient.value}`, entry]),
    );
    const realByValue = new Map(real.map((share) => [share.recipient.value, share]));
    const wanted = entries.filter(({ recipient, wanted }) => recipient.type === type && wanted);
    return [
      ...wanted.flatMap((entry) => missingOrOther(entry, realByValue.get(entry.recipient.value))),
      ...real.flatMap((share) => notToBe(portfolioId, share, known.get(`${type} ${share.recipient.value}`))),
    ].filter(({ recipient }) => recipient && !underWay.hasShare(recipient));
  });
}

function missingOrOther(
  { portfolioId, recipient, generation, wanted }: ShareEntry,
  real: RealShare | undefined,
): Difference[] {
  if (!wanted || (real && areEqual(wanted, real))) return [];
  return [
    {
      kind: real ? 'FLAGS_DIFFER' : 'SHARE_MISSING',
      portfolioId,
      recipient,
      generation,
      askedBy: wanted.requestId,
      expected: shared(wanted),
      actual: real ? shared(real) : { shared: false },
      findings: [],
    },
  ];
}

/** Security Hub's control ServiceCatalog.1 wants no account shares within an organization, wanted or not. */
function notToBe(portfolioId: string, real: RealShare, entry: ShareEntry | undefined): Difference[] {
  const { recipient } = real;
  const difference = {
    portfolioId,
    recipient,
    generation: entry?.generation ?? 0,
    // The last request that acted on it: one that failed, or one that removed it, and it is back.
    ...(entry?.end?.requestId && { askedBy: entry.end.requestId }),
    expected: { shared: false },
    actual: shared(real),
    findings: [],
  } as const;
  return [
    ...(entry?.wanted ? [] : [{ kind: 'SHARE_NOT_ASKED_FOR' as const, ...difference }]),
    ...(recipient.type === 'ACCOUNT' ? [{ kind: 'ACCOUNT_SHARE' as const, ...difference }] : []),
  ];
}

function shared({ shareTagOptions, sharePrincipals }: ShareFlags): DriftState {
  return { shared: true, shareTagOptions, sharePrincipals };
}
