/** Who signed a request. Read from the access key of its Authorization header, as AWS reads it. */
export interface Caller {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly region: string;
}

export type WireValue = { readonly [member: string]: unknown };

/** Answers an empty body, as operations do whose output AWS's model leaves without members. */
export const NO_BODY: WireValue = Object.freeze({});

/** One operation: the parsed JSON body in, the JSON body of the answer out; throws {@link ServiceError}. */
export type Operation = (input: WireValue, caller: Caller) => WireValue | Promise<WireValue>;

/** A service of the AWS JSON protocols, reached by `x-amz-target: <targetPrefix>.<operation>`. */
export interface Service {
  /** The SigV4 signing name, e.g. `servicecatalog`. */
  readonly signingName: string;
  /** E.g. `AWS242ServiceCatalogService`. */
  readonly targetPrefix: string;
  readonly contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  readonly operations: Readonly<Record<string, Operation>>;
}

/** An error that the service answers on the wire, under the name that AWS gives it. */
export class ServiceError extends Error {
  override readonly name: string;
  readonly statusCode: number;
  /** What the error answers beside its message, e.g. `Reason` of Organizations. */
  readonly members: WireValue;

  constructor(name: string, message: string, statusCode = 400, members: WireValue = {}) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
    this.members = members;
  }
}
