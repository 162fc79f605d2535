import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { Values } from './dynamodb.ts';
import { OPEN_REQUEST } from './open-work.ts';
import {
  getItem,
  IS_REPEATABLE,
  type ItemKey,
  putNewItem,
  updateAndRead,
  updateItem,
  writeItem,
} from './table.ts';

/** Records a request unless its key is taken. @returns the record that is in the ledger, this or an earlier one */
export async function claimRequest(record: RequestRecord): Promise<StoredRequest> {
  const { requestKey, executionArn, acceptedAt } = record;
  const written = await putNewItem(
    { ...keyOf(requestKey), work: OPEN_REQUEST, workAt: acceptedAt, ...record },
    (standing) => standing.executionArn === executionArn && standing.acceptedAt === acceptedAt,
  );
  if (written.isDone) return record;
  if (!written.standing) throw new Error(`The ledger refused the claim of ${requestKey}, yet holds none`);
  return written.standing as unknown as StoredRequest;
}

export async function findRequest(requestKey: string): Promise<StoredRequest | undefined> {
  const item = await getItem(keyOf(requestKey));
  return item as StoredRequest | undefined;
}

export async function readRequest(requestKey: string): Promise<StoredRequest> {
  const record = await findRequest(requestKey);
  if (!record) throw new Error(`The ledger holds no request ${requestKey}: it was accepted, so it must`);
  return record;
}

/**
 * Sets attributes of a request that is under way; those given as `undefined` stay as they are.
 * @throws LeaseLost once its outcome is being decided: nothing more is done for it
 */
export async function recordProgress(
  requestKey: string,
  progress: Partial<Omit<RequestRecord, 'requestKey' | 'emittedAt'>>,
): Promise<void> {
  const { update, names, values } = setting(progress);
  const change = { update, names, values, condition: UNDER_WAY, isOurs: IS_REPEATABLE };
  if (await updateItem(keyOf(requestKey), change)) return;
  throw new FoliocastError('LeaseLost', 'The outcome of the request is decided, or just being decided');
}

/**
 * Records what a look showed. An attempt that was frozen, and goes on late, replaces no later look.
 * @param at ISO 8601: when it looked
 * @throws LeaseLost once the outcome is being decided
 * @throws LedgerUnavailable if a later look is recorded
 */
export async function recordSeen(
  requestKey: string,
  seen: Pick<RequestRecord, 'access'> | Partial<Pick<RequestRecord, 'verification' | 'phase'>>,
  at: string,
): Promise<void> {
  const { update, names, values } = setting(seen);
  const written = await writeItem(keyOf(requestKey), {
    update,
    names: { ...names, '#look': 'access' in seen ? 'access' : 'verification' },
    condition: `${UNDER_WAY} AND (attribute_not_exists(#look.lookedAt) OR #look.lookedAt <= :at)`,
    values: { ...values, ':at': at },
    isOurs: IS_REPEATABLE,
  });
  if (!written.isDone) throw whyNot(requestKey, written.standing, 'a later look is recorded');
}

/**
 * Records a number of a request. The first that is recorded stays: an attempt that was frozen may have drawn another.
 * @returns the one that is recorded
 * @throws LeaseLost once its outcome is being decided
 */
export async function recordNumber(
  requestKey: string,
  name: 'sequence' | 'number',
  number: number,
): Promise<number> {
  const item = await updateAndRead(keyOf(requestKey), {
    update: 'SET #name = if_not_exists(#name, :number)',
    names: { '#name': name },
    values: { ':number': number },
    condition: UNDER_WAY,
    isOurs: IS_REPEATABLE,
  });
  if (item) return Number(item[name]);
  throw new FoliocastError('LeaseLost', 'The outcome of the request is decided, or just being decided');
}

/** From now on nothing new is begun for the request. @returns the request as it is then */
export async function stopRequest(requestKey: string, at: string): Promise<StoredRequest> {
  const change = {
    update: 'SET stoppedAt = if_not_exists(stoppedAt, :now)',
    condition: 'attribute_exists(pk)',
    values: { ':now': at },
    isOurs: IS_REPEATABLE,
  };
  const written = await writeItem(keyOf(requestKey), change, 'ALL_NEW');
  if (!written.isDone)
    throw new Error(`The ledger holds no request ${requestKey}: it was accepted, so it must`);
  return written.item as unknown as StoredRequest;
}

/** Records the first decided outcome. @returns the one that is recorded, this or an earlier one */
export async function recordOutcome(requestKey: string, outcome: Outcome): Promise<Outcome> {
  const written = await writeItem(keyOf(requestKey), {
    update: 'SET outcome = :outcome, phase = :decided',
    condition: 'attribute_exists(pk) AND attribute_not_exists(outcome)',
    values: { ':outcome': outcome, ':decided': 'DECIDED' },
    // The outcome that stands is the outcome, whoever wrote it.
    isOurs: IS_REPEATABLE,
  });
  if (written.isDone) return outcome;
  const standing = written.standing?.outcome as Outcome | undefined;
  if (!standing) throw new Error(`The ledger refused the outcome of ${requestKey}, yet holds none`);
  return standing;
}

