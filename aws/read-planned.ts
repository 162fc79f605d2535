import type { PortfolioSharePlannedDetail } from '../events/portfolio-share-planned.ts';
import { readHistory } from './execution-history.ts';

/** What became of a trial: its answer, or the error that kept it from being made. `undefined` while it runs. */
export interface Answered {
  readonly planned?: PortfolioSharePlannedDetail;
  readonly error?: { readonly Error: string; readonly Cause?: string };
}

/** The machine's own words: the ledger holds nothing of a request that is only tried. */
export async function readPlanned(executionArn: string): Promise<Answered | undefined> {
  const history = await readHistory(executionArn);
  const told = history?.find(({ stateEnteredEventDetails: entered }) => entered?.name === 'EmitOutcome');
  const { planned, error } = JSON.parse(told?.stateEnteredEventDetails?.input ?? '{}');
  return planned || error ? { planned, error } : undefined;
}
