import type { ServiceCall } from '../../sandbox/call-log.ts';
import type { Service } from './start-service.ts';

/**
 * Kills a function the next time that it has made a call which took effect: its answer is lost, and
 * whatever it would have done next. `onCall` is for startService.
 */
export function killerOf(service: () => Service): {
  readonly onCall: (call: ServiceCall) => void;
  killAfter(functionName: string, operation: string): void;
  readonly kills: () => number;
} {
  let next: { functionName: string; operation: string } | undefined;
  let kills = 0;
  return {
    kills: () => kills,
    killAfter(functionName, operation) {
      next = { functionName, operation };
    },
    onCall({ functionName = '', operation, error }) {
      if (!next || error !== undefined) return;
      if (!functionName.endsWith(next.functionName) || operation !== next.operation) return;
      next = undefined;
      kills += 1;
      service().sandbox.functions.kill(functionName);
    },
  };
}
