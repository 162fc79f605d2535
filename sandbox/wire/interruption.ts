/** Thrown by an operation whose answer never arrives: the connection is closed without one. */
export class DroppedConnection extends Error {
  override readonly name = 'DroppedConnection';
}

/** Thrown by an operation that answers this body as it is, be it JSON or not. */
export class RawAnswer extends Error {
  override readonly name = 'RawAnswer';
  readonly body: string;
  readonly statusCode: number;

  constructor(body: string, statusCode = 200) {
    super('An answer that is sent as it is');
    this.body = body;
    this.statusCode = statusCode;
  }
}
