import { readFile } from 'node:fs/promises';
import { PORTFOLIO_SHARE_REQUESTED } from '../../events/portfolio-share-requested.ts';
import { Refusal } from '../../sandbox/refusal.ts';

/** An entry for PutEvents as a file holds it: what the sender decides, and nothing that EventBridge sets. */
export interface RequestEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: { readonly requestId?: string };
}

/** EventBridge takes no larger one (quotas: PutEvents entry size, 256 KB). */
const MOST_BYTES = 262_144;

/** Reads the file; whether its detail is a good request is for the service to say. @throws Refusal */
export async function readRequestEvent(path: string): Promise<RequestEvent> {
  const text = await read(path);
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw new Refusal(
      `${path} has ${Buffer.byteLength(text)} bytes: EventBridge takes an event of at most ${MOST_BYTES}.`,
    );
  }
  const event = parse(path, text);
  for (const field of ['source', 'detail-type'] as const) {
    if (typeof event[field] !== 'string' || event[field] === '') {
      throw new Refusal(
        `${path}: ${field} is ${JSON.stringify(event[field])}: expected a text, as in events/examples.`,
      );
    }
  }
  if (event['detail-type'] !== PORTFOLIO_SHARE_REQUESTED) {
    const expected = `expected ${PORTFOLIO_SHARE_REQUESTED}, which is what this command follows to its outcome`;
    throw new Refusal(`${path}: detail-type is ${JSON.stringify(event['detail-type'])}: ${expected}.`);
  }
  if (event.detail === null || typeof event.detail !== 'object' || Array.isArray(event.detail)) {
    throw new Refusal(
      `${path}: detail is ${JSON.stringify(event.detail)}: expected an object, as in events/examples.`,
    );
  }
  return event as unknown as RequestEvent;
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
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
