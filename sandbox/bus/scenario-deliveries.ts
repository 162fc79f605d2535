import type { Scenario } from '../simulator/scenario.ts';
import { Refusal } from '../wire/refusal.ts';
import { DeliveryError } from './deliver.ts';
import type { DeliveryFault } from './event-buses.ts';
import type { Rule } from './rule.ts';

/**
 * Events that their targets do not take, as the scenario says: EventBridge does not try such an error again.
 * @throws Refusal for a target that no rule has
 */
export function scenarioDeliveries(
  faults: Scenario['deliveryFaults'],
  rules: readonly Pick<Rule, 'targets'>[],
): DeliveryFault {
  const names = [...new Set(rules.flatMap(({ targets }) => targets.map(({ arn }) => nameIn(arn))))];
  for (const [at, { target }] of faults.entries()) {
    if (names.some((name) => isAbout(target, name))) continue;
    throw new Refusal(
      `deliveryFaults[${at}].target is ${JSON.stringify(target)}: expected the end of one of ${names.join(', ')}.`,
    );
  }
  const left = faults.map(({ times }) => times);
  return ({ target: { arn } }) => {
    const at = faults.findIndex(
      ({ target }, index) => isAbout(target, nameIn(arn)) && (left[index] ?? 0) > 0,
    );
    const fault = faults[at];
    if (!fault) return 'DELIVER';
    left[at] = (left[at] ?? 0) - 1;
    return new DeliveryError(fault.error, fault.message);
  };
}

/** `arn:…:stateMachine:NAME`, `arn:…:function:NAME`, `arn:…:event-bus/NAME` */
function nameIn(arn: string): string {
  return arn.split(/[:/]/).at(-1) ?? '';
}

function isAbout(target: string, name: string): boolean {
  return name === target || name.endsWith(`-${target}`);
}
