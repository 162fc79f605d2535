import { isObject } from '../template/read-template.ts';
import type { BusEvent } from './bus-event.ts';

interface PutEventsResultEntry {
  readonly EventId?: string;
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
}

export interface PutEventsOutput {
  readonly FailedEntryCount: number;
  readonly Entries: readonly PutEventsResultEntry[];
}

/** An entry that may go on the bus named by `EventBusName`, or the error that AWS answers for it. */
export type ReadEntry =
  | { readonly status: 'ACCEPTED'; readonly eventBusName: string; readonly event: BusEvent }
  | { readonly status: 'REFUSED'; readonly error: PutEventsResultEntry };

export interface EntryContext {
  readonly newId: () => string;
  /** Nominal milliseconds since the epoch. */
  readonly now: number;
  readonly accountId: string;
  readonly region: string;
  /** Only AWS itself puts events of its own sources. */
  readonly isAws: boolean;
}

/** Reads one entry of PutEvents; each is accepted or refused on its own. */
export function readEntry(entry: unknown, { newId, now, accountId, region, isAws }: EntryContext): ReadEntry {
  const { Source, DetailType, Detail, Time, Resources, EventBusName } = isObject(entry) ? entry : {};
  if (typeof Source !== 'string' || Source === '') return refused('InvalidArgument', missing('Source'));
  if (typeof DetailType !== 'string' || DetailType === '') {
    return refused('InvalidArgument', missing('DetailType'));
  }
  if (typeof Detail !== 'string' || Detail === '') return refused('InvalidArgument', missing('Detail'));
  if (DetailType.length > 128)
    return refused('InvalidArgument', 'DetailType must be at most 128 characters.');
  if (Source.length > 256) return refused('InvalidArgument', 'Source must be at most 256 characters.');
  if (/^aws\./.test(Source) && !isAws) {
    return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  const detail = parseObject(Detail);
  if (!detail) return refused('MalformedDetail', 'Detail is malformed.');
  if (!canBeWritten(detail))
    return refused('MalformedDetail', 'Detail is nested deeper than is supported here.');
  return {
    status: 'ACCEPTED',
    eventBusName: typeof EventBusName === 'string' && EventBusName !== '' ? EventBusName : 'default',
    event: {
      version: '0',
      id: newId(),
      'detail-type': DetailType,
      source: Source,
      account: accountId,
      time: toSeconds(typeof Time === 'number' ? Time * 1000 : now),
      region,
      resources: Array.isArray(Resources) ? Resources.map(String) : [],
      detail,
    },
  };
}

/** What AWS counts; source: EventBridge user guide, "Calculating PutEvents event entry size". */
export function entryBytes(entry: unknown): number {
  const { Source, DetailType, Detail, Time, Resources } = isObject(entry) ? entry : {};
  const texts = [Source, DetailType, Detail, ...(Array.isArray(Resources) ? Resources : [])];
  const bytes = texts.map((text) => (typeof text === 'string' ? Buffer.byteLength(text) : 0));
  return bytes.reduce((sum, size) => sum + size, Time === undefined ? 0 : 14);
}

/** Events carry whole seconds. */
export function toSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What can be read can be nested too deep to be written again, by a rule's target at the latest. */
function canBeWritten(value: unknown): boolean {
  let withRoom = value;
  for (let level = 0; level < levelsOfRoom; level++) withRoom = [withRoom];
  try {
    return JSON.stringify(withRoom) !== undefined;
  } catch {
    return false;
  }
}

const levelsOfRoom = 300;

function missing(field: string): string {
  return `Parameter ${field} is not valid. Reason: ${field} is a required argument.`;
}

function refused(ErrorCode: string, ErrorMessage: string): ReadEntry {
  return { status: 'REFUSED', error: { ErrorCode, ErrorMessage } };
}
