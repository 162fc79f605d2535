/**
 * One place of the text that a pattern is laid against: one character (ONE), one or none (OPTIONAL), any number
 * (RUN). SOME: characters of our choosing, out of those in `of` where it names them; a certain character is SOME
 * of that one. EVERY: stands for every text of its length, so only a wildcard takes it.
 */
export type Place =
  | { readonly is: 'SOME'; readonly length: 'ONE' | 'OPTIONAL'; readonly of?: string }
  | { readonly is: 'SOME'; readonly length: 'RUN' }
  | { readonly is: 'EVERY'; readonly length: 'OPTIONAL' | 'RUN' };

/**
 * Whether the pattern takes the whole text: `?` is zero or one character, `*` any run, everything else itself
 * (AssociatePrincipalWithPortfolio, PrincipalARN).
 *
 * Follows every way to read the pattern at once: bit i of `reached` says that what was read of the pattern can
 * have taken the first i places. One step for each character of the pattern, each a few operations on an
 * integer of as many bits as the text has places; no backtracking, so no input is slow.
 */
export function patternTakes(pattern: string, places: readonly Place[]): boolean {
  const text = placesAsBits(places);
  let reached = text.skip(1n);
  for (const sign of foldWildcards(pattern)) {
    reached = step(sign, reached, text);
    if (reached === 0n) return false;
  }
  return reached >> BigInt(places.length) === 1n;
}

export function charactersOf(text: string): Place[] {
  return Array.from(text, (character) => ({ is: 'SOME', length: 'ONE', of: character }));
}

/** A pattern's wildcards as places: of our choosing (SOME), or to be taken whatever they stand for (EVERY). */
export function placesOfPattern(pattern: string, is: 'SOME' | 'EVERY'): Place[] {
  return Array.from(foldWildcards(pattern), (sign) => {
    if (sign === '*') return { is, length: 'RUN' };
    if (sign === '?') return { is, length: 'OPTIONAL' };
    return { is: 'SOME', length: 'ONE', of: sign };
  });
}

/** A run of wildcards with a `*` in it says the same as one `*`, since `?` may be nothing. */
function foldWildcards(pattern: string): string {
  return pattern.replace(/[*?]+/g, (run) => (run.includes('*') ? '*' : run));
}

interface Bits {
  readonly all: bigint;
  readonly characters: ReadonlyMap<string, bigint>;
  /** Places that any one character of the pattern takes. */
  readonly some: bigint;
  /** Places that `?` takes. */
  readonly single: bigint;
  /** Places that a character of the pattern may take a part of. */
  readonly runs: bigint;
  /** The same, and every place after it that is reached by leaving out what may be left out. */
  readonly skip: (reached: bigint) => bigint;
}

function step(sign: string, reached: bigint, text: Bits): bigint {
  if (sign === '*') return text.all & -(reached & -reached);
  if (sign === '?') return text.skip(reached | ((reached & text.single) << 1n));
  const taken = text.some | (text.characters.get(sign) ?? 0n);
  return text.skip(((reached & taken) << 1n) | (reached & text.runs));
}

function placesAsBits(places: readonly Place[]): Bits {
  const characters = new Map<string, bigint>();
  let [some, runs, single, optional] = [0n, 0n, 0n, 0n];
  let bit = 1n;
  for (const place of places) {
    if (place.length !== 'RUN') single |= bit;
    if (place.is === 'SOME') {
      if (place.length === 'RUN') runs |= bit;
      else if (place.of === undefined) some |= bit;
      else for (const one of place.of) characters.set(one, (characters.get(one) ?? 0n) | bit);
      if (place.length !== 'ONE') optional |= bit;
    }
    bit <<= 1n;
  }
  return { all: (bit << 1n) - 1n, characters, some, runs, single, skip: skipping(optional) };
}

/** Adding a reached bit to a block of optional places carries through to the block's end: that is the way. */
function skipping(optional: bigint): Bits['skip'] {
  if (optional === 0n) return (reached) => reached;
  return (reached) => reached | (((reached & optional) + optional) ^ optional);
}
