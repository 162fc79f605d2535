declare module 'asl-validator' {
  interface Options {
    checkArn?: boolean;
    checkPaths?: boolean;
  }
  interface Result {
    readonly isValid: boolean;
    errorsText(separator?: string): string;
  }
  /** Changes the definition that it is given. */
  export default function validate(definition: unknown, options?: Options): Result;
}
