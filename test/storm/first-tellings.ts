interface OutcomeEvent {
  // biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
  readonly detail: any;
}

/** Ids of requests of which more than one outcome says that it is no repeat. A bus may take an event twice by itself. */
export function firstTellings(outcomes: readonly OutcomeEvent[]): string[] {
  const first = outcomes.filter(({ detail }) => detail.delivery.repeat === false);
  const byRequest = Map.groupBy(first, ({ detail }) => detail.requestId as string);
  return [...byRequest].filter(([, told]) => told.length > 1).map(([requestId]) => requestId);
}
