import type { FunctionError } from './invocation.ts';

export type Handler = (event: unknown, context: object) => unknown;

/** @throws an error named Runtime.HandlerNotFound */
export function handlerIn(loaded: Readonly<Record<string, unknown>>, path: string): Handler;

/** JSON of what a handler answered. @throws an error named Runtime.MarshalError */
export function stringify(result: unknown): string;

export function contextOf(invocation: {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch, as `deadline`. */
  readonly now: () => number;
  readonly requestId: string;
  readonly deadline: number;
  readonly functionArn: string;
}): object;

export function describe(error: unknown): FunctionError;

export function named(name: string, message: string): Error;
