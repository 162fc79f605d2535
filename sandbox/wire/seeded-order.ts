import type { Order } from './sorted-ids.ts';

/** An order that is of no use to a caller, as AWS's lists were seen to come; the same one for the same seed. */
export function seededOrder(seed: number): Order {
  return (id) => `${hash(seed, id)} ${id}`;
}

/** FNV-1a of 32 bits with a last mixing, as eight hexadecimal digits. */
function hash(seed: number, id: string): string {
  let state = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < id.length; at += 1) {
    state = Math.imul(state ^ id.charCodeAt(at), 0x01000193) >>> 0;
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b) >>> 0;
  state = (state ^ (state >>> 13)) >>> 0;
  return state.toString(16).padStart(8, '0');
}
