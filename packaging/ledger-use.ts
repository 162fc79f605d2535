/** What one of each costs the ledger in write and read units, and in kilobytes kept. */
export interface LedgerUse {
  readonly writes: number;
  readonly reads: number;
  readonly kilobytes: number;
}

/** No less than was measured with 800 accounts (test/workflow/ledger-year.test.ts), the writes to the index among it. */
export const LEDGER_USE = {
  /** One that writes a share. */
  request: { writes: 90, reads: 40, kilobytes: 7 },
  /** One that asks a person first. */
  approval: { writes: 180, reads: 60, kilobytes: 11 },
  /** One portfolio for an account that is made or moved, and the look whether it has arrived. */
  vendedAccount: { writes: 130, reads: 60, kilobytes: 10 },
  /** In which nothing is otherwise. */
  reconciledPortfolio: { writes: 0.5, reads: 4, kilobytes: 0.1 },
  hourOfSweeps: { writes: 150, reads: 350, kilobytes: 0.1 },
} as const satisfies Readonly<Record<string, LedgerUse>>;

export type LedgerWork = keyof typeof LEDGER_USE;
