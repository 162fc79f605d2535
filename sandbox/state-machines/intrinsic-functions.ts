import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Chance } from '../clock/chance.ts';
import { isObject } from '../template/read-template.ts';
import { InvalidIntrinsic } from './invalid-intrinsic.ts';

type Intrinsic = (...args: readonly unknown[]) => unknown;

/** Source: Step Functions developer guide, "Intrinsic functions". */
const longestText = 10_000;
const mostNumbers = 1_000;
const hashes: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/**
 * With how many arguments, and what each answers. What the guide leaves open is as localstack 8b9a79f recorded it,
 * intrinsic_functions/.
 */
const intrinsics: Readonly<Record<string, readonly [fewest: number, most: number, Intrinsic]>> = {
  'States.Format': [1, Number.POSITIVE_INFINITY, (template, ...args) => format(text(template), args)],
  'States.StringToJson': [1, 1, (value) => parse(text(value))],
  'States.JsonToString': [1, 1, (value) => JSON.stringify(value)],
  'States.Array': [0, Number.POSITIVE_INFINITY, (...items) => items],
  'States.ArrayPartition': [2, 2, (array, size) => partition(list(array), positive(whole(size)))],
  'States.ArrayContains': [
    2,
    2,
    (array, value) => list(array).some((item) => isDeepStrictEqual(item, value)),
  ],
  'States.ArrayRange': [3, 3, (first, last, step) => range(whole(first), whole(last), whole(step))],
  'States.ArrayGetItem': [2, 2, (array, index) => itemAt(list(array), index)],
  'States.ArrayLength': [1, 1, (array) => list(array).length],
  'States.ArrayUnique': [1, 1, (array) => unique(list(array))],
  'States.Base64Encode': [1, 1, (value) => Buffer.from(short(value)).toString('base64')],
  'States.Base64Decode': [1, 1, (value) => decode(short(value))],
  'States.Hash': [2, 2, (value, algorithm) => hash(short(value), text(algorithm))],
  'States.JsonMerge': [3, 3, (one, other, isDeep) => merge(one, other, isDeep)],
  'States.MathRandom': [2, 3, (start, end) => [whole(start), whole(end)]],
  'States.MathAdd': [2, 2, (one, other) => whole(one) + whole(other)],
  'States.StringSplit': [2, 2, (value, separators) => split(text(value), text(separators))],
  'States.UUID': [0, 0, () => undefined],
};

export const intrinsicNames: readonly string[] = Object.keys(intrinsics);

/** @throws {@link InvalidIntrinsic} */
export function checkArgumentCount(name: string, count: number): void {
  const [fewest, most] = intrinsics[name] ?? [0, -1];
  if (count < fewest || count > most)
    throw new InvalidIntrinsic(`Invalid number of arguments for ${name}: ${count}`);
}

/** @throws {@link InvalidIntrinsic} for arguments that it does not take. */
export function callIntrinsic(name: string, args: readonly unknown[], chance: Chance): unknown {
  const [, , call] = intrinsics[name] ?? [0, 0, () => undefined];
  if (name === 'States.UUID') return chance.uuid();
  const answer = call(...args);
  return name === 'States.MathRandom' ? randomBetween(answer as readonly [number, number], chance) : answer;
}

/** `{}` stands for the next argument, `\{` for itself; a bracket of its own stands for nothing. */
function format(template: string, args: readonly unknown[]): string {
  const left = [...args];
  const filled = template.replace(/\\([{}'\\])|\{\}|[{}]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (found !== '{}')
      throw new InvalidIntrinsic(`the template has a ${found} alone, which a backslash must stand before`);
    if (left.length === 0) throw new InvalidIntrinsic('the template has more {} than there are arguments');
    const value = left.shift();
    return typeof value === 'string' ? value : shown(value);
  });
  if (left.length > 0) throw new InvalidIntrinsic('there are more arguments than the template has {}');
  return filled;
}

/** Lists as `[1, a]` and objects as `{Arg1=1, Arg2=[]}`: recorded. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([name, member]) => `${name}=${shown(member)}`)
      .join(', ')}}`;
  return String(value);
}

/** A blank text is null: recorded. */
function parse(json: string): unknown {
  if (json.trim() === '') return null;
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new InvalidIntrinsic(`${json} is no JSON`, { cause });
  }
}

