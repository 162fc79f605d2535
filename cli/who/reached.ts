import { readPortfolioRecord } from '../../aws/ledger/reconciliation.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import { listPortfolioAccess } from '../../aws/service-catalog/list-access.ts';
import { listPortfolios } from '../../aws/service-catalog/list-portfolios.ts';
import { listPrincipals } from '../../aws/service-catalog/principals.ts';
import { listShares, type ShareAsIs } from '../../aws/service-catalog/read-share.ts';
import type { ShareEntry } from '../../core/ledger/wanted-share.ts';
import { matchesPrincipal } from '../../core/principals/matches-principal.ts';
import type { RequestedPrincipal, Ticket } from '../../core/request/share-request.ts';
import {
  isSameRecipient,
  RECIPIENT_TYPES,
  type Recipient,
  type ShareType,
} from '../../core/share/recipient.ts';
import { NotDone } from '../command/failures.ts';
import { PORTFOLIOS_AT_ONCE, someAtOnce } from '../command/some-at-once.ts';
import { findPortfolio } from '../requests/find-portfolio.ts';
import { isGone } from '../requests/is-gone.ts';
import type { What } from './read-what.ts';

/** One share that reaches what was asked about, and why it is there. */
export interface ReachingShare {
  readonly recipient: Recipient;
  readonly shareTagOptions: boolean;
  readonly sharePrincipals: boolean;
  /** False while an account has not accepted. */
  readonly accepted: boolean;
  /** Absent where nobody asked Foliocast for it. */
  readonly asked?: {
    readonly requestId: string;
    readonly keptAt: string;
    readonly source?: string;
    readonly requestedBy?: string;
    readonly ticket?: Ticket;
    readonly approvedBy?: string;
  };
}

export interface ReachedPortfolio extends NamedPortfolio {
  /** All principals of the portfolio; if a principal was asked about, only those that match it. */
  readonly principals: readonly RequestedPrincipal[];
  readonly shares: readonly ReachingShare[];
  /** For an account: whether Service Catalog lists it, so that the share has reached it. */
  readonly isListed?: boolean;
}

export interface ReadingProgress {
  readonly onListed: (count: number) => void;
  /** After each portfolio, whether it is reached or not. @param of how many there are */
  readonly onRead: (read: number, of: number) => void;
}

/**
 * What reaches it now, portfolio by portfolio, as they are read: from Service Catalog, with what the ledger knows.
 * @param accountId the stack's
 */
export async function* readReached(
  what: What,
  accountId: string,
  { onListed, onRead }: ReadingProgress,
): AsyncGenerator<ReachedPortfolio> {
  const portfolios = await meant(what, accountId, onListed);
  const find = async (one: NamedPortfolio) => {
    try {
      const found = await readOne(what, one.portfolioId);
      return found && { ...one, ...found };
    } catch (error) {
      if (what.kind === 'PORTFOLIO' || !isGone(error)) throw error;
      return undefined;
    }
  };
  let read = 0;
  for await (const found of someAtOnce(portfolios, PORTFOLIOS_AT_ONCE, find)) {
    onRead(++read, portfolios.length);
    if (found) yield found;
  }
}

interface NamedPortfolio {
  readonly portfolioId: string;
  readonly displayName: string;
}

/** All portfolios, or the one that was asked about. @throws NotDone where that is not the stack's own */
async function meant(
  what: What,
  accountId: string,
  onListed: (count: number) => void,
): Promise<readonly NamedPortfolio[]> {
  if (what.kind === 'PRINCIPAL' && what.reachedBy?.length === 0) return [];
  if (what.kind !== 'PORTFOLIO') return listPortfolios(onListed);
  const found = await findPortfolio(what.portfolioId, accountId);
  if (!found.isOurs) throw new NotDone(`${found.why}. Check the id and --region.`);
  return [{ portfolioId: found.portfolioId, displayName: found.displayName }];
}

/** What most portfolios are left out by comes first: each call counts where there are thousands. */
async function readOne(
  what: What,
  portfolioId: string,
): Promise<Omit<ReachedPortfolio, keyof NamedPortfolio> | undefined> {
  const matching =
    what.kind === 'PRINCIPAL' ? matchingIn(await listPrincipals(portfolioId), what) : undefined;
  if (matching?.length === 0) return undefined;
  const shares: ShareAsIs[] = [];
  for (const type of typesOf(what)) shares.push(...(await listShares(portfolioId, type)));
  const reaching = shares.filter((share) => reaches(what, share));
  if (reachedByOf(what) && reaching.length === 0) return undefined;
  const { entries } = await readPortfolioRecord(portfolioId);
  return {
    principals: matching ?? (await listPrincipals(portfolioId)),
    shares: await Promise.all(reaching.map((share) => explained(share, entries))),
    ...(what.kind === 'ACCOUNT' && { isListed: (await listPortfolioAccess(portfolioId)).includes(what.id) }),
  };
}

function matchingIn(
  principals: readonly RequestedPrincipal[],
  { arn, reachedBy }: What & { readonly kind: 'PRINCIPAL' },
): readonly RequestedPrincipal[] {
  return principals.filter(
    ({ principalArn, principalType }) =>
      (principalArn === arn || matchesPrincipal(principalArn, arn)) &&
      // Other accounts inherit patterns alone.
      (reachedBy === undefined || principalType === 'IAM_PATTERN'),
  );
}

function typesOf(what: What): readonly ShareType[] {
  if ('isOwn' in what) return [];
  const reachedBy = reachedByOf(what);
  if (reachedBy) {
    const types = new Set(reachedBy.map(({ type }) => type));
    return RECIPIENT_TYPES.filter((type) => types.has(type));
  }
  return what.kind === 'PRINCIPAL' ? ['ORGANIZATION', 'ORGANIZATIONAL_UNIT'] : RECIPIENT_TYPES;
}

/** Principals have effect only at recipients with which their names are shared. */
function reaches(what: What, { recipient, sharePrincipals }: ShareAsIs): boolean {
  if (what.kind === 'PRINCIPAL' && !sharePrincipals) return false;
  const reachedBy = reachedByOf(what);
  return reachedBy === undefined || reachedBy.some((one) => isSameRecipient(one, recipient));
}

function reachedByOf(what: What): readonly Recipient[] | undefined {
  return 'reachedBy' in what ? what.reachedBy : undefined;
}

async function explained(share: ShareAsIs, entries: readonly ShareEntry[]): Promise<ReachingShare> {
  const wanted = entries.find(({ recipient }) => isSameRecipient(recipient, share.recipient))?.wanted;
  if (!wanted) return share;
  const record = wanted.requestKey === '' ? undefined : await findRequest(wanted.requestKey);
  const decision = record?.approval?.decision;
  const { requestId, keptAt, requester, requestedBy } = wanted;
  return {
    ...share,
    asked: {
      requestId,
      keptAt,
      ...(requester && { source: requester.source }),
      ...(requestedBy !== undefined && { requestedBy }),
      ...(record?.request.ticket && { ticket: record.request.ticket }),
      ...(decision?.decision === 'APPROVED' && { approvedBy: decision.by }),
    },
  };
}
