import { ConfigSchema } from '../../../core/config/config-schema.ts';

/** One setting of config.yml at one of its bounds. */
export interface Bound {
  /** Such as `share.poll.firstSeconds`. */
  readonly field: string;
  readonly value: unknown;
}

interface Schema {
  readonly type: string;
  readonly kind: string;
  readonly wrapped?: Schema;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly pipe?: readonly (Schema & { readonly requirement?: unknown })[];
  readonly options?: readonly unknown[];
  readonly item?: Schema;
}

/** Every number, choice and list of choices that the schema holds: a new setting is among them by itself. */
export function boundsOfSettings(): Bound[] {
  return boundsIn(ConfigSchema as unknown as Schema, '');
}

function boundsIn(schema: Schema, field: string): Bound[] {
  if (schema.wrapped) return boundsIn(schema.wrapped, field);
  if (schema.entries)
    return Object.entries(schema.entries).flatMap(([name, entry]) =>
      boundsIn(entry, field === '' ? name : `${field}.${name}`),
    );
  return valuesOf(schema).map((value) => ({ field, value }));
}

function valuesOf(schema: Schema): readonly unknown[] {
  const ends = (schema.pipe ?? []).flatMap(({ type, requirement }) =>
    type === 'min_value' || type === 'max_value' ? [requirement] : [],
  );
  if (ends.length > 0) return ends;
  if (schema.type === 'boolean') return [false, true];
  if (schema.type === 'picklist') return schema.options ?? [];
  // A list of choices: none of them, and each alone.
  const choices = schema.type === 'array' ? (schema.item?.options ?? []) : [];
  return choices.length === 0 ? [] : [[], ...choices.map((choice) => [choice])];
}

/** A config.yml that says these alone, beside what a section cannot do without. */
export function configOf(bounds: readonly Bound[]): Record<string, unknown> {
  const config: Record<string, Record<string, unknown>> = {};
  for (const { field, value } of bounds) {
    const names = field.split('.');
    const last = names.pop() ?? '';
    let section: Record<string, unknown> = config;
    for (const name of names) {
      const inner = (section[name] ?? {}) as Record<string, unknown>;
      section[name] = inner;
      section = inner;
    }
    section[last] = value;
  }
  if (config.tickets) Object.assign(config.tickets, REQUIRED_OF_TICKETS);
  return config;
}

const REQUIRED_OF_TICKETS = {
  url: 'https://acme.example/<$.detail.ticket.id>',
  secretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:foliocast/tickets-a1b2c3',
};
