import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { OUTCOME_DETAIL_TYPES } from '../../core/outcome/outcome.ts';
import { PORTFOLIO_SHARE_REFUSED } from '../../events/portfolio-share-refused.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { Refusal } from '../../sandbox/wire/refusal.ts';
import type { EventToPut } from '../put/read-event.ts';
import { busOf } from '../sandbox/bus-of.ts';

type Outcome = Sandbox extends { events(): readonly (infer Passed)[] }
  ? Passed extends { event: infer Event }
    ? Event
    : never
  : never;

const ANSWERS: readonly string[] = [...OUTCOME_DETAIL_TYPES, PORTFOLIO_SHARE_REFUSED];

/** In the sandbox's time: the sweeper finishes what an execution left undone within a minute or two. */
const LONGEST_SILENCE_MS = 300_000;

/** How often to look for the answer, in real time: the reader waits. */
const LOOK_EVERY_MS = 20;

/** Puts the event by the SDK over the wire, as any sender does, and waits for Foliocast's answer. */
export async function requestOutcome(sandbox: Sandbox, request: EventToPut): Promise<Outcome> {
  const { endpoint, stack } = sandbox;
  const { region, accountId } = stack.place;
  const bus = busOf(sandbox);
  const client = new EventBridgeClient({
    endpoint,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'sandbox' },
  });
  const entry = {
    EventBusName: bus,
    Source: request.source,
    DetailType: request.detailType,
    Detail: JSON.stringify(request.detail),
  };
  const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  client.destroy();
  const [put] = Entries;
  if (!put?.EventId)
    throw new Refusal(`The bus did not take the event: ${put?.ErrorCode}: ${put?.ErrorMessage}`);
  const eventId = put.EventId;
  let idleSince = sandbox.clock.now();
  for (;;) {
    const answer = sandbox.events().find(({ event }) => isAnswer(event, eventId, request));
    if (answer) return answer.event;
    const isIdle = sandbox.executions().every(({ status }) => status !== 'RUNNING');
    if (!isIdle) idleSince = sandbox.clock.now();
    if (sandbox.clock.now() - idleSince > LONGEST_SILENCE_MS) throw new Refusal(silence(request));
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function silence({ detail }: EventToPut): string {
  return `No execution runs and no outcome of ${detail.requestId ?? 'the request'} came within ${LONGEST_SILENCE_MS / 1000} s.`;
}

function isAnswer(event: Outcome, eventId: string, { detail }: EventToPut): boolean {
  if (event.source !== 'foliocast' || !ANSWERS.includes(event['detail-type'])) return false;
  const about = event.detail as { readonly eventId?: unknown; readonly requestId?: unknown };
  return about.eventId === eventId || (about.requestId !== undefined && about.requestId === detail.requestId);
}
