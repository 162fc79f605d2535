/** Runs one part of a sweep. If it fails, the other parts are swept all the same. */
export type Guard = (part: () => Promise<void>) => Promise<void>;

/** @returns the guard, and a function that throws all failures once everything was swept */
export function guarding(): { readonly guard: Guard; readonly throwFailures: () => void } {
  const failures: unknown[] = [];
  return {
    async guard(part) {
      try {
        await part();
      } catch (error) {
        failures.push(error);
      }
    },
    throwFailures() {
      if (failures.length === 0) return;
      const first = failures[0] instanceof Error ? failures[0].message : String(failures[0]);
      throw new AggregateError(failures, `${failures.length} parts of the sweep failed, the first: ${first}`);
    },
  };
}

/** Whether a part of the sweep has had its time. */
export type IsOver = () => boolean;

export function clockOf<Part extends string>(
  untilSeconds: Readonly<Record<Part, number>>,
): Readonly<Record<Part, IsOver>> {
  const startedAt = performance.now();
  const clocks = Object.entries<number>(untilSeconds).map(([part, seconds]) => [
    part,
    () => performance.now() - startedAt >= seconds * 1_000,
  ]);
  return Object.fromEntries(clocks);
}
