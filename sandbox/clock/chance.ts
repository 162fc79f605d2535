import { randomBytes, randomUUID } from 'node:crypto';

/** Where ids and jitter come from; handed on like the clock, so that a seed decides them too. */
export interface Chance {
  /** From 0 to below 1. */
  random(): number;
  bytes(length: number): Buffer;
  uuid(): string;
}

export const realChance: Chance = { random: Math.random, bytes: randomBytes, uuid: randomUUID };

/** The same seed draws the same: mulberry32, which is as good as any where nobody guesses. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  return { random, bytes, uuid: () => uuidOf(bytes(16)) };
}

/** Version 4, as node:crypto's. */
function uuidOf(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** `Math` with jitter from the given chance. */
export function mathOf({ random }: Chance): Math {
  return Object.create(Math, { random: { value: random } });
}
