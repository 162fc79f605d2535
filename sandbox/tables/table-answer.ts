/** The answer of a table to one request, as it goes over the wire. */
export interface TableAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
