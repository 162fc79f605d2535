import { objectAt } from './fields.ts';

/** What AFT's payload says of an account, unread. */
interface AftAccount {
  readonly accountId?: unknown;
  readonly parentId?: unknown;
  /** `Name (ou-…)`, as the account was asked for. */
  readonly unitName?: unknown;
}

/** After `startExecution.sync:2` the payload sits under `Input`, in Lambda's answer under `Payload`, in SNS's under `Message`. */
const WRAPPERS = ['Input', 'Payload', 'Message'] as const;
const MOST_WRAPPERS = 3;

/** `account_info` and `account_request` of AFT's state machines, as they are or in the wrappers that AFT puts around them. */
export function unwrapAft(detail: Readonly<Record<string, unknown>>): AftAccount {
  let payload = detail;
  for (let unwrapped = 0; unwrapped < MOST_WRAPPERS; unwrapped++) {
    if (Object.hasOwn(payload, 'account_info')) break;
    const wrapper = WRAPPERS.find((name) => Object.hasOwn(payload, name));
    if (wrapper === undefined) return {};
    payload = readWrapped(payload[wrapper]);
  }
  const { id, parent_id: parentId } = objectAt(objectAt(payload, 'account_info'), 'account');
  const { ManagedOrganizationalUnit } = objectAt(
    objectAt(payload, 'account_request'),
    'control_tower_parameters',
  );
  return { accountId: id, parentId, unitName: ManagedOrganizationalUnit };
}

/** An object, or the text of one. */
function readWrapped(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'string') return objectAt({ value }, 'value');
  try {
    return objectAt({ value: JSON.parse(value) }, 'value');
  } catch {
    return {}; // no JSON: it says nothing
  }
}
