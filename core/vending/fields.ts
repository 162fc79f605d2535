import { type OrganizationId, readOrganizationId } from '../organization/organization-id.ts';

/** Reads foreign JSON: a member that is an object, or an empty one. */
export function objectAt(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const member =
    value !== null && typeof value === 'object' && Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : undefined;
  return member !== null && typeof member === 'object' && !Array.isArray(member)
    ? (member as Record<string, unknown>)
    : {};
}

/** The unit or root that an account is said to be in, or nothing: documentation has placeholders such as ou-XXXX-l3zc8b3h. */
export function readUnit(value: unknown): OrganizationId | undefined {
  const read = readOrganizationId(value);
  return read?.kind === 'ORGANIZATIONAL_UNIT' || read?.kind === 'ROOT' ? read : undefined;
}

export function readAccount(value: unknown): OrganizationId | undefined {
  const read = readOrganizationId(value);
  return read?.kind === 'ACCOUNT' ? read : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.isWellFormed() ? value : undefined;
}
