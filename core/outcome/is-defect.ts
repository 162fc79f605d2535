import type { FailureCode } from '../failure-codes.ts';

/** Defects: nobody who asks can mend them, and the execution fails, so the alarm `defect` rings. */
export const DEFECTS = ['INTERNAL_ERROR', 'PERMISSION_MISSING'] as const satisfies readonly FailureCode[];

export function isDefect(code: FailureCode | undefined): boolean {
  return DEFECTS.some((defect) => defect === code);
}
