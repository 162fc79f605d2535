import type { Execution } from '../../sandbox/state-machines/execution.ts';
import type { HistoryEvent } from '../../sandbox/state-machines/history-events.ts';
import { describeState, lineOf } from './describe-state.ts';

export interface ExecutionWatch {
  readonly onHistoryEvent: (execution: Execution, event: HistoryEvent) => void;
  /** Resolves when the watched execution is over. */
  readonly ended: Promise<void>;
  /** State transitions, which AWS bills, and how long it took in nominal time. */
  summary(): string;
}

/** Tells the first execution state by state, as its history grows. */
export function watchExecution(
  requestId: string | undefined,
  onLine: (line: string) => void,
): ExecutionWatch {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  let watched: Execution | undefined;
  return {
    ended,
    onHistoryEvent(execution, event) {
      watched ??= isAbout(execution, requestId) ? execution : undefined;
      if (execution !== watched) return;
      const step = describeState(event);
      if (step) onLine(lineOf(event.timestamp - execution.startDate, step));
      if (/^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(event.type)) resolve();
    },
    summary() {
      if (!watched) return 'No execution';
      const nominalSeconds = Math.round(((watched.stopDate ?? watched.startDate) - watched.startDate) / 1000);
      return `${watched.status}: ${watched.stateTransitions} state transitions, ${nominalSeconds} s of nominal time`;
    },
  };
}

function isAbout({ input }: Execution, requestId: string | undefined): boolean {
  return requestId === undefined || input.includes(JSON.stringify(requestId));
}
