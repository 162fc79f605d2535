import { PRICES } from './cost.ts';
import { LEDGER_USE, type LedgerUse, type LedgerWork } from './ledger-use.ts';

const WORKING_DAYS = 250;
const PORTFOLIOS = 40;

/** What a landing zone of 800 accounts does in a year, generously. */
const LANDING_ZONE: Readonly<Record<LedgerWork, number>> = {
  /** Ten a working day, by people and pipelines, and repairs of what others changed. */
  request: 10 * WORKING_DAYS + 300,
  approval: WORKING_DAYS,
  /** One a working day is made or moved, for three portfolios each. */
  vendedAccount: 3 * WORKING_DAYS,
  /** Each night all, and a few a day where somebody changes something at the console. */
  reconciledPortfolio: 365 * PORTFOLIOS + 5 * WORKING_DAYS,
  hourOfSweeps: 365 * 24,
};

/** What is kept once: a wanted share, a portfolio, the organization's tree. */
const KEPT_ONCE_KILOBYTES = 120 * 1.5 + PORTFOLIOS * 0.5 + 50;
const KEPT_DAYS = 400;

/** The ledger alone: what is kept (`ledger.keepDays` by default), and what a month costs. */
export function ledgerYear(work: Readonly<Record<LedgerWork, number>> = LANDING_ZONE) {
  const sum = (unit: keyof LedgerUse) =>
    Object.entries(work).reduce(
      (total, [kind, times]) => total + times * LEDGER_USE[kind as LedgerWork][unit],
      0,
    );
  const megabytes = ((sum('kilobytes') * KEPT_DAYS) / 365 + KEPT_ONCE_KILOBYTES) / 1_000;
  const units = (sum('writes') * PRICES.ledgerWrite + sum('reads') * PRICES.ledgerRead) / 12;
  return { megabytes, dollarsAMonth: units + (megabytes / 1_000) * PRICES.ledgerGbMonth };
}
