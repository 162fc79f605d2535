import type { Ticket } from './share-request.ts';

/** Characters of a ticket's id. */
export const TICKET_ID = /^(?!\.+$)[^\p{Cc}]{1,256}$/u;
/** A part of a path that is of dots alone, in whatever writing: system and id become parts of one. */
const DOTS = /(^|[/\\])(\.|%2e)+([/\\?#]|$)/i;

export function isInPath(text: string): boolean {
  return !DOTS.test(text);
}
export const TICKET_URL = /^https?:\/\/\S{1,2040}$/;

/** A ticket as somebody else's event carries it; what of it cannot be read is left out. */
export function readTicket(value: unknown): Ticket | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { system, id, url } = value as Readonly<Record<string, unknown>>;
  const systemText = text(system, 64);
  const idText = text(id, 256);
  if (systemText === undefined || idText === undefined || !TICKET_ID.test(idText)) return undefined;
  if (!isInPath(systemText) || !isInPath(idText)) return undefined;
  const urlText = typeof url === 'string' && url.isWellFormed() && TICKET_URL.test(url) ? url : undefined;
  return { system: systemText, id: idText, ...(urlText !== undefined && { url: urlText }) };
}

/** Some systems number their tickets. */
function text(value: unknown, most: number): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return `${value}`;
  return typeof value === 'string' && value !== '' && value.isWellFormed()
    ? value.slice(0, most).toWellFormed()
    : undefined;
}
