import type { Logger } from '@aws-lambda-powertools/logger';
import { putEvent } from '../../aws/event-bus.ts';
import {
  findPlacement,
  type PlacementRecord,
  recordPlacement,
  recordPut,
} from '../../aws/ledger/placements.ts';
import { findParent, listAncestors } from '../../aws/organizations/organization-tree.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { Placed } from '../../core/vending/announcement.ts';
import { isDoubtful, type PlacementChange, placeAccount } from '../../core/vending/placement.ts';
import { requestsFor } from '../../core/vending/requests-for.ts';
import { PORTFOLIO_SHARE_REQUESTED } from '../../events/portfolio-share-requested.ts';
import { vendingPolicy } from '../task/settings.ts';
import { type Announcer, isDeaf, tellAnnouncer } from './tell-announcer.ts';

type Told = Placed & { readonly eventId: string };

/** How often to decide the placement anew if another event about the account comes in between. */
const MOST_TRIES = 10;

/** Each ticket that names the account has its own. One that is forgotten is put again, which changes nothing. */
const MOST_REQUEST_IDS = 500;

/** A live function puts its requests within this time. After that, the next event about the account puts them. */
const LEFT_BEHIND_MS = 30_000;

/**
 * Follows an account to the unit that it is said to be in. The requests are recorded with the placement first, and put
 * on the bus after that. If the function dies in between, a repeated attempt or the account's next event puts them.
 */
export async function followAccount(
  told: Told,
  announcer: Announcer,
  now: string,
  logger: Logger,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const standing = await findPlacement(told.accountId);
    if (standing && isToBePut(standing, told, now))
      await putRequests(standing.accountId, standing.pending, logger);
    const decided = await decide(told, standing, isYoung(announcer, now));
    if (decided === 'NOWHERE') {
      const because = `Organizations knows no account ${told.accountId}`;
      logger.warn('The account is nowhere', { ...told, because });
      if (isYoung(announcer, now)) throw new Error(because);
      return tellAnnouncer(announcer, 'NODE_NOT_FOUND', because, logger);
    }
    const { change, placement } = decided;
    const earlier = placement.generation === standing?.generation ? standing.requestIds : [];
    // The same stay again, but this event has a ticket that waits for an answer: requests of its own, which change
    // nothing.
    const isAsked = change === 'NEW_STAY' || told.ticket !== undefined;
    const requests = isAsked ? await requestsOf(placement, told) : [];
    if (requests.length === 0 && isAsked && !isDeaf(announcer)) {
      const because = `no rule of config.yml (vending) fits account ${told.accountId} in ${placement.parentId}`;
      await tellAnnouncer(announcer, 'NOTHING_TO_SHARE', because, logger);
    }
    const pending = requests.filter(({ requestId }) => !earlier.includes(requestId));
    const next: PlacementRecord = {
      ...placement,
      version: (standing?.version ?? 0) + 1,
      requestIds: [...earlier, ...pending.map(({ requestId }) => requestId)].slice(-MOST_REQUEST_IDS),
      pending: Object.fromEntries(pending.map((request) => [request.requestId, request])),
      decidedAt: pending.length > 0 || !standing ? now : standing.decidedAt,
    };
    if (!(await recordPlacement(standing, next))) continue;
    await putRequests(next.accountId, next.pending, logger);
    logger.info(change === 'NEW_STAY' ? 'The account has come' : 'The account is there already', {
      ...told,
      parentId: placement.parentId,
      generation: placement.generation,
      requests: pending.map(({ requestId }) => requestId),
    });
    return;
  }
  throw new FoliocastError(
    'LedgerUnavailable',
    `The placement of ${told.accountId} changed ${MOST_TRIES} times meanwhile`,
  );
}

/** Asks Organizations if the event does not name the unit, or may tell of an earlier time than we know of. */
async function decide(
  told: Told,
  standing: PlacementRecord | undefined,
  isNew: boolean,
): Promise<PlacementChange | 'NOWHERE'> {
  const { parentId: named } = told;
  if (named !== undefined && !isDoubtful(standing, { ...told, parentId: named }))
    return placeAccount(standing, { ...told, parentId: named });
  const parentId = await findParent(told.accountId);
  if (parentId === undefined) return 'NOWHERE';
  if (parentId === named) return placeAccount(standing, { ...told, parentId });
  const { happenedAt, movedFromId: _, ...asked } = told;
  if (isNew && named !== undefined && happenedAt === undefined)
    throw new Error(`Organizations has account ${told.accountId} in ${parentId}, not yet in ${named}`);
  return placeAccount(standing, { ...asked, parentId });
}

async function requestsOf(placement: PlacementRecord | Parameters<typeof requestsFor>[0], told: Told) {
  const { rules } = vendingPolicy;
  const ancestors = rules.some(({ includeChildren }) => includeChildren)
    ? await listAncestors(placement.parentId)
    : [];
  return requestsFor(placement, ancestors, rules, told);
}

/** For so long Organizations may not know a new account, or a move, everywhere. Lambda invokes again, after one minute and after two. */
const YOUNG_MS = 120_000;

function isYoung({ time }: Announcer, now: string): boolean {
  return Date.parse(now) - Date.parse(time) < YOUNG_MS;
}

/** Also if this very event was recorded before: that attempt may have died since. Putting twice is harmless. */
function isToBePut({ decidedAt, eventIds }: PlacementRecord, { eventId }: Told, now: string): boolean {
  return eventIds.includes(eventId) || Date.parse(now) - Date.parse(decidedAt) > LEFT_BEHIND_MS;
}

async function putRequests(
  accountId: string,
  requests: PlacementRecord['pending'],
  logger: Logger,
): Promise<void> {
  for (const detail of Object.values(requests)) {
    const { requestId, portfolioId } = detail;
    const eventId = await putEvent({
      source: 'foliocast.vending',
      detailType: PORTFOLIO_SHARE_REQUESTED,
      detail,
    });
    await recordPut(accountId, requestId);
    logger.info('Asked for a share', { eventId, requestId, portfolioId });
  }
}
