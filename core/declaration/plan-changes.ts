import type { ShareEntry } from '../ledger/wanted-share.ts';
import { listedIdentity } from '../principals/listed-identity.ts';
import { asKnown, knownOf } from '../reconciliation/as-known.ts';
import { type Reality, sharesOf } from '../reconciliation/reality.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import { nobody, type Recipient } from '../share/recipient.ts';
import { areEqual, type ShareFlags } from '../share/share-plan.ts';
import type { DeclaredPortfolio, DeclaredShare } from './declared.ts';

/** One line of the plan: a declared share, or a share or principals that are there and not declared. Principals alone have the recipient NOBODY. */
export interface PlannedChange {
  readonly change: 'CREATE' | 'UPDATE' | 'UNCHANGED' | 'REMOVE' | 'DISASSOCIATE' | 'NOT_DECLARED';
  readonly portfolioId: string;
  readonly recipient: Recipient;
  readonly flags: ShareFlags;
  /** The principals that are requested with the share. With REMOVE and DISASSOCIATE: those that are taken off. */
  readonly principals: readonly RequestedPrincipal[];
  /** The differences, in words. Empty if there is none. */
  readonly because: readonly string[];
  /** From now on the share wants these principals and no others. */
  readonly isExact?: boolean;
}

export interface PlanInput {
  readonly declared: DeclaredPortfolio;
  readonly entries: readonly ShareEntry[];
  readonly reality: Reality;
  readonly prune: boolean;
}

/**
 * Compares the declaration of one portfolio with the ledger and with Service Catalog. A share is UNCHANGED only if it
 * agrees with both. With `prune` the plan removes shares and principals that are not declared. Without it, the plan
 * only names them.
 */
export function planChanges({ declared, entries, reality: listed, prune }: PlanInput): PlannedChange[] {
  const known = knownOf({ entries, adoptedPrincipals: declared.principals });
  const reality = asKnown(listed, {
    recipients: [...known.recipients, ...declared.shares.map(({ recipient }) => recipient)],
    principals: known.principals,
  });
  const isDeclared = new Set(declared.shares.map(({ recipient }) => nameOf(recipient)));
  const entryOf = new Map(entries.map((entry) => [nameOf(entry.recipient), entry]));
  const realOf = new Map(sharesOf(reality).map((share) => [nameOf(share.recipient), share]));
  const { portfolioId } = declared;
  const planned = declared.shares.map((share): PlannedChange => {
    const real = realOf.get(nameOf(share.recipient));
    const entry = entryOf.get(nameOf(share.recipient));
    const surplusOf = prune && real ? noLongerAsked(declared, entry) : [];
    const because = [...differences(declared, share, entry, real, reality), ...surplusOf];
    const change = !real ? 'CREATE' : because.length > 0 ? 'UPDATE' : 'UNCHANGED';
    return {
      change,
      portfolioId,
      recipient: share.recipient,
      flags: flagsOf(share),
      principals: declared.principals,
      because,
      ...(prune && { isExact: true }),
    };
  });
  const others = new Map([
    ...entries
      .filter(({ wanted }) => wanted)
      .map((entry) => [nameOf(entry.recipient), entry.recipient] as const),
    ...sharesOf(reality).map(({ recipient }) => [nameOf(recipient), recipient] as const),
  ]);
  const surplus = [...others].filter(([name]) => !isDeclared.has(name));
  const removed = surplus.map(([name, recipient], index): PlannedChange => {
    const flags = flagsOf(realOf.get(name));
    const isLast = index === surplus.length - 1;
    return {
      change: prune ? 'REMOVE' : 'NOT_DECLARED',
      portfolioId,
      recipient,
      flags,
      // The last removal takes the principals off: no other share needs them then.
      principals: prune && isLast ? principalsToGo(declared, entries, reality) : [],
      because: [realOf.has(name) ? 'it exists' : 'it is wanted, and does not exist'],
    };
  });
  const isTaken = prune && surplus.length > 0;
  const left = isTaken ? [] : principalsToGo(declared, entries, reality);
  if (left.length === 0) return [...planned, ...removed];
  const names = left.map(({ principalArn }) => principalArn).join(', ');
  const noLonger: PlannedChange = {
    change: prune ? 'DISASSOCIATE' : 'NOT_DECLARED',
    portfolioId,
    recipient: nobody(portfolioId),
    flags: flagsOf(),
    principals: left,
    because: [names],
  };
  return [...planned, ...removed, noLonger];
}

/** Both flags of a share, and nothing else of it. */
function flagsOf({ shareTagOptions = false, sharePrincipals = false }: Partial<ShareFlags> = {}): ShareFlags {
  return { shareTagOptions, sharePrincipals };
}

/** The principals that a share wanted, and that are no longer declared. */
function noLongerAsked({ principals }: DeclaredPortfolio, entry: ShareEntry | undefined): string[] {
  const declared = new Set(principals.map(listedIdentity));
  const surplus = entry?.wanted?.principals.filter((one) => !declared.has(listedIdentity(one))) ?? [];
  return surplus.length === 0
    ? []
    : [`no longer wants ${surplus.length} principal${surplus.length > 1 ? 's' : ''}`];
}

function differences(
  { principals }: DeclaredPortfolio,
  share: DeclaredShare,
  entry: ShareEntry | undefined,
  real: ShareFlags | undefined,
  reality: Reality,
): string[] {
  if (!real) return [];
  const wanted = entry?.wanted;
  const associated = new Set(reality.principals?.map(listedIdentity));
  const asked = new Set(wanted?.principals.map(listedIdentity));
  const lacking = principals.filter((one) => !associated.has(listedIdentity(one))).length;
  const unasked = principals.filter((one) => !asked.has(listedIdentity(one))).length;
  return [
    ...flagChanges(share, real),
    ...(lacking > 0 ? [`associates ${lacking} principal${lacking > 1 ? 's' : ''}`] : []),
    ...(entry?.end?.access === 'NOT_ALL' ? ['gives access to accounts that lack it'] : []),
    ...(!wanted ? ['records it in the ledger'] : []),
    ...(wanted && !areEqual(share, wanted) && areEqual(share, real)
      ? ['records its flags in the ledger']
      : []),
    ...(wanted && lacking === 0 && unasked > 0 ? ['records its principals in the ledger'] : []),
  ];
}

function flagChanges(share: ShareFlags, real: ShareFlags): string[] {
  return (['shareTagOptions', 'sharePrincipals'] as const)
    .filter((flag) => share[flag] !== real[flag])
    .map((flag) => `${flag}: ${real[flag]} -> ${share[flag]}`);
}

/** Principals that our requests associated, and that are no longer declared. */
function principalsToGo(
  declared: DeclaredPortfolio,
  entries: readonly ShareEntry[],
  { principals = [] }: Reality,
): RequestedPrincipal[] {
  const needed = new Set(declared.principals.map(listedIdentity));
  const brought = entries.flatMap(({ wanted, leftBehind = [] }) => [
    ...(wanted?.principals ?? []),
    ...leftBehind,
  ]);
  const ours = new Set(brought.map(listedIdentity));
  return principals.filter((one) => !needed.has(listedIdentity(one)) && ours.has(listedIdentity(one)));
}

function nameOf({ type, value }: Recipient): string {
  return `${type} ${value}`;
}
