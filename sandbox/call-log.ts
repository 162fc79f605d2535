/** One request that a client made of the sandbox. */
export interface ServiceCall {
  /** Nominal milliseconds since the epoch. */
  readonly at: number;
  /** Of the function that signed it; `undefined` for anybody else. */
  readonly functionName: string | undefined;
  readonly accessKeyId: string | undefined;
  /** The signing name, e.g. `servicecatalog`. */
  readonly service: string;
  readonly operation: string;
  readonly statusCode: number;
  /** The name of the error that was answered. */
  readonly error: string | undefined;
}
