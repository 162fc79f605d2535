import { readFile } from 'node:fs/promises';
import { PORTFOLIO_SHARE_REQUESTED } from '../../events/portfolio-share-requested.ts';
import { Refusal } from '../../sandbox/wire/refusal.ts';

/** An entry for PutEvents as a file holds it: what the sender decides, and nothing that EventBridge sets. */
export interface RequestEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: { readonly requestId?: string };
}

/**
 * Of the event as the state machine is given it: Step Functions takes 262,144 bytes (quotas: input or output size),
 * of which what EventBridge and the first state put around it leaves so many.
 */
const MOST_BYTES = 261_000;

const MOST_CHARACTERS_SHOWN = 80;

/** Reads the file; whether its detail is a good request is for the service to say. @throws Refusal */
export async function readRequestEvent(path: string): Promise<RequestEvent> {
  const event = parse(path, await read(path));
  const bytes = Buffer.byteLength(JSON.stringify(event));
  if (bytes > MOST_BYTES) {
    throw new Refusal(
      `${path} holds an event of ${bytes} bytes: expected at most ${MOST_BYTES}, since no more reaches a state machine.`,
    );
  }
  for (const field of ['source', 'detail-type'] as const) {
    if (typeof event[field] !== 'string' || event[field] === '') {
      throw new Refusal(
        `${path}: ${field} is ${shown(event[field])}: expected a text, as in events/examples.`,
      );
    }
  }
  if (event['detail-type'] !== PORTFOLIO_SHARE_REQUESTED) {
    const expected = `expected ${PORTFOLIO_SHARE_REQUESTED}, which is what this command follows to its outcome`;
    throw new Refusal(`${path}: detail-type is ${shown(event['detail-type'])}: ${expected}.`);
  }
  if (event.detail === null || typeof event.detail !== 'object' || Array.isArray(event.detail)) {
    throw new Refusal(
      `${path}: detail is ${shown(event.detail)}: expected an object, as in events/examples.`,
    );
  }
  return event as unknown as RequestEvent;
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'missing';
  return json.length > MOST_CHARACTERS_SHOWN ? `${json.slice(0, MOST_CHARACTERS_SHOWN)}…` : json;
}

async function read(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new Refusal(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function parse(path: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (cause) {
    throw new Refusal(`${path} is no JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  throw new Refusal(`${path} is JSON, but no object: expected an event as in events/examples.`);
}
