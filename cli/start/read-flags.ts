import { parseArgs } from 'node:util';
import { Refusal } from '../../sandbox/wire/refusal.ts';

const USAGE = 'npm start -- [REQUEST.json] [--speed N] [--scenario FILE] [--example vending|ticket|approval]';

/** An hour in six seconds: fast enough to watch, slow enough to see. */
const DEFAULT_SPEED = 60;

export interface StartFlags {
  readonly requestPath: string | undefined;
  readonly speed: number;
  readonly scenarioPath: string | undefined;
  /** One of the ways in, shown instead of a request. */
  readonly example: string | undefined;
}

/** @throws Refusal naming the flag and what was expected */
export function readFlags(args: readonly string[]): StartFlags {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new Refusal(`${positionals[1]} is one too many. Expected: ${USAGE}`);
  const text = values.speed ?? String(DEFAULT_SPEED);
  const speed = text.trim() === '' ? Number.NaN : Number(text);
  if (!(speed > 0 && Number.isFinite(speed))) {
    throw new Refusal(`--speed is ${text}: expected a number above 0, such as 60 for a minute in a second.`);
  }
  return { requestPath: positionals[0], speed, scenarioPath: values.scenario, example: values.example };
}

function parse(args: readonly string[]) {
  try {
    const options = {
      speed: { type: 'string' },
      scenario: { type: 'string' },
      example: { type: 'string' },
    } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error} Expected: ${USAGE}`);
  }
}
