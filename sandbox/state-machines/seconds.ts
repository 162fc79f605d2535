import { Refusal } from '../wire/refusal.ts';

/** The longest that a definition may state; source: Step Functions developer guide, "Task", "Wait" and "Retrying". */
const mostSeconds = 99_999_999;

/** @throws {@link Refusal} for a value that is stated and no whole number in these bounds. */
export function checkWhole(
  value: unknown,
  field: string,
  place: string,
  { from = 1, to = mostSeconds }: { readonly from?: number; readonly to?: number } = {},
): void {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= from && Number(value) <= to))
    return;
  throw new Refusal(
    `${place} has ${field} ${JSON.stringify(value)}; expected a whole number from ${from} to ${to}.`,
  );
}
