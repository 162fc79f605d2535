import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type * as v from 'valibot';
import { describeProblem, type Problem } from '../../core/problem.ts';
import { readAnnouncement } from '../../core/vending/read-announcement.ts';
import { EVENT_CATALOGUE } from '../../events/catalogue.ts';
import { PORTFOLIO_SHARE_REQUESTED, parseShareRequest } from '../../events/portfolio-share-requested.ts';
import { readDetail } from '../../events/read-detail.ts';
import { AskedWrongly } from '../command/failures.ts';
import { note } from '../command/print.ts';
import { plainText, unreadable } from '../command/unreadable.ts';

/** The parts of an event that its sender sets, without those that EventBridge sets. */
export interface EventToPut {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Of the event as the state machine is given it: Step Functions takes 262,144 bytes (quotas: input or output size),
 * of which what EventBridge and the first state put around it leaves so many.
 */
const MOST_BYTES = 261_000;
const MOST_CHARACTERS_SHOWN = 80;

/**
 * Reads an event from a file, or from standard input where that is `-`: a whole event, or the detail of a request.
 * @throws AskedWrongly
 */
export async function readEventFile(path: string, defaultSource: string): Promise<EventToPut> {
  const name = path === '-' ? 'Standard input' : path;
  const given = parse(name, await read(path, name));
  const isEvent = 'detail-type' in given || 'detail' in given;
  const event = isEvent
    ? given
    : { source: defaultSource, 'detail-type': PORTFOLIO_SHARE_REQUESTED, detail: given };
  for (const field of ['source', 'detail-type'] as const) {
    if (typeof event[field] !== 'string' || event[field] === '')
      throw new AskedWrongly(
        `${name}: ${field} is ${shown(event[field])}: expected a text, as in events/examples.`,
      );
  }
  const { detail } = event;
  if (detail === null || typeof detail !== 'object' || Array.isArray(detail))
    throw new AskedWrongly(`${name}: detail is ${shown(detail)}: expected an object, as in events/examples.`);
  const bytes = Buffer.byteLength(JSON.stringify(event));
  if (bytes > MOST_BYTES)
    throw new AskedWrongly(
      `${name} holds an event of ${bytes} bytes: expected at most ${MOST_BYTES}, since no more reaches a state machine.`,
    );
  const { source, 'detail-type': detailType } = event as { source: string; 'detail-type': string };
  return { source, detailType, detail: detail as EventToPut['detail'] };
}

/** Refuses here what the service would refuse there. @throws AskedWrongly, a line for each problem */
export function checkEvent(event: EventToPut, partition?: string, describe = describeProblem): void {
  const { source, detailType } = event;
  const known = EVENT_CATALOGUE.filter(({ direction }) => direction === 'IN');
  const entry = known.find((one) => one.detailType === detailType);
  if (!entry) {
    const names = known.map((one) => one.detailType).join(', ');
    throw new AskedWrongly(`detail-type is ${shown(detailType)}: expected one of ${names}.`);
  }
  if (/^(aws\.|foliocast)/.test(source))
    throw new AskedWrongly(`source is ${shown(source)}: expected one of your own, such as acme.vending.`);
  const problems = problemsIn(event, entry.schema, partition);
  if (problems.length > 0) throw new AskedWrongly(problems.map(describe).join('\n'));
}

function problemsIn(
  { source, detailType, detail }: EventToPut,
  schema: v.GenericSchema,
  partition: string | undefined,
): readonly Problem[] {
  switch (detailType) {
    case PORTFOLIO_SHARE_REQUESTED: {
      const parsed = parseShareRequest(detail, partition);
      return parsed.ok ? [] : parsed.problems;
    }
    case 'AccountVended': {
      const read = readAnnouncement({ source, 'detail-type': detailType, detail });
      return read.kind === 'UNREADABLE' ? [read.problem] : [];
    }
    default: {
      const read = readDetail(schema, detail);
      return read.ok ? [] : read.problems;
    }
  }
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'missing';
  return json.length > MOST_CHARACTERS_SHOWN ? `${json.slice(0, MOST_CHARACTERS_SHOWN)}…` : json;
}

async function read(path: string, name: string): Promise<string> {
  if (path === '-' && process.stdin.isTTY) note('Type the event as JSON, and end it with Ctrl-D.');
  const content = path === '-' ? text(process.stdin) : readFile(path, 'utf8');
  return plainText(
    name,
    await content.catch((cause) => {
      throw unreadable(name, cause);
    }),
  );
}

function parse(name: string, content: string): Record<string, unknown> {
  if (content.trim() === '')
    throw new AskedWrongly(`${name} is empty: expected an event as in events/examples.`);
  try {
    const value: unknown = JSON.parse(content);
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (cause) {
    throw new AskedWrongly(`${name} is no JSON: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
  throw new AskedWrongly(`${name} is JSON, but no object: expected an event as in events/examples.`);
}
