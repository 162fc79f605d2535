import type { IncomingHttpHeaders } from 'node:http';

/** One HTTP request, its body read to the end. Header names in lower case. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | string;
}

export interface WireAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `DROP`: close the connection without an answer, as a broken network does. */
export type WireOutcome = WireAnswer | 'DROP';
