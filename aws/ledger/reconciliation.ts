import type { ShareEntry } from '../../core/ledger/wanted-share.ts';
import { portfolioOfDrift } from '../../core/reconciliation/drift-id.ts';
import type { Acknowledgement, DriftRecord } from '../../core/reconciliation/drift-record.ts';
import type { Reading } from '../../core/reconciliation/reading.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { flightsIn } from './flights.ts';
import { queryPartition } from './queries.ts';
import { entryOf } from './shares.ts';
import { getItem, IS_REPEATABLE, putItem, putItemIf, updateItem } from './table.ts';

/** All that the ledger knows of one portfolio. */
export interface PortfolioRecord {
  readonly portfolioId: string;
  readonly entries: readonly ShareEntry[];
  /** Keys of requests that were accepted and have no outcome yet, as far as is known. */
  readonly inFlight: readonly string[];
  readonly adoptedPrincipals: readonly RequestedPrincipal[];
  readonly drifts: readonly DriftRecord[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/** One query, read consistently: the partition holds shares, drifts and acknowledgements alike. */
export async function readPortfolioRecord(portfolioId: string): Promise<PortfolioRecord> {
  const items = await queryPartition(pkOf(portfolioId), '');
  const startingWith = (prefix: string) => items.filter(({ sk }) => sk.startsWith(prefix));
  const entries = startingWith('SHARE#').map(entryOf);
  return {
    portfolioId,
    entries,
    inFlight: [...new Set([...entries.flatMap(({ inFlight }) => inFlight), ...flightsIn(items)])],
    adoptedPrincipals: adoptedOf(items.find(({ sk }) => sk === 'PORTFOLIO')),
    drifts: startingWith('DRIFT#') as unknown as DriftRecord[],
    acknowledgements: startingWith('ACKNOWLEDGEMENT#') as unknown as Acknowledgement[],
  };
}

function adoptedOf(item: Readonly<Record<string, unknown>> | undefined): readonly RequestedPrincipal[] {
  return (item?.adoptedPrincipals as readonly RequestedPrincipal[] | undefined) ?? [];
}

/** Replaces what was recorded of the same difference before: the latest reading counts, whichever is written last. */
export async function recordDrift(record: DriftRecord, expiresAt: number): Promise<void> {
  const { difference, driftKey, lastDetectedAt } = record;
  await putItemIf(
    { pk: pkOf(difference.portfolioId), sk: `DRIFT#${driftKey}`, ...record, expiresAt },
    {
      condition:
        'attribute_not_exists(lastDetectedAt) OR lastDetectedAt < :at OR (lastDetectedAt = :at AND attribute_not_exists(endedAt))',
      values: { ':at': lastDetectedAt },
      isOurs: IS_REPEATABLE,
    },
  );
}

/** The acknowledgement of a drift that is gone expires, and of one that stands it expires later. */
export async function expireAcknowledgement(driftId: string, expiresAt: number): Promise<void> {
  const portfolioId = portfolioOfDrift(driftId);
  if (portfolioId === undefined) return;
  await updateItem(
    { pk: pkOf(portfolioId), sk: `ACKNOWLEDGEMENT#${driftId}` },
    {
      update: 'SET expiresAt = :expiresAt',
      condition: 'attribute_exists(pk)',
      values: { ':expiresAt': expiresAt },
      isOurs: IS_REPEATABLE,
    },
  );
}

/** The difference is gone; should it come back, that is another episode. */
export async function endDrift({ difference, driftKey, driftId }: DriftRecord, now: string): Promise<void> {
  await updateItem(
    { pk: pkOf(difference.portfolioId), sk: `DRIFT#${driftKey}` },
    {
      update: 'SET endedAt = :now',
      condition: 'driftId = :id AND attribute_not_exists(endedAt)',
      values: { ':now': now, ':id': driftId },
      isOurs: IS_REPEATABLE,
    },
  );
}

/** Somebody was told of the drift. */
export async function recordTold({ difference, driftKey, driftId }: DriftRecord, now: string): Promise<void> {
  await updateItem(
    { pk: pkOf(difference.portfolioId), sk: `DRIFT#${driftKey}` },
    {
      update: 'SET toldAt = if_not_exists(toldAt, :now)',
      condition: 'driftId = :id',
      values: { ':now': now, ':id': driftId },
      isOurs: IS_REPEATABLE,
    },
  );
}

/**
 * A repair of the drift is asked for: with other facts its refusal is judged anew.
 * @param facts absent where it is not asked under its plain id
 */
export async function recordAsked(
  { difference, driftKey, driftId }: DriftRecord,
  facts: string | undefined,
): Promise<void> {
  await updateItem(
    { pk: pkOf(difference.portfolioId), sk: `DRIFT#${driftKey}` },
    {
      update: facts === undefined ? 'REMOVE askedWith' : 'SET askedWith = :facts',
      condition: 'driftId = :id',
      values: { ':id': driftId, ...(facts !== undefined && { ':facts': facts }) },
      isOurs: IS_REPEATABLE,
    },
  );
}

/**
 * The later acknowledgement counts, whichever is delivered last. It expires unless its drift is seen: nobody knows
 * whether it ever will be.
 */
export async function recordAcknowledgement(
  acknowledgement: Acknowledgement,
  expiresAt: number,
): Promise<void> {
  const portfolioId = portfolioOfDrift(acknowledgement.driftId);
  if (portfolioId === undefined) throw new Error(`${acknowledgement.driftId} is no drift id`);
  const { driftId, at, by, until } = acknowledgement;
  await updateItem(
    { pk: pkOf(portfolioId), sk: `ACKNOWLEDGEMENT#${driftId}` },
    {
      update: `SET driftId = :id, #at = :at, #by = :by, expiresAt = :expiresAt${until === undefined ? ' REMOVE #until' : ', #until = :until'}`,
      condition: 'attribute_not_exists(#at) OR #at <= :at',
      names: { '#at': 'at', '#by': 'by', '#until': 'until' },
      values: {
        ':id': driftId,
        ':at': at,
        ':by': by,
        ':expiresAt': expiresAt,
        ...(until !== undefined && { ':until': until }),
      },
      isOurs: IS_REPEATABLE,
    },
  );
}

/** What a first reading found, for the second to compare with. */
interface FirstReading {
  /** See driftMarkOf. */
  readonly marks: readonly string[];
  readonly again: Reading;
  /** See factsOf; absent of a reading from before they were kept. */
  readonly facts?: string;
}

/** A week: longer than any run takes, and than anybody looks into one. */
const KEPT_SECONDS = 7 * 86_400;

export async function recordReading(
  runId: string,
  portfolioId: string,
  { marks, again, facts }: FirstReading,
  now: string,
): Promise<void> {
  const expiresAt = Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS;
  await putItem({ pk: `RECONCILIATION#${runId}`, sk: pkOf(portfolioId), marks, again, facts, expiresAt });
}

export async function recordConfirmed(
  runId: string,
  portfolioId: string,
  confirmed: readonly string[],
): Promise<void> {
  await updateItem(
    { pk: `RECONCILIATION#${runId}`, sk: pkOf(portfolioId) },
    {
      update: 'SET confirmed = :confirmed',
      condition: 'attribute_exists(pk)',
      values: { ':confirmed': confirmed },
      isOurs: IS_REPEATABLE,
    },
  );
}

/** The marks of what the second reading saw, too; undefined where version 0.1.0 made it. */
export async function readConfirmed(
  runId: string,
  portfolioId: string,
): Promise<readonly string[] | undefined> {
  const item = await getItem({ pk: `RECONCILIATION#${runId}`, sk: pkOf(portfolioId) });
  return item?.confirmed as readonly string[] | undefined;
}

/**
 * Claims a part of a larger run: a repeated step puts its event again. After an hour, somebody means it to run again.
 * @returns false if another execution has it
 */
export function claimPart(part: string, claimedBy: string, now: string): Promise<boolean> {
  const nowMs = Date.parse(now);
  const expiresAt = Math.floor(nowMs / 1000) + KEPT_SECONDS;
  const hourAgo = new Date(nowMs - 3_600_000).toISOString();
  return updateItem(
    { pk: `RECONCILIATION#${part}`, sk: 'RUN' },
    {
      update: 'SET claimedBy = :by, claimedAt = :now, expiresAt = :expiresAt',
      condition: 'attribute_not_exists(claimedBy) OR claimedBy = :by OR claimedAt < :hourAgo',
      values: { ':by': claimedBy, ':now': now, ':expiresAt': expiresAt, ':hourAgo': hourAgo },
      isOurs: IS_REPEATABLE,
    },
  );
}

export async function readReading(runId: string, portfolioId: string): Promise<FirstReading> {
  const item = await getItem({ pk: `RECONCILIATION#${runId}`, sk: pkOf(portfolioId) });
  if (!item) throw new Error(`The ledger holds no first reading of ${portfolioId} by ${runId}`);
  return item as unknown as FirstReading;
}

/**
 * Claims the next look at a portfolio that somebody changed. Of many changes in a row, the first one claims, and its look
 * comes after all of them.
 * @returns false if such a look is still to come
 */
export function claimLook(
  portfolioId: string,
  lookAt: string,
  now: string,
  claimedBy: string,
): Promise<boolean> {
  return updateItem(
    { pk: pkOf(portfolioId), sk: 'LOOK' },
    {
      update: 'SET lookAt = :lookAt, claimedBy = :by',
      condition: 'attribute_not_exists(lookAt) OR lookAt <= :now OR claimedBy = :by',
      values: { ':lookAt': lookAt, ':now': now, ':by': claimedBy },
      isOurs: IS_REPEATABLE,
    },
  );
}

function pkOf(portfolioId: string): string {
  return `PORTFOLIO#${portfolioId}`;
}
