import { recordDiscarded } from '../../aws/ledger/discarded-events.ts';
import { counted } from '../../core/counted.ts';
import type { Status } from '../command/command.ts';
import { NotDone } from '../command/failures.ts';
import { inLine, say, sayJson } from '../command/print.ts';
import { startProgress } from '../command/progress.ts';
import { whenStopped } from '../command/stopping.ts';
import { ageOf, instant } from '../command/time.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { deliverAgain } from './deliver-again.ts';
import { type Held, openUndelivered, type Undelivered } from './undelivered-events.ts';

/** How many events to list; the rest are only counted. */
const MOST_TOLD = 50;

export async function showUndelivered(connection: Connection, json: boolean): Promise<Status> {
  return withUndelivered(connection, async ({ events, heldByOthers, isCut }) => {
    if (json) {
      const told = events.map(({ remove: _, input, ...event }) => ({ ...event, event: parsed(input) }));
      sayJson({ stage: connection.stage, events: told, heldByOthers, isCut });
      return 0;
    }
    for (const event of events.slice(0, MOST_TOLD)) tell(event);
    if (events.length > MOST_TOLD) say(`and ${events.length - MOST_TOLD} more`);
    say(sumOf(events.length, heldByOthers, isCut));
    const [first] = events;
    if (first) {
      say(`Next, to deliver them again: ${nextLine(connection, 'undelivered', '--deliver')}`);
      say(
        `Next, to discard one: ${nextLine(connection, 'undelivered', first.eventId, '--discard', 'REASON')}`,
      );
    }
    return 0;
  });
}

/** Delivers the named events, or all. Delivered events leave the queue. */
export async function deliverUndelivered(connection: Connection, ids: readonly string[]): Promise<Status> {
  return withUndelivered(connection, async (undelivered, doing) => {
    const { events, heldByOthers, isCut } = undelivered;
    const meant = pick(undelivered, ids, connection);
    let delivered = 0;
    await doing('delivered', meant, async (event) => {
      const { isDelivered, sentence } = await deliverAgain(event);
      say(`${event.eventId}${about(event)}${aged(event)}: ${sentence}`);
      if (!isDelivered) return;
      delivered += 1;
      await event.remove();
    });
    if (meant.length === 0) {
      say(sumOf(0, heldByOthers, isCut));
      return heldByOthers > 0 ? 1 : 0;
    }
    const left = events.length - delivered;
    const more = isCut ? `at least ${left}` : String(left);
    say(
      `${delivered} of ${counted(meant.length, 'event was', 'events were')} delivered; ${more} ${left === 1 ? 'is' : 'are'} left.`,
    );
    if (heldByOthers > 0) say(`${others(heldByOthers)}.`);
    if (isCut) say(`The queue may have more: run this again.`);
    if (delivered === meant.length) {
      say(
        'A request that was accepted before has no second effect. One that is older than share.oldestSeconds of config.yml ends as EXPIRED.',
      );
      const requestId = meant.find(({ requestId: id }) => id !== undefined)?.requestId;
      const about = requestId === undefined ? [] : [requestId];
      say(`Next, to see what becomes of it: ${nextLine(connection, 'show', ...about)}`);
      return 0;
    }
    say(
      `Mend what their lines say, then run this again; or discard them: ${nextLine(connection, 'undelivered')}`,
    );
    return 1;
  });
}

/** Takes one event out of the queue for good. The ledger keeps the event and the reason. */
export async function discardUndelivered(
  connection: Connection,
  ids: readonly string[],
  reason: string,
  by: string,
): Promise<Status> {
  return withUndelivered(connection, async (undelivered, doing) => {
    await doing('discarded', pick(undelivered, ids, connection), async (event) => {
      const { eventId, input } = event;
      await recordDiscarded({ eventId, input, reason, by, at: new Date().toISOString() });
      await event.remove();
      say(
        `${eventId}${about(event)} is discarded: ${reason}. The ledger keeps it under DISCARDED#${eventId}.`,
      );
    });
    return 0;
  });
}

/** Does something with each event in its turn; if it is broken off, it says what was done, and what to do next. */
type Doing = (
  done: 'delivered' | 'discarded',
  events: readonly Held[],
  work: (event: Held) => Promise<void>,
) => Promise<void>;

async function withUndelivered(
  connection: Connection,
  work: (undelivered: Undelivered, doing: Doing) => Promise<Status>,
): Promise<Status> {
  const progress = startProgress();
  const onRead = (count: number) => progress.tell(`${counted(count, 'event was', 'events were')} read …`);
  const undelivered = await openUndelivered(connection.stage, onRead).finally(progress.end);
  const { close } = undelivered;
  const doing: Doing = async (done, events, workOn) => {
    let told = 0;
    const says = () =>
      [
        `Broken off: ${told} of ${counted(events.length, 'event is', 'events are')} told above, and one more may be ${done}.`,
        `Next, to see those that are left: ${nextLine(connection, 'undelivered')}`,
      ].join('\n');
    let isStopped = false;
    const stop = () => {
      isStopped = true;
      return close();
    };
    whenStopped({ close: stop, says });
    for (const event of events) {
      // The command ends once what it holds is seen again: until then it begins no other.
      if (isStopped) await new Promise(() => undefined);
      await workOn(event);
      told += 1;
    }
    whenStopped({ close });
  };
  try {
    return await work(undelivered, doing);
  } finally {
    await close();
  }
}

function pick(
  { events, heldByOthers, isCut }: Undelivered,
  ids: readonly string[],
  connection: Connection,
): readonly Held[] {
  const unknown = ids.filter((id) => !events.some(({ eventId }) => eventId === id));
  if (unknown.length > 0)
    throw new NotDone(
      [
        `No undelivered event that can be seen now has the id ${unknown.join(', ')}.`,
        ...(heldByOthers > 0 ? [`${others(heldByOthers)}.`] : []),
        ...(isCut ? [`Only the first ${events.length} were read.`] : []),
        `Those that can be seen: ${nextLine(connection, 'undelivered')}`,
      ].join('\n'),
    );
  return ids.length === 0 ? events : events.filter(({ eventId }) => ids.includes(eventId));
}

function tell(event: Held): void {
  const {
    eventId,
    source = 'no source',
    account = 'no account',
    time,
    target = 'an unknown target',
    why,
  } = event;
  const at = time ? ` at ${instant(time)}, ${ageOf(time, Date.now())}` : '';
  say(`${eventId}${about(event)}`);
  say(inLine(`  from ${source} in account ${account}${at}`));
  say(`  for ${target.replace(/^.*:/, '')}`);
  say(inLine(`  ${why}`));
}

function about({ detailType, requestId }: Held): string {
  return inLine(`${detailType ? ` ${detailType}` : ''}${requestId ? ` of ${requestId}` : ''}`);
}

/** An event that is delivered late shows its age: somebody may have asked otherwise since. */
function aged({ time }: Held): string {
  return time ? `, ${ageOf(time, Date.now())}` : '';
}

/** What a run knows of the queue in all. */
export function sumOf(count: number, heldByOthers: number, isCut: boolean): string {
  const known = `${isCut ? 'At least ' : ''}${counted(count, 'event was', 'events were')} not delivered`;
  if (heldByOthers > 0) return `${count === 0 ? 'None can be seen now' : known}; ${others(heldByOthers)}.`;
  if (count === 0)
    return 'The queue of undelivered events is empty. EventBridge may still be trying: an event comes here after a day at most.';
  return `${known}.`;
}

function others(heldByOthers: number): string {
  return `${counted(heldByOthers, 'more is', 'more are')} being looked at by somebody else, and seen again within 2 min`;
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}
