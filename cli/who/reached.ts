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

/**
 * What reaches it now, portfolio by portfolio: from Service Catalog, with what the ledger knows.
 * @param accountId the stack's
 */
export async function readReached(
  what: What,
  accountId: string,
  onProgress: (text: string) => void,
): Promise<ReachedPortfolio[]> {
  const portfolios = await meant(what, accountId, onProgress);
  const reached: ReachedPortfolio[] = [];
  const find = async (one: NamedPortfolio) => {
    const found = await readOne(what, one.portfolioId);
    return found && { ...one, ...found };
  };
  let read = 0;
  for await (const found of someAtOnce(portfolios, PORTFOLIOS_AT_ONCE, find)) {
    onProgress(`${++read} of ${portfolios.length} portfolios were read …`);
    if (found) reached.push(found);
  }
  return reached;
}

interface NamedPortfolio {
  readonly portfolioId: string;
  readonly displayName: string;
}

/** All portfolios, or the one that was asked about. @throws NotDone where that is not the stack's own */
async function meant(
  what: What,
  accountId: string,
  onProgress: (text: string) => void,
): Promise<readonly NamedPortfolio[]> {
  if (what.kind !== 'PORTFOLIO')
    return listPortfolios((count) => onProgress(`${count} portfolios were listed …`));
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
    what.kind === 'PRINCIPAL' ? matchingIn(await listPrincipals(portfolioId), what.arn) : undefined;
  if (matching?.length === 0) return undefined;
  const shares: ShareAsIs[] = [];
  for (const type of typesOf(what)) shares.push(...(await listShares(portfolioId, type)));
  const reaching = shares.filter((share) => reaches(what, share));
  if ('reachedBy' in what && reaching.length === 0) return undefined;
  const { entries } = await readPortfolioRecord(portfolioId);
  return {
    principals: matching ?? (await listPrincipals(portfolioId)),
    shares: await Promise.all(reaching.map((share) => explained(share, entries))),
    ...(what.kind === 'ACCOUNT' && { isListed: (await listPortfolioAccess(portfolioId)).includes(what.id) }),
  };
}

function matchingIn(principals: readonly RequestedPrincipal[], arn: string): readonly RequestedPrincipal[] {
  return principals.filter(({ principalArn }) => principalArn === arn || matchesPrincipal(principalArn, arn));
}

function typesOf(what: What): readonly ShareType[] {
  if ('reachedBy' in what) {
    const types = new Set(what.reachedBy.map(({ type }) => type));
    return RECIPIENT_TYPES.filter((type) => types.has(type));
  }
  return what.kind === 'PRINCIPAL' ? ['ORGANIZATION', 'ORGANIZATIONAL_UNIT'] : RECIPIENT_TYPES;
}

/** Principals have effect only at recipients with which their names are shared. */
function reaches(what: What, { recipient, sharePrincipals }: ShareAsIs): boolean {
  if ('reachedBy' in what) return what.reachedBy.some((one) => isSameRecipient(one, recipient));
  return what.kind === 'PORTFOLIO' || sharePrincipals;
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
