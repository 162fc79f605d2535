import type { InterceptCall } from '../../sandbox/intercept-call.ts';
import type { Random } from '../../sandbox/simulator/random.ts';
import type { WireOutcome } from '../../sandbox/wire/message.ts';
import { type FaultKind, faultKinds } from '../fault-matrix/fault-kinds.ts';

/** What may be done to the service from outside, besides what its calls meet. */
export interface Blows {
  now(): number;
  kill(functionName: string): void;
  stopSomeExecution(): void;
  askAgain(): void;
}

const STOPS = 0.1;

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
  blows: () => Blows | undefined,
): InterceptCall {
  let spell: Spell | undefined;
  let again: { readonly fault: FaultKind; readonly call: string; left: number } | undefined;

  return async (call, perform) => {
    const outside = blows();
    if (call.functionName === undefined || outside === undefined || !isStormy()) return perform();
    if (random() < 0.002) spell = newSpell(random, outside.now());
    if (
      spell &&
      outside.now() < spell.until &&
      spell.service === call.service &&
      spell.operations.test(call.operation)
    ) {
      return errorAnswer(spell.error, spell.statusCode);
    }
    const name = `${call.functionName} ${call.operation}`;
    if (again?.call === name && again.left > 0) {
      again.left -= 1;
      return happen(again.fault, call.functionName, perform, outside);
    }
    if (random() >= chance) return perform();
    const { functionName: functionKey, service, operation } = call;
    const kinds = faultKinds({ functionKey, service, operation });
    const fault = kinds[Math.floor(random() * kinds.length)];
    // A stop ends a request for good: now and then, or nothing would be left to meet the other faults.
    if (!fault || (fault.kind === 'STOP' && random() > STOPS)) return perform();
    again = { fault, call: name, left: Math.floor(random() * 5) };
    return happen(fault, call.functionName, perform, outside);
  };
}

function newSpell(random: Random, now: number): Spell | undefined {
  const outage = OUTAGES[Math.floor(random() * OUTAGES.length)];
  return outage && { ...outage, until: now + 1000 * (10 + random() * 290) };
}

async function happen(
  fault: FaultKind,
  functionName: string,
  perform: () => Promise<WireOutcome>,
  outside: Blows,
): Promise<WireOutcome> {
  switch (fault.kind) {
    case 'ERROR':
      return errorAnswer(fault.error, fault.statusCode);
    case 'DROP_BEFORE':
      return 'DROP';
    case 'DROP_AFTER':
      await perform();
      return 'DROP';
    case 'HANG_BEFORE':
      return 'HANG';
    case 'HANG_AFTER':
      await perform();
      return 'HANG';
    case 'KILL_BEFORE':
      outside.kill(functionName);
      return 'DROP';
    case 'KILL_AFTER':
      await perform();
      outside.kill(functionName);
      return 'DROP';
    case 'DUPLICATE':
      outside.askAgain();
      return perform();
    case 'STOP':
      outside.stopSomeExecution();
      return perform();
  }
}

function errorAnswer(name: string, statusCode: number): WireOutcome {
  return {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message: `${name} by the storm` }),
  };
}
