/** Names in one sentence; the rest is counted, since a portfolio can have hundreds of shares. */
const MOST_NAMED = 5;

export function nameSome(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMED).join(', ');
  return names.length <= MOST_NAMED ? named : `${named} and ${names.length - MOST_NAMED} more`;
}
