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
 */
export function patternTakes(pattern: string, places: readonly Place[]): boolean {
  return takenTexts(pattern, readTexts([places])) !== 0n;
}

/** Which of many texts the pattern takes whole, in their order; all at once, in the time that one takes. */
export function patternTakesEach(pattern: string, texts: Texts): boolean[] {
  const taken = takenTexts(pattern, texts);
  return texts.ends.map((end) => ((taken >> end) & 1n) === 1n);
}

/**
 * Follows every way to read the pattern at once: the bit of a place in `reached` says that what was read of the
 * pattern can have taken the text up to there. One step for each character of the pattern, each a few operations
 * on an integer of as many bits as the texts have places; no backtracking, so no input is slow.
 */
function takenTexts(pattern: string, texts: Texts): bigint {
  let reached = texts.skip(texts.starts);
  for (const sign of pattern) {
    reached = step(sign, reached, texts);
    if (reached === 0n) return 0n;
  }
  return reached & texts.allEnds;
}

export function charactersOf(text: string): Place[] {
  return Array.from(text, (character) => ({ is: 'SOME', length: 'ONE', of: character }));
}

/** A pattern's wildcards as places: of our choosing (SOME), or to be taken whatever they stand for (EVERY). */
export function placesOfPattern(pattern: string, is: 'SOME' | 'EVERY'): Place[] {
  return Array.from(pattern, (sign) => {
    if (sign === '*') return { is, length: 'RUN' };
    if (sign === '?') return { is, length: 'OPTIONAL' };
    return { is: 'SOME', length: 'ONE', of: sign };
  });
}

/** Texts side by side in one integer: a bit before, between and after the places of each, and one that parts them. */
export interface Texts {
  readonly starts: bigint;
  readonly allEnds: bigint;
  /** Where the bit after each text's last place stands. */
  readonly ends: readonly bigint[];
  readonly all: bigint;
  /** The bits that part the texts. */
  readonly parting: bigint;
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

function step(sign: string, reached: bigint, texts: Texts): bigint {
  // In each text every bit from its lowest one on: subtracting from the parting bit stops there.
  if (sign === '*') return (reached | (texts.parting - reached)) & texts.all;
  if (sign === '?') return texts.skip(reached | ((reached & texts.single) << 1n));
  const taken = texts.some | (texts.characters.get(sign) ?? 0n);
  return texts.skip(((reached & taken) << 1n) | (reached & texts.runs));
}

export function readTexts(texts: readonly (readonly Place[])[]): Texts {
  const characters = new Map<string, bigint>();
  const ends: bigint[] = [];
  let [starts, allEnds, all, parting, some, runs, single, optional] = [0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n];
  let at = 0n;
  for (const places of texts) {
    starts |= 1n << at;
    for (const place of places) {
      const bit = 1n << at++;
      all |= bit;
      if (place.length !== 'RUN') single |= bit;
      if (place.is !== 'SOME') continue;
      if (place.length === 'RUN') runs |= bit;
      else if (place.of === undefined) some |= bit;
      else for (const one of place.of) characters.set(one, (characters.get(one) ?? 0n) | bit);
      if (place.length !== 'ONE') optional |= bit;
    }
    ends.push(at);
    all |= 1n << at;
    allEnds |= 1n << at++;
    parting |= 1n << at++;
  }
  return { starts, allEnds, ends, all, parting, characters, some, runs, single, skip: skipping(optional) };
}

/** Adding a reached bit to a block of optional places carries through to the block's end: that is the way. */
function skipping(optional: bigint): Texts['skip'] {
  if (optional === 0n) return (reached) => reached;
  return (reached) => reached | (((reached & optional) + optional) ^ optional);
}
