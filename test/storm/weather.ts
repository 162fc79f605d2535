import type { InterceptCall } from '../../sandbox/intercept-call.ts';
import type { Random } from '../../sandbox/simulator/random.ts';
import { type FaultKind, faultKinds } from '../fault-matrix/fault-kinds.ts';
import { type Blows, errorAnswer, happen } from '../fault-matrix/happen.ts';

/** The service as a storm sees it from outside. */
export interface Shore extends Omit<Blows, 'killFunction'> {
  now(): number;
  kill(functionName: string): void;
}

const STOPS = 0.1;
const LONGEST_SPELL_SECONDS = 3_600;
const OUTAGES_A_CALL = 0.0005;

interface Spell {
  readonly service: string;
  readonly operations: RegExp;
  readonly error: string;
  readonly statusCode: number;
  readonly until: number;
}

/** Outages, by service: while one lasts every call of it that fits is answered so. */
const OUTAGES: readonly Omit<Spell, 'until'>[] = [
  { service: 'dynamodb', operations: /^(Put|Update)Item$/, error: 'InternalServerError', statusCode: 500 },
  {
    service: 'servicecatalog',
    operations: /PortfolioShare$/,
    error: 'InvalidStateException',
    statusCode: 400,
  },
  { service: 'servicecatalog', operations: /./, error: 'ThrottlingException', statusCode: 400 },
  { service: 'events', operations: /./, error: 'InternalException', statusCode: 500 },
  { service: 'states', operations: /./, error: 'ThrottlingException', statusCode: 400 },
];

/**
 * Meets the calls of the functions with faults, `chance` of them, as long as `isStormy`. Once a fault has met a call
 * it often goes on to meet the next ones alike, as faults do.
 */
export function stormyCalls(
  random: Random,
  { chance, isStormy }: { chance: number; isStormy: () => boolean },
  shore: () => Shore | undefined,
): InterceptCall {
  let spell: Spell | undefined;
  let again: { readonly fault: FaultKind; readonly call: string; left: number } | undefined;

  return async (call, perform) => {
    const outside = shore();
    if (call.functionName === undefined || outside === undefined || !isStormy()) return perform();
    if (random() < OUTAGES_A_CALL) spell = newSpell(random, outside.now());
    if (
      spell &&
      outside.now() < spell.until &&
      spell.service === call.service &&
      spell.operations.test(call.operation)
    ) {
      return errorAnswer(spell.error, spell.statusCode);
    }
    const { functionName } = call;
    const blows = { ...outside, killFunction: () => outside.kill(functionName) };
    const name = `${functionName} ${call.operation}`;
    if (again?.call === name && again.left > 0) {
      again.left -= 1;
      return happen(again.fault, perform, blows);
    }
    if (random() >= chance) return perform();
    const kinds = faultKinds({ ...call, functionKey: functionName });
    const fault = kinds[Math.floor(random() * kinds.length)];
    // A stop ends a request for good: now and then, or nothing would be left to meet the other faults.
    if (!fault || (fault.kind === 'STOP' && random() > STOPS)) return perform();
    again = { fault, call: name, left: Math.floor(random() * 5) };
    return happen(fault, perform, blows);
  };
}

function newSpell(random: Random, now: number): Spell | undefined {
  const outage = OUTAGES[Math.floor(random() * OUTAGES.length)];
  return outage && { ...outage, until: now + 1000 * (10 + random() ** 3 * LONGEST_SPELL_SECONDS) };
}
