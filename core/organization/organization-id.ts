/** An id of AWS Organizations as somebody wrote it, and what else the writing says. */
export interface OrganizationId {
  readonly kind: 'ORGANIZATION' | 'ORGANIZATIONAL_UNIT' | 'ACCOUNT' | 'ROOT';
  /** Bare: `o-…`, `ou-…`, `r-…` or twelve digits. */
  readonly id: string;
  /** Where it was written as an ARN: what that says besides. */
  readonly said?: SaidByArn;
}

export interface SaidByArn {
  readonly partition: string;
  readonly managementAccountId: string;
  readonly organizationId: string;
}

const BARE: Readonly<Record<OrganizationId['kind'], RegExp>> = {
  ORGANIZATION: /^o-[a-z0-9]{10,32}$/,
  ORGANIZATIONAL_UNIT: /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/,
  ACCOUNT: /^\d{12}$/,
  ROOT: /^r-[0-9a-z]{4,32}$/,
};
const KINDS = Object.keys(BARE) as OrganizationId['kind'][];

const ARN =
  /^arn:(aws[a-z-]*):organizations::(\d{12}):(organization|ou|account|root)\/(o-[a-z0-9]{10,32})(?:\/([^/]+))?$/;
const KIND_OF: Readonly<Record<string, OrganizationId['kind']>> = {
  organization: 'ORGANIZATION',
  ou: 'ORGANIZATIONAL_UNIT',
  account: 'ACCOUNT',
  root: 'ROOT',
};

/** The longest ARN of Organizations with a name of 128 characters before it. */
const MOST_CHARACTERS = 400;

/**
 * The one reader of ids, for whatever comes from outside: bare, an ARN of any partition, `Name (id)` as Control
 * Tower's own screens write it, or an account's number, which has lost its leading zeros. `undefined` where it is
 * none of them. Never throws.
 */
export function readOrganizationId(value: unknown): OrganizationId | undefined {
  if (typeof value === 'number') return readNumber(value);
  if (typeof value !== 'string' || value.length > MOST_CHARACTERS) return undefined;
  const text = value.trim();
  return readBare(text) ?? readArn(text) ?? readNamed(text);
}

/** The bare id of an account, or nothing. */
export function accountIdOf(value: unknown): string | undefined {
  const read = readOrganizationId(value);
  return read?.kind === 'ACCOUNT' ? read.id : undefined;
}

function readBare(text: string): OrganizationId | undefined {
  const kind = KINDS.find((one) => BARE[one].test(text));
  return kind && { kind, id: text };
}

function readArn(text: string): OrganizationId | undefined {
  const [, partition = '', managementAccountId = '', word = '', organizationId = '', member] =
    ARN.exec(text) ?? [];
  const kind = KIND_OF[word];
  const id = kind === 'ORGANIZATION' ? organizationId : member;
  const isWhole = (kind === 'ORGANIZATION') === (member === undefined);
  if (kind === undefined || id === undefined || !isWhole || !BARE[kind].test(id)) return undefined;
  return { kind, id, said: { partition, managementAccountId, organizationId } };
}

/** A name may hold parentheses of its own: what stands in the last ones is the id. */
function readNamed(text: string): OrganizationId | undefined {
  const at = text.lastIndexOf('(');
  if (at < 1 || !text.endsWith(')')) return undefined;
  const inner = text.slice(at + 1, -1).trim();
  return readBare(inner) ?? readArn(inner);
}

/** Below 100 million it is rather something else than an account with four leading zeros. */
function readNumber(value: number): OrganizationId | undefined {
  if (!Number.isInteger(value) || value < 100_000_000 || value > 999_999_999_999) return undefined;
  return { kind: 'ACCOUNT', id: String(value).padStart(12, '0') };
}
