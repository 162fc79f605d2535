/** Reads foreign JSON: a member that is an object, or an empty one. */
export function objectAt(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const member =
    value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
  return member !== null && typeof member === 'object' && !Array.isArray(member)
    ? (member as Record<string, unknown>)
    : {};
}

/** Twelve digits, or nothing: documentation has placeholders such as XXXXXXXXXXXX. */
export function accountIdOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{12}$/.test(value) ? value : undefined;
}

/** A unit's or a root's id, or nothing: documentation has placeholders such as ou-XXXX-l3zc8b3h. */
export function parentIdOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/.test(value)
    ? value
    : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
