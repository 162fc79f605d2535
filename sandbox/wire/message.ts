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

/** Without an answer: `DROP` closes the connection, `HANG` keeps it open, until the client has had enough. */
export type WireOutcome = WireAnswer | 'DROP' | 'HANG';
