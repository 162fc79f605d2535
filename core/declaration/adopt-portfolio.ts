import type { ShareEntry, WantedShare } from '../ledger/wanted-share.ts';
import { type Finding, overallSeverity } from '../principals/finding.ts';
import { identityOfPrincipal } from '../principals/identity-of-principal.ts';
import { parsePrincipal } from '../principals/parse-principal.ts';
import { weighRisk } from '../principals/weigh-risk.ts';
import { type Reality, sharesOf } from '../reconciliation/reality.ts';
import { type RiskPolicy, riskSharesOf } from '../reconciliation/risk-policy.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import { isSameRecipient } from '../share/recipient.ts';
import { areEqual } from '../share/share-plan.ts';
import type { DeclaredPortfolio } from './declared.ts';

/** What adopting a portfolio changes. */
export interface Adoption {
  readonly declared: DeclaredPortfolio;
  /** Shares whose wish is to be written, each with the entry that it replaces. */
  readonly toKeep: readonly { readonly entry: ShareEntry; readonly wanted: WantedShare }[];
  /** Principals that no request could name: adopted, and not declared. */
  readonly unreadable: readonly RequestedPrincipal[];
  /** Wanted shares that are not there: left as they are. */
  readonly missing: readonly ShareEntry[];
  readonly findings: readonly Finding[];
}

interface AdoptionInput {
  readonly portfolioId: string;
  readonly entries: readonly ShareEntry[];
  readonly reality: Reality;
  readonly risk: RiskPolicy;
  readonly partition: string;
  /** ISO 8601. */
  readonly now: string;
}

/** Makes the real shares the wanted ones, with the risk that they have: whoever adopts has read it. */
export function adoptPortfolio({
  portfolioId,
  entries,
  reality,
  risk,
  partition,
  now,
}: AdoptionInput): Adoption {
  const { principals: all = [], power } = reality;
  const principals = all.filter((one) => parsePrincipal(one, partition).ok);
  const shares = sharesOf(reality);
  const findings = findingsOf(reality, risk);
  const wantedOf = (entry: ShareEntry, share: (typeof shares)[number]): WantedShare => ({
    shareTagOptions: share.shareTagOptions,
    sharePrincipals: share.sharePrincipals,
    principals: principals.map((one) => ({ ...one, askedBy: askedBy(entry, one) })),
    requestId: entry.wanted?.requestId ?? ADOPTED,
    requestKey: entry.wanted?.requestKey ?? ADOPTED,
    keptAt: now,
    severity: overallSeverity(findings),
    lentRights:
      power?.readable === true && power.launchConstraints.length + power.stackSetConstraints.length > 0,
    alreadyReached: entry.wanted?.alreadyReached ?? { count: 0, accounts: [] },
  });
  const toKeep = shares.flatMap((share) => {
    const entry = entries.find(({ recipient }) => isSameRecipient(recipient, share.recipient)) ?? {
      portfolioId,
      recipient: share.recipient,
      generation: 0,
      decidedSequence: 0,
      inFlight: [],
    };
    const wanted = wantedOf(entry, share);
    const isKept = entry.wanted && areEqual(entry.wanted, wanted) && namesAll(entry.wanted, principals);
    return isKept ? [] : [{ entry, wanted }];
  });
  const missing = entries.filter(
    (entry) => entry.wanted && !shares.some(({ recipient }) => isSameRecipient(recipient, entry.recipient)),
  );
  const unreadable = all.filter((one) => !principals.includes(one));
  return { declared: { portfolioId, principals, shares }, toKeep, unreadable, missing, findings };
}

const ADOPTED = 'ADOPTED';

function findingsOf(reality: Reality, risk: RiskPolicy): Finding[] {
  const [share, ...otherShares] = riskSharesOf(reality, risk);
  if (!share) return [];
  const {
    principals: existing = [],
    power = { readable: true, launchConstraints: [], stackSetConstraints: [] },
  } = reality;
  const findings = weighRisk({ existing, requested: [], share, otherShares, power, policy: risk.policy });
  return findings.filter(({ severity }) => severity !== 'NONE');
}

function askedBy({ wanted }: ShareEntry, principal: RequestedPrincipal): string {
  const before = wanted?.principals.find(
    (one) => identityOfPrincipal(one) === identityOfPrincipal(principal),
  );
  return before?.askedBy ?? ADOPTED;
}

function namesAll({ principals }: WantedShare, all: readonly RequestedPrincipal[]): boolean {
  const named = new Set(principals.map(identityOfPrincipal));
  return all.every((one) => named.has(identityOfPrincipal(one)));
}
