import { digestOf } from '../digest.ts';

/** Members that name a role: of LAUNCH constraints the first two, of STACKSET constraints the others. */
const ROLES = ['RoleArn', 'LocalRoleName', 'AdminRole', 'ExecutionRole'] as const;
/** Many constraints go into one item of the ledger. */
const MOST_CHARACTERS = 200;

/**
 * What a constraint says, in a few words: its product, the roles in its parameters, and a digest of the parameters,
 * whatever the order of their members.
 */
export function constraintText(productId: string, parameters: string): string {
  const parsed = parse(parameters);
  const digest = digestOf(parsed ?? parameters).slice(0, 16);
  const names = rolesIn(parsed).join(', ').slice(0, MOST_CHARACTERS);
  return `on ${productId}:${names && ` ${names}`} (${digest})`;
}

function parse(parameters: string): unknown {
  try {
    return JSON.parse(parameters);
  } catch {
    return undefined;
  }
}

/** STACKSET constraints have theirs one level down, in `Properties`. */
function rolesIn(parsed: unknown): string[] {
  if (!isObject(parsed)) return [];
  const own = ROLES.flatMap((role) => (typeof parsed[role] === 'string' ? [`${role} ${parsed[role]}`] : []));
  return [...own, ...rolesIn(parsed.Properties)];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
