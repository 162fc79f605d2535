import type { ServiceCall } from '../../sandbox/call-log.ts';
import type { Service } from './start-service.ts';

/**
 * Kills a function the next time that it has made a call which took effect: its answer is lost, and
 * whatever it would have done next. Several wait for each other in turn. `onCall` is for startService.
 */
export function killerOf(service: () => Service): {
  readonly onCall: (call: ServiceCall) => void;
  killAfter(functionName: string, operation: string): void;
  readonly kills: () => number;
} {
  const awaited: { functionName: string; operation: string }[] = [];
  let kills = 0;
  return {
    kills: () => kills,
    killAfter(functionName, operation) {
      awaited.push({ functionName, operation });
    },
    onCall({ functionName = '', operation, error }) {
      const [next] = awaited;
      if (!next || error !== undefined) return;
      if (!functionName.endsWith(next.functionName) || operation !== next.operation) return;
      awaited.shift();
      kills += 1;
      service().sandbox.functions.kill(functionName);
    },
  };
}