function partition(array: readonly unknown[], size: number): readonly unknown[] {
  return Array.from({ length: Math.ceil(array.length / size) }, (_, part) =>
    array.slice(part * size, (part + 1) * size),
  );
}

function range(first: number, last: number, step: number): readonly number[] {
  if (step === 0) throw new InvalidIntrinsic('the step of a range must not be 0');
  const length = Math.floor((last - first) / step) + 1;
  if (length < 1) throw new InvalidIntrinsic(`steps of ${step} lead from ${first} away from ${last}`);
  if (length > mostNumbers) throw new InvalidIntrinsic(`a range has at most ${mostNumbers} items`);
  return Array.from({ length }, (_, index) => first + index * step);
}

function itemAt(array: readonly unknown[], index: unknown): unknown {
  const at = Number.isInteger(index) ? Number(index) : -1;
  if (at < 0 || at >= array.length)
    throw new InvalidIntrinsic(`the array has no item at ${JSON.stringify(index)}`);
  return array[at];
}

function unique(array: readonly unknown[]): readonly unknown[] {
  return array.filter((item, at) => array.findIndex((other) => isDeepStrictEqual(other, item)) === at);
}

function decode(value: string): string {
  // Without its padding too, but never one character alone.
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(value))
    return Buffer.from(value, 'base64').toString('utf8');
  throw new InvalidIntrinsic(`${value} is no base64`);
}

function hash(value: string, algorithm: string): string {
  const name = hashes[algorithm];
  if (name === undefined)
    throw new InvalidIntrinsic(
      `${algorithm} is no algorithm; expected one of ${Object.keys(hashes).join(', ')}`,
    );
  return createHash(name).update(value).digest('hex');
}

function merge(one: unknown, other: unknown, isDeep: unknown): unknown {
  if (!isObject(one) || !isObject(other)) throw new InvalidIntrinsic('JsonMerge takes two objects');
  if (isDeep !== false)
    throw new InvalidIntrinsic('JsonMerge merges shallowly alone: its third argument must be false');
  return { ...one, ...other };
}

/** With a seed AWS draws the same numbers again; which, nobody knows, so that a seed changes nothing here. */
function randomBetween([start, end]: readonly [number, number], { random }: Chance): number {
  if (start >= end) throw new InvalidIntrinsic(`no number is between ${start} and ${end}`);
  return start + Math.floor(random() * (end - start));
}

/** The second argument is a set of characters, and empty parts are dropped: recorded. */
function split(value: string, separators: string): readonly string[] {
  const parts = [''];
  for (const character of value) {
    if (separators.includes(character)) parts.push('');
    else parts.push(`${parts.pop()}${character}`);
  }
  return parts.filter((part) => part !== '');
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new InvalidIntrinsic(`expected a string, not ${JSON.stringify(value)}`);
}

function short(value: unknown): string {
  const found = text(value);
  if (found.length <= longestText) return found;
  throw new InvalidIntrinsic(`expected at most ${longestText} characters`);
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new InvalidIntrinsic(`expected an array, not ${JSON.stringify(value)}`);
}

/** Rounded, halves up: 2.5 is 3 and -1.5 is -1: recorded. */
function whole(value: unknown): number {
  if (typeof value === 'number') return Math.floor(value + 0.5) + 0;
  throw new InvalidIntrinsic(`expected a number, not ${JSON.stringify(value)}`);
}

function positive(value: number): number {
  if (value > 0) return value;
  throw new InvalidIntrinsic(`expected a number above 0, not ${value}`);
}
