/**
 * A number from 0 to below 1 that hangs on the seed and on what it is for alone, as a hash does: what is left out of
 * a run changes no other draw, so that a failing run can be made smaller.
 */
export function draw(seed: number, ...purpose: readonly (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const letter of purpose.join('|')) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

export function pick<Item>(items: readonly Item[], luck: number): Item | undefined {
  return items[Math.floor(luck * items.length)];
}
