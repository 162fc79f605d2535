/** Numbers from 0 up to 1, the same ones for the same seed and name. */
export type Random = () => number;

/** A stream of its own for each name, so that what one part draws does not change another's luck. */
export function newRandom(seed: number, name: string): Random {
  let state = seed >>> 0;
  for (const letter of name) {
    state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  }
  // mulberry32, a generator of 32 bits that is public domain.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function randomText(random: Random, length: number): string {
  return Array.from({ length }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
}