/** Puts a request last among those that the sweeper looks at. A request that has ended stays out. */
export async function recordLook(requestKey: string, at: string): Promise<void> {
  await updateItem(keyOf(requestKey), {
    update: 'SET workAt = :now',
    condition: 'attribute_exists(workAt)',
    values: { ':now': at },
    isOurs: IS_REPEATABLE,
  });
}

/** The sweeper leaves the request alone until then, unless somebody has made it due since it was read. */
export async function letSleep({ requestKey, workAt }: StoredRequest, until: string): Promise<void> {
  await updateItem(keyOf(requestKey), {
    update: 'SET workAt = :until',
    condition: 'attribute_exists(workAt) AND workAt = :seen',
    values: { ':until': until, ':seen': workAt ?? '' },
    isOurs: IS_REPEATABLE,
  });
}

/**
 * Records that an outcome is about to be emitted: from now on another attempt cannot know whether it was put.
 * @returns the request as it is then; `undefined` if the outcome was emitted already, or if somebody other than the
 * machine began to emit it within the last minute
 */
export async function beginEmission(
  requestKey: string,
  { attempt, now }: { readonly attempt: string; readonly now: string },
  by: 'MACHINE' | 'RECOVERY',
): Promise<StoredRequest | undefined> {
  const minuteAgo = new Date(Date.parse(now) - 60_000).toISOString();
  const change = {
    update: 'SET emittingAt = :now, emittingBy = :by, firstEmission = if_not_exists(firstEmission, :by)',
    condition:
      by === 'MACHINE'
        ? 'attribute_not_exists(emittedAt)'
        : '(attribute_not_exists(emittedAt) OR attribute_exists(resendAskedBy)) AND (attribute_not_exists(emittingAt) OR emittingAt < :before)',
    values: { ':now': now, ':by': attempt, ...(by === 'RECOVERY' && { ':before': minuteAgo }) },
    isOurs: ({ emittingBy }: Values) => emittingBy === attempt,
  };
  const written = await writeItem(keyOf(requestKey), change, 'ALL_NEW');
  return written.isDone ? (written.item as unknown as StoredRequest) : undefined;
}

/** The bus refused the event, so nobody got it: the next attempt is no repeat. One that has begun since goes on. */
export async function withdrawEmission(requestKey: string, attempt: string): Promise<void> {
  await updateItem(keyOf(requestKey), {
    update: 'REMOVE firstEmission, emittingAt',
    condition: 'emittingBy = :by',
    values: { ':by': attempt },
    isOurs: IS_REPEATABLE,
  });
}

/** After this the sweeper leaves the request alone, and the ledger keeps it until `expiresAt`. */
export async function recordEmission(
  requestKey: string,
  emittedAt: string,
  expiresAt: number,
): Promise<void> {
  await updateItem(keyOf(requestKey), {
    update:
      'SET emittedAt = if_not_exists(emittedAt, :now), phase = :emitted, expiresAt = if_not_exists(expiresAt, :expiresAt) REMOVE #work, workAt, resendAskedBy, emittingAt',
    names: { '#work': 'work' },
    values: { ':now': emittedAt, ':emitted': 'EMITTED', ':expiresAt': expiresAt },
  });
}

/** The condition under which something may still be done for a request. */
export const UNDER_WAY =
  'attribute_exists(pk) AND attribute_not_exists(stoppedAt) AND attribute_not_exists(outcome)';

/** The SET clause of some attributes; those that are `undefined` stay as they are. */
export function setting(attributes: Partial<RequestRecord>) {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return {
    update: `SET ${entries.map((_, i) => `#n${i} = :v${i}`).join(', ')}`,
    names: Object.fromEntries(entries.map(([name], i) => [`#n${i}`, name])),
    values: Object.fromEntries(entries.map(([, value], i) => [`:v${i}`, value])),
  };
}

/** Why a condition did not hold: the request was stopped for good, or another attempt came between. */
export function whyNot(
  requestKey: string,
  standing: Partial<Pick<StoredRequest, 'stoppedAt' | 'outcome'>> | Values | undefined,
  meanwhile: string,
): FoliocastError {
  return standing?.stoppedAt || standing?.outcome
    ? new FoliocastError('LeaseLost', 'The outcome of the request is decided, or just being decided')
    : new FoliocastError('LedgerUnavailable', `The ledger refused a step of ${requestKey}: ${meanwhile}`);
}

export function keyOf(requestKey: string): ItemKey {
  return { pk: `REQUEST#${requestKey}`, sk: 'REQUEST' };
}
