import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { listOpenRequests } from '../../aws/ledger/open-work.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { Lease } from '../../core/lease/lease.ts';
import { readPlace } from '../../core/lease/place.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { leaseScopes } from './lease-scopes.ts';
import type { OperatorFlags } from './read-operator-flags.ts';

/** Requests told one by one; the rest are counted. */
const MOST_TOLD = 50;

/** Who has the turn, who waits for it, and which requests have no outcome yet. */
export async function queue({ json }: OperatorFlags): Promise<readonly string[]> {
  const leases = await Promise.all(
    (await leaseScopes()).map(async (scope) => ({
      scope,
      ...(await leaseTable.read(scope)),
      ...(await waitingIn(scope)),
    })),
  );
  const keys = await listOpenRequests('9999', 1_000);
  const told = [
    ...new Set([
      ...leases.flatMap(({ holder, queue: waiting }) => [holder?.requestKey ?? '', ...waiting]),
      ...keys,
    ]),
  ]
    .filter((key) => key !== '')
    .slice(0, MOST_TOLD);
  const records = new Map(await Promise.all(told.map(async (key) => [key, await findRequest(key)] as const)));
  if (json)
    return [JSON.stringify({ leases, open: keys.length, requests: [...records.values()].map(inShort) })];
  const about = (key: string) => describe(key, records.get(key));
  const queued = new Set(
    leases.flatMap(({ holder, queue: waiting }) => [holder?.requestKey ?? '', ...waiting]),
  );
  const others = keys.filter((key) => !queued.has(key));
  return [
    ...leases.flatMap((lease) => tellLease(lease, about)),
    `${others.length} requests are under way beside the queue.`,
    ...others.slice(0, MOST_TOLD).map((key) => `  ${about(key)}`),
    'Next: npm run cancel -- REQUEST-ID, npm run release-lease, npm run pause; docs/runbook.md says when.',
  ];
}

interface Waiting {
  readonly queue: readonly string[];
  /** How many wait in all. */
  readonly waits: number;
}

/** The first who wait, in their order, and how many do. What waited under version 0.1.0 stands in the lease itself. */
async function waitingIn(scope: string): Promise<Waiting> {
  const { queue: listed = [] } = await leaseTable.read(scope);
  const places = (await leaseTable.firstPlaces(scope, MOST_TOLD)).map(readPlace);
  const first = places.filter(({ isFirstClass }) => isFirstClass).map(({ requestKey }) => requestKey);
  const others = places.filter(({ isFirstClass }) => !isFirstClass).map(({ requestKey }) => requestKey);
  const waits = listed.length + (await leaseTable.recount(scope));
  return { queue: [...first, ...listed, ...others], waits };
}

function tellLease(
  lease: Lease & Waiting & { readonly scope: string },
  about: (key: string) => string,
): string[] {
  const { scope, holder, draining, pausedAt, queue: waiting, waits } = lease;
  const state = holder
    ? `held since ${holder.grantedAt}${holder.confirmedAt ? '' : ', not taken up yet'}, fence ${holder.fence}`
    : draining
      ? `draining since ${draining.since}, at most until ${draining.until}`
      : 'free';
  return [
    `Lease ${scope}: ${state}${pausedAt ? `; PAUSED since ${pausedAt}` : ''}; ${waits} wait.`,
    ...(holder ? [`  has the turn: ${about(holder.requestKey)}`] : []),
    ...(draining ? [`  waited for:   ${about(draining.requestKey)}`] : []),
    ...waiting.slice(0, MOST_TOLD).map((key, at) => `  ${String(at + 1).padStart(4)}. ${about(key)}`),
    ...(waits > MOST_TOLD ? [`  and ${waits - MOST_TOLD} more`] : []),
  ];
}

function describe(key: string, record: RequestRecord | undefined): string {
  if (!record) return key;
  const { request, requester, phase, acceptedAt, cancelledBy, share } = record;
  const { requestId, action, portfolioId, recipient } = request;
  const seen = share ? `, share ${share.status}` : '';
  const cancelled = cancelledBy === undefined ? '' : `, cancelled by ${cancelledBy}`;
  return `${requestId} (${requester.source}) ${action} ${portfolioId} ${recipient.value}: ${phase} since ${acceptedAt}${seen}${cancelled}`;
}

function inShort(record: RequestRecord | undefined) {
  if (!record) return undefined;
  const { requestKey, requester, request, phase, acceptedAt, executionArn, cancelledBy, share } = record;
  return { requestKey, requester, request, phase, acceptedAt, executionArn, cancelledBy, share };
}
