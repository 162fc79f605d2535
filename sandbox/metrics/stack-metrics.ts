import type { Rule } from '../bus/rule.ts';
import type { LogLine } from '../functions/invocation.ts';
import type { Queues } from '../queues/queues.ts';
import type { Execution } from '../state-machines/execution.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import type { MetricStore } from './metric-store.ts';

/** What AWS itself measures of a stack, as far as the sandbox does: docs/sandbox.md lists it. */
export interface StackMetrics {
  onMatch(rule: Pick<Rule, 'name' | 'eventBusName'>): void;
  onInvocation(functionName: string, result: 'SUCCEEDED' | 'FAILED' | 'THROTTLED'): void;
  onStatusChange(execution: Pick<Execution, 'status' | 'stateMachineArn'>): void;
  onLog(line: LogLine): void;
  sampleQueues(queues: Queues): void;
}

const ENDED: Readonly<Record<string, string>> = {
  FAILED: 'ExecutionsFailed',
  ABORTED: 'ExecutionsAborted',
  TIMED_OUT: 'ExecutionsTimedOut',
};

export function createStackMetrics(metrics: MetricStore, now: () => number): StackMetrics {
  const record = (namespace: string, name: string, dimensions: Record<string, string>, value = 1) =>
    metrics.record({ namespace, name, dimensions }, value, now());
  // Lambda measures each function, and all of the account together.
  const ofLambda = (functionName: string, name: string, value: number) => {
    record('AWS/Lambda', name, { FunctionName: functionName }, value);
    record('AWS/Lambda', name, {}, value);
  };
  return {
    // Source: EventBridge user guide, "EventBridge metrics": a custom bus is named beside the rule.
    onMatch({ name, eventBusName }) {
      const bus: Record<string, string> = eventBusName === 'default' ? {} : { EventBusName: eventBusName };
      record('AWS/Events', 'MatchedEvents', { ...bus, RuleName: name });
    },
    onInvocation(functionName, result) {
      // A throttled one is no invocation.
      ofLambda(functionName, 'Throttles', result === 'THROTTLED' ? 1 : 0);
      if (result === 'THROTTLED') return;
      ofLambda(functionName, 'Invocations', 1);
      ofLambda(functionName, 'Errors', result === 'FAILED' ? 1 : 0);
    },
    onStatusChange({ status, stateMachineArn }) {
      const name = ENDED[status];
      if (name) record('AWS/States', name, { StateMachineArn: stateMachineArn });
    },
    onLog({ line }) {
      for (const { value, ...metric } of embeddedMetrics(line)) metrics.record(metric, value, now());
    },
    sampleQueues({ all }) {
      for (const queue of all)
        record(
          'AWS/SQS',
          'ApproximateNumberOfMessagesVisible',
          { QueueName: queue.name },
          queue.counts().visible,
        );
    },
  };
}
