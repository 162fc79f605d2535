import { isObject, type JsonObject } from '../template/read-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { compilePattern } from './event-pattern.ts';
import { compileInput } from './target-input.ts';

/** Source: EventBridge quotas, "Event pattern size" and "Targets per rule". */
const longestPattern = 2_048;
const mostTargets = 5;

/**
 * Checks a rule of an unresolved template as EventBridge does when it is made: its pattern and its targets' inputs.
 * @throws {@link Refusal} naming the rule by its logical id
 */
export function checkRule(logicalId: string, { EventPattern, Targets }: JsonObject): void {
  const place = `The rule ${logicalId}`;
  if (EventPattern !== undefined) checkPattern(withTexts(EventPattern), place);
  const targets = Array.isArray(Targets) ? Targets.filter(isObject) : [];
  if (targets.length > mostTargets)
    throw new Refusal(`${place} has ${targets.length} targets; at most ${mostTargets}.`);
  for (const target of targets) {
    const { Input, InputPath, InputTransformer } = target;
    compileInput(
      withTexts({ Input, InputPath, InputTransformer }) as JsonObject,
      `${place}, target ${target.Id}`,
    );
  }
}

function checkPattern(pattern: unknown, place: string): void {
  const length = Buffer.byteLength(JSON.stringify(pattern));
  if (length > longestPattern)
    throw new Refusal(`${place} has an EventPattern of ${length} bytes; at most ${longestPattern}.`);
  try {
    compilePattern(pattern);
  } catch (cause) {
    throw new Refusal(`${place}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** Where CloudFormation puts a value in, a text of an account id's length stands for it; in JSON text, JSON. */
function withTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTexts);
  if (!isObject(value)) return value;
  const [name = '', ...others] = Object.keys(value);
  if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) return '111122223333';
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withTexts(member)]));
}
