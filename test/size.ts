/**
 * How much a run takes. `npm test` samples what is a product of many; `npm run prove` sets SIZE=prove and takes all
 * that twenty minutes hold; the commands of single tests (storm, chaos, fault-matrix) set SIZE=whole.
 */
const SIZES = ['quick', 'prove', 'whole'] as const;

export type Size = (typeof SIZES)[number];

export const size: Size = sizeOf(process.env.SIZE ?? 'quick');

export function bySize<Amount>(amounts: Readonly<Record<Size, Amount>>): Amount {
  return amounts[size];
}

function sizeOf(text: string): Size {
  const found = SIZES.find((one) => one === text);
  if (!found) throw new Error(`SIZE is ${text}: expected ${SIZES.join(', ')}`);
  return found;
}
