/** What AWS's model says of one member of an input, in the layout of the tables beside this file. */
export interface Constraint {
  readonly type: string;
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, Constraint>>;
  readonly item?: Constraint;
}

export type Members = Readonly<Record<string, Constraint>>;
type Input = Record<string, unknown>;

/** A request and how the model says it is answered: admitted, of a wrong type, or what it breaks. */
export interface Variant {
  readonly input: unknown;
  readonly says: 'ADMITTED' | 'WRONG_TYPE' | readonly Violation[];
}

export interface Violation {
  readonly path: string;
  readonly rule: 'REQUIRED' | 'MIN_LENGTH' | 'MAX_LENGTH' | 'MIN_VALUE' | 'MAX_VALUE' | 'PATTERN' | 'ENUM';
  /** As in `Member must …`. */
  readonly constraint: string;
}

const WRONG_BODIES = [null, [], [{}], 'text', 5, true];
const FOREIGN = [null, true, false, 0, 5, 2.5, 'text', '20', [], ['a'], [{}], {}, { Unknown: 1 }];

/** Each member of an operation in every way that the model has an opinion about, the others being as in `valid`. */
export function variantsOf(members: Members, valid: Input): Variant[] {
  const bodies = WRONG_BODIES.map((input): Variant => ({ input, says: 'WRONG_TYPE' }));
  const variants = Object.entries(members).flatMap(([name, constraint]) =>
    valuesOf(constraint, valid[name]).map((value) => ({ ...valid, [name]: value })),
  );
  const whole = [{}, { ...valid, Unknown: 1 }, ...variants];
  return [...bodies, ...whole.map((input) => ({ input, says: judge(members, input) }))];
}

function valuesOf(constraint: Constraint, valid: unknown): unknown[] {
  return [undefined, ...FOREIGN, ...ownValues(constraint, valid)];
}

function ownValues(constraint: Constraint, valid: unknown): unknown[] {
  const { type, min = 0, max, members, item } = constraint;
  switch (type) {
    case 'integer':
      return [min, min - 1, max, (max ?? 0) + 1];
    case 'string': {
      const own = constraint.enum ?? [typeof valid === 'string' ? valid : 'a'];
      const forms = own.flatMap((text) => [
        text,
        text.toLowerCase(),
        text.toUpperCase(),
        ` ${text}`,
        `${text} `,
        `${text}\n`,
        `${text} !!!`,
        `x${text}`,
      ]);
      const lengths = [min - 1, min, max ?? 0, (max ?? 0) + 1].filter((length) => length >= 0);
      return [
        ...new Set(forms),
        ...lengths.map((length) => 'a'.repeat(length)),
        '',
        '\u0000',
        '\ud800',
        'é',
        '1',
      ];
    }
    case 'structure': {
      const whole = structureOf(members ?? {}, valid);
      const broken = Object.entries(members ?? {}).flatMap(([name, member]) =>
        valuesOf(member, whole[name]).map((value) => ({ ...whole, [name]: value })),
      );
      return [whole, [whole], ...broken];
    }
    case 'list': {
      const [first] = Array.isArray(valid) ? valid : [];
      const tooMany = max === undefined ? [] : [Array(max).fill(first), Array(max + 1).fill(first)];
      return [...tooMany, ...valuesOf(item ?? { type: 'string' }, first).map((value) => [first, value])];
    }
    default:
      return [];
  }
}

function structureOf(members: Members, valid: unknown): Input {
  return typeof valid === 'object' && valid !== null
    ? { ...valid }
    : Object.fromEntries(Object.keys(members).map((name) => [name, 'a']));
}

/** The model's own view of an input, by no code of the simulator. */
function judge(members: Members, input: Input): Variant['says'] {
  const found = violations(members, input, '');
  if (found.includes('WRONG_TYPE')) {
    return 'WRONG_TYPE';
  }
  return found.length === 0 ? 'ADMITTED' : (found as Violation[]);
}

type Found = (Violation | 'WRONG_TYPE')[];

function violations(members: Members, input: Input, prefix: string): Found {
  return Object.entries(members).flatMap(([name, constraint]) =>
    check(constraint, input[name], `${prefix}${name.charAt(0).toLowerCase()}${name.slice(1)}`),
  );
}

function check(constraint: Constraint, value: unknown, path: string): Found {
  const { type, required, min, max, pattern, enum: values, members = {}, item } = constraint;
  if (value === undefined || value === null) {
    return required ? [{ path, rule: 'REQUIRED', constraint: 'not be null' }] : [];
  }
  const isObject = typeof value === 'object' && !Array.isArray(value);
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? [] : ['WRONG_TYPE'];
    case 'integer':
      if (!Number.isInteger(value)) return ['WRONG_TYPE'];
      return bounds('VALUE', Number(value), path, min, max);
    case 'structure':
      return isObject ? violations(members, value as Input, `${path}.`) : ['WRONG_TYPE'];
    case 'list':
      if (!Array.isArray(value)) return ['WRONG_TYPE'];
      return [
        ...bounds('LENGTH', value.length, path, min, max),
        ...value.flatMap((each: unknown, at) =>
          item ? check({ ...item, required: true }, each, `${path}.${at + 1}.member`) : [],
        ),
      ];
    default: {
      if (typeof value !== 'string') return ['WRONG_TYPE'];
      if (values) {
        const constraintText = `satisfy enum value set: [${values.join(', ')}]`;
        return values.includes(value) ? [] : [{ path, rule: 'ENUM', constraint: constraintText }];
      }
      const isMatch = new RegExp(`^(?:${pattern ?? '[^]*'})$`, 'u').exec(value)?.[0] === value;
      return [
        ...bounds('LENGTH', value.length, path, min, max),
        ...(isMatch
          ? []
          : [
              {
                path,
                rule: 'PATTERN' as const,
                constraint: `satisfy regular expression pattern: ${pattern}`,
              },
            ]),
      ];
    }
  }
}

function bounds(
  what: 'LENGTH' | 'VALUE',
  actual: number,
  path: string,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
): Violation[] {
  const words = what.toLowerCase();
  if (actual < min) {
    return [{ path, rule: `MIN_${what}`, constraint: `have ${words} greater than or equal to ${min}` }];
  }
  return actual > max
    ? [{ path, rule: `MAX_${what}`, constraint: `have ${words} less than or equal to ${max}` }]
    : [];
}
