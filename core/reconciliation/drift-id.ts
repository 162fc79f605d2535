import { createHash } from 'node:crypto';
import type { ShareEntry } from '../ledger/wanted-share.ts';
import { identityOfPrincipal } from '../principals/identity-of-principal.ts';
import { listedIdentity } from '../principals/listed-identity.ts';
import { boundConstraints, constraintMarks, type PortfolioPower } from '../principals/portfolio-power.ts';
import type { Difference } from './drift.ts';
import type { Reality } from './reality.ts';

/** The key of a difference's record in the ledger: what it is about, not what is wrong with it today. */
export function driftKeyOf({ kind, portfolioId, recipient, principal, accountId }: Difference): string {
  const subject = principal
    ? identityOfPrincipal(principal)
    : (accountId ?? (recipient && `${recipient.type} ${recipient.value}`) ?? portfolioId);
  return digest([kind, portfolioId, subject]);
}

/**
 * The same difference found twice has the same id. It changes with what was expected, what is found, the
 * share's generation, and the episode: a difference that was gone and is back is another one.
 */
export function driftIdOf(difference: Difference, episode: number): string {
  const { portfolioId, generation, expected, actual } = difference;
  const hash = digest([driftKeyOf(difference), expected, actual, episode]);
  return `drift-${portfolioId}-${hash}-g${generation}`;
}

/** The portfolio that a drift id names; `undefined` for what is no drift id. */
export function portfolioOfDrift(driftId: string): string | undefined {
  return /^drift-([a-zA-Z0-9_-]{1,100})-[0-9a-f]{20}-g\d+$/.exec(driftId)?.[1];
}

/** A short form of the id, unique within one portfolio: thousands of them have to fit into one item of 400 KB. */
export function driftMarkOf(driftId: string): string {
  return driftId.replace(/^.*-([0-9a-f]{12})[0-9a-f]{8}-g/, '$1-');
}

/**
 * One request may repair several differences of one share. Its id stands for all of them. Where policy has refused it, the
 * facts that this verdict depends on are in the id, too: so it stays refused while they stay the same, and is tried anew
 * once they change.
 * @param isAccessAlone then the generation is left out: it grows with each repair, though none may have helped
 */
export function repairIdOf(
  driftIds: readonly string[],
  generation: number,
  facts?: string,
  isAccessAlone = false,
): string {
  const ids = driftIds.map((id) => (isAccessAlone ? id.replace(/-g\d+$/, '') : id)).toSorted();
  const hash = digest(facts === undefined ? ids : [...ids, facts]);
  return isAccessAlone ? `repair-${hash}-access` : `repair-${hash}-g${generation}`;
}

/**
 * What a repair is judged by: the portfolio's principals, its shares, what launches lend, what is wanted and was
 * approved, listed or not, where the management account is, and what config.yml says.
 */
export function factsOf(
  { principals = [], power, shares }: Reality,
  entries: readonly ShareEntry[],
  managementNodes: readonly string[] | null,
  settings: object,
): string {
  const flags = Object.values(shares).flatMap((ofType) =>
    (ofType ?? []).map(({ recipient, shareTagOptions, sharePrincipals }) =>
      [recipient.type, recipient.value, shareTagOptions, sharePrincipals].join(' '),
    ),
  );
  const names = principals.map(listedIdentity).toSorted();
  return digest([
    names,
    flags.toSorted(),
    power ? powerFacts(power) : null,
    entries.flatMap(askedOf),
    managementNodes?.toSorted() ?? null,
    settings,
  ]);
}

function askedOf({ recipient: { type, value }, wanted, approved }: ShareEntry): string[] {
  if (!wanted && !approved) return [];
  const { sharePrincipals, principals = [] } = wanted ?? {};
  const yes = (approved ?? []).map(({ exposed, severity, constraints, limits = [] }) =>
    JSON.stringify([exposed, severity, constraints.toSorted(), limits.toSorted()]),
  );
  const names = principals.map(listedIdentity).toSorted();
  return [JSON.stringify([type, value, sharePrincipals, names, yes.toSorted()])];
}

/** By mark, sorted: a listing comes in no certain order. */
function powerFacts(power: PortfolioPower): unknown {
  return constraintMarks(power) ?? boundConstraints(power).toSorted();
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 20);
}
