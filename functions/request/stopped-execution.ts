/** Part of the name of an execution that is started to admit an event whose execution somebody stopped. */
export const STOPPED = 'stopped';

/** Whom the request of such an event was cancelled by: it is admitted, so that its sender has an outcome. */
export function stopperOf(executionArn: string): string | undefined {
  const [, stopped] = /:([^:]+)-stopped-\d+$/.exec(executionArn) ?? [];
  return stopped && `whoever stopped execution ${stopped} before the request was accepted`;
}
