import type { Shape } from '../json/shape.ts';
import type { Given } from './given.ts';

/** 0 done, 1 refused or failed, 2 asked wrongly. The main program sets 130, interrupted. */
export type Status = 0 | 1 | 2;

export interface Option {
  readonly kind: 'TEXT' | 'LIST' | 'FLAG';
  readonly about: string;
  /** Stands for the value in the help. */
  readonly choices?: readonly string[];
}

/** One subcommand of `foliocast`, as far as its help and its arguments go; what it does is loaded when it runs. */
export interface Command {
  /** Its name and what may follow, as yargs writes it: `show [request-id]`. */
  readonly usage: string;
  /** One sentence. */
  readonly about: string;
  readonly positionals?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, Option>>;
  /** Talks to a stack or a sandbox, and so has --stage, --region, --profile and --endpoint-url. */
  readonly connects?: boolean;
  /** What --json prints. */
  readonly json?: Shape;
  /** What follows `foliocast`, and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** It needs the sources: the one file for operators does not have it. */
  readonly needsClone?: boolean;
  readonly load: () => Promise<(given: Given) => Promise<Status>>;
}

export function nameOf({ usage }: Command): string {
  return usage.split(' ')[0] ?? '';
}

const JSON_OPTION: Option = { kind: 'FLAG', about: 'Prints one JSON object, for programs' };

/** All options of a command: its own, --json if it has a shape, and those that say where the stack is. */
export function optionsOf(
  command: Command,
  connection: Readonly<Record<string, Option>>,
): Readonly<Record<string, Option>> {
  return {
    ...command.options,
    ...(command.json && { json: JSON_OPTION }),
    ...(command.connects && connection),
  };
}
