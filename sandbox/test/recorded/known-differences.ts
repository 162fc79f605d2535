/** Of the recorded facts, those that the sandbox answers otherwise: only what nothing that runs here can see. */
export interface KnownDifference {
  readonly table: string;
  /** As docs/recorded.md says it. */
  readonly reason: string;
  readonly isIt: (row: unknown) => boolean;
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    table: 'event-ruler',
    reason: 'A number too small for a double is 0 once its JSON is read',
    isIt: (row) => JSON.stringify(row).includes('1E-325'),
  },
];
