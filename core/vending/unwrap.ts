import { objectAt } from './fields.ts';

/**
 * What AWS puts around a payload on its way: Step Functions `Input` (after `startExecution.sync:2`), Lambda `Payload`,
 * SNS `Message`, in `Sns` for a function; SQS `body`, alone by a pipe, in `Records` for a function.
 */
const WRAPPERS = ['Input', 'Payload', 'Message', 'Sns', 'body', 'Records'] as const;
/** SQS, SNS and Step Functions around each other are five. */
const MOST_WRAPPERS = 8;

/** The innermost object, by the names of wrappers alone; as it is where it names an account itself. */
export function unwrap(detail: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let payload = detail;
  for (let unwrapped = 0; unwrapped < MOST_WRAPPERS; unwrapped++) {
    if (Object.hasOwn(payload, 'account_info') || Object.hasOwn(payload, 'accountId')) return payload;
    const wrapper = WRAPPERS.find((name) => Object.hasOwn(payload, name));
    if (wrapper === undefined) return payload;
    payload = objectAt({ inner: parsed(payload[wrapper]) }, 'inner');
  }
  return payload;
}

/** An object, the text of one, or the one in a list: which of several accounts is meant nobody knows. */
function parsed(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? value[0] : undefined;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined; // no JSON: it says nothing
  }
}
