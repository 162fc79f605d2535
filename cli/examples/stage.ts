import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { OUTCOME_DETAIL_TYPES } from '../../core/outcome/outcome.ts';
import { PORTFOLIO_SHARE_REFUSED } from '../../events/portfolio-share-refused.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { Refusal } from '../../sandbox/wire/refusal.ts';
import { busOf } from '../sandbox/bus-of.ts';

/** An event as the sandbox shows it. */
type BusEvent = ReturnType<Sandbox['events']>[number]['event'];

/** What an example plays on. */
export interface Stage {
  readonly sandbox: Sandbox;
  /** Puts an event on the Foliocast bus by the SDK; `as` is the access key, the stack's account by default. */
  put(event: EventToPut, as?: string): Promise<void>;
  /** Waits for the first event that is as wanted. */
  waitFor(what: string, isWanted: (event: BusEvent) => boolean): Promise<BusEvent>;
  /** Waits for the answer to a request. */
  answerTo(requestId: string): Promise<BusEvent>;
}

export interface EventToPut {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: object;
}

const ANSWERS: readonly string[] = [...OUTCOME_DETAIL_TYPES, PORTFOLIO_SHARE_REFUSED];

/** Real time, since the reader waits in it. */
const LOOK_EVERY_MS = 20;
const LONGEST_WAIT_MS = 120_000;

export function createStage(sandbox: Sandbox): Stage {
  const { endpoint, stack } = sandbox;
  const { region, accountId } = stack.place;
  const bus = busOf(sandbox);

  const waitFor: Stage['waitFor'] = async (what, isWanted) => {
    const end = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      const found = sandbox.events().find(({ event }) => isWanted(event));
      if (found) return found.event;
      if (performance.now() > end)
        throw new Refusal(`${what} did not come within ${LONGEST_WAIT_MS / 1000} s.`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };

  return {
    sandbox,
    waitFor,
    answerTo: (requestId) =>
      waitFor(
        `The answer to ${requestId}`,
        (event) =>
          event.source === 'foliocast' &&
          ANSWERS.includes(event['detail-type']) &&
          event.detail.requestId === requestId,
      ),
    async put({ source, 'detail-type': DetailType, detail }, as = accountId) {
      const client = new EventBridgeClient({
        endpoint,
        region,
        credentials: { accessKeyId: as, secretAccessKey: 'sandbox' },
      });
      const entry = { EventBusName: bus, Source: source, DetailType, Detail: JSON.stringify(detail) };
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      client.destroy();
      if (!Entries[0]?.EventId)
        throw new Refusal(`The bus did not take ${DetailType}: ${Entries[0]?.ErrorMessage}`);
    },
  };
}
