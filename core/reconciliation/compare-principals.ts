import type { Finding } from '../principals/finding.ts';
import { listedIdentity } from '../principals/listed-identity.ts';
import { weighRisk } from '../principals/weigh-risk.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import type { Difference } from './drift.ts';
import type { Reality } from './reality.ts';
import { type RiskPolicy, riskSharesOf } from './risk-policy.ts';
import type { Wanted } from './wanted.ts';

/** Principals that a wanted share needs and the portfolio lacks, and those that nobody asked for. */
export function comparePrincipals(wanted: Wanted, reality: Reality, risk: RiskPolicy): Difference[] {
  const { portfolioId, entries, adoptedPrincipals, underWay } = wanted;
  const { principals } = reality;
  if (!principals) return [];
  const kept = entries.filter((entry) => entry.wanted);
  const asked = new Set(
    [...kept.flatMap((entry) => entry.wanted?.principals ?? []), ...adoptedPrincipals].map(listedIdentity),
  );
  const present = new Set(principals.map(listedIdentity));
  const missing = new Map<string, Difference>();
  for (const { recipient, generation, wanted: share } of kept) {
    if (underWay.hasShare(recipient)) continue;
    for (const { principalArn, principalType } of share?.principals ?? []) {
      const principal = { principalArn, principalType };
      const identity = listedIdentity(principal);
      if (present.has(identity) || missing.has(identity) || underWay.hasPrincipal(principal)) continue;
      missing.set(identity, {
        kind: 'PRINCIPAL_MISSING',
        portfolioId,
        recipient,
        principal,
        generation,
        ...(share && { askedBy: share.requestId }),
        expected: { associated: true },
        actual: { associated: false },
        findings: [],
      });
    }
  }
  const notAsked = principals.filter(
    (principal) => !asked.has(listedIdentity(principal)) && !underWay.hasPrincipal(principal),
  );
  const leftBehind = new Map(
    entries
      .flatMap((entry) => entry.leftBehind ?? [])
      .map((principal) => [listedIdentity(principal), principal.askedBy]),
  );
  return [
    ...missing.values(),
    ...notAsked.map((principal): Difference => {
      const askedBy = leftBehind.get(listedIdentity(principal));
      return {
        kind: askedBy === undefined ? 'PRINCIPAL_NOT_ASKED_FOR' : 'PRINCIPAL_LEFT_BEHIND',
        portfolioId,
        principal,
        generation: 0,
        ...(askedBy !== undefined && { askedBy }),
        expected: { associated: false },
        actual: { associated: true },
        findings: findingsOf(principal, reality, risk),
      };
    }),
  ];
}

/** What the principal exposes on all shares that exist, wanted or not. */
function findingsOf(principal: RequestedPrincipal, reality: Reality, risk: RiskPolicy): Finding[] {
  const [share, ...otherShares] = riskSharesOf(reality, risk);
  if (!share) return [];
  const { principals = [], power = { readable: true, launchConstraints: [], stackSetConstraints: [] } } =
    reality;
  const existing = principals.filter((one) => listedIdentity(one) !== listedIdentity(principal));
  return weighRisk({
    existing,
    requested: [principal],
    share,
    otherShares,
    power,
    policy: risk.policy,
  }).filter(({ principalArn }) => principalArn === principal.principalArn);
}
