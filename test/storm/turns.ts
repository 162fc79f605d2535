import type { Sandbox } from '../../sandbox/sandbox.ts';

/** In which order requests had their last turn, by the fence of each; one that never had a turn is not in it. */
export function turnsOf(sandbox: Pick<Sandbox, 'executions'>): ReadonlyMap<string, number> {
  const turns = new Map<string, number>();
  for (const { input, history } of sandbox.executions()) {
    const { requestId } = JSON.parse(input).detail ?? {};
    for (const { stateExitedEventDetails: exited } of history) {
      if (exited?.name !== 'AcquireLease') continue;
      turns.set(requestId, JSON.parse(String(exited.output)).lease.fence);
    }
  }
  return turns;
}
