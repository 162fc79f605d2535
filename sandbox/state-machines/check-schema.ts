import { createHash } from 'node:crypto';
import validate from 'asl-validator';
import { Refusal } from '../wire/refusal.ts';

/** Definitions found valid: checking one takes 150 ms or more. */
const valid = new Set<string>();
const mostRemembered = 100;

/**
 * Checks a definition against the schema of the Amazon States Language.
 * @throws {@link Refusal} with what is wrong and where.
 */
export function checkSchema(source: string, where: string): void {
  const key = createHash('sha256').update(source).digest('hex');
  if (valid.has(key)) return;
  // Its own copy, since the validator changes what it checks.
  const { isValid, errorsText } = validate(JSON.parse(source), { checkArn: true, checkPaths: true });
  if (!isValid) throw new Refusal(`The definition of ${where} is not valid: ${errorsText('; ')}.`);
  if (valid.size >= mostRemembered) valid.clear();
  valid.add(key);
}
