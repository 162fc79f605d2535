import { digestOf } from '../../core/digest.ts';

interface OutcomeEvent {
  readonly 'detail-type': string;
  // biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
  readonly detail: any;
}

/** How many outcomes differ by more than that one is a repeat. */
export function distinctOutcomes(outcomes: readonly OutcomeEvent[]): number {
  const contents = outcomes.map(({ detail: { delivery: _, ...detail }, ...event }) =>
    digestOf([event['detail-type'], detail]),
  );
  return new Set(contents).size;
}

/** Ids of requests that were told more than one. */
export function contradictions(outcomes: readonly OutcomeEvent[]): string[] {
  const told = Map.groupBy(outcomes, ({ detail }) => detail.requestId as string);
  return [...told].filter(([, all]) => distinctOutcomes(all) > 1).map(([requestId]) => requestId);
}
