import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import { OPEN_REQUEST } from './open-work.ts';
import { getItem, type ItemKey, putNewItem, updateItem } from './table.ts';

/** Records a request unless its key is taken; answers whether it is now recorded by this call. */
export function claimRequest(record: RequestRecord): Promise<boolean> {
  return putNewItem({
    ...keyOf(record.requestKey),
    work: OPEN_REQUEST,
    workAt: record.acceptedAt,
    ...record,
  });
}

export async function findRequest(requestKey: string): Promise<RequestRecord | undefined> {
  const item = await getItem(keyOf(requestKey));
  return item as RequestRecord | undefined;
}

export async function readRequest(requestKey: string): Promise<RequestRecord> {
  const record = await findRequest(requestKey);
  if (!record) throw new Error(`The ledger holds no request ${requestKey}: it was accepted, so it must`);
  return record;
}

/** Sets attributes of a request; those given as `undefined` are left as they are. */
export async function recordProgress(
  requestKey: string,
  progress: Partial<Omit<RequestRecord, 'requestKey' | 'outcome' | 'emittedAt'>>,
): Promise<void> {
  const entries = Object.entries(progress).filter(([, value]) => value !== undefined);
  await updateItem(keyOf(requestKey), {
    update: `SET ${entries.map((_, i) => `#n${i} = :v${i}`).join(', ')}`,
    names: Object.fromEntries(entries.map(([name], i) => [`#n${i}`, name])),
    values: Object.fromEntries(entries.map(([, value], i) => [`:v${i}`, value])),
  });
}

/** The first decided outcome stands: answers the one that does, be it this or an earlier one. */
export async function recordOutcome(requestKey: string, outcome: Outcome): Promise<Outcome> {
  const isFirst = await updateItem(keyOf(requestKey), {
    update: 'SET outcome = :outcome, phase = :decided',
    condition: 'attribute_exists(pk) AND attribute_not_exists(outcome)',
    values: { ':outcome': outcome, ':decided': 'DECIDED' },
  });
  if (isFirst) return outcome;
  const standing = (await readRequest(requestKey)).outcome;
  if (!standing) throw new Error(`The ledger refused the outcome of ${requestKey}, yet holds none`);
  return standing;
}

/** Puts a request last among those that the sweeper looks at; one that is no longer open stays closed. */
export async function recordLook(requestKey: string, at: string): Promise<void> {
  await updateItem(keyOf(requestKey), {
    update: 'SET workAt = :now',
    condition: 'attribute_exists(workAt)',
    values: { ':now': at },
  });
}

/** After this the sweeper leaves the request alone. */
export async function recordEmission(requestKey: string, emittedAt: string): Promise<void> {
  await updateItem(keyOf(requestKey), {
    update: 'SET emittedAt = if_not_exists(emittedAt, :now), phase = :emitted REMOVE #work, workAt',
    names: { '#work': 'work' },
    values: { ':now': emittedAt, ':emitted': 'EMITTED' },
  });
}

function keyOf(requestKey: string): ItemKey {
  return { pk: `REQUEST#${requestKey}`, sk: 'REQUEST' };
}
