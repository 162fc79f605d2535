import type { DeliveryFault, PassedEvent } from './bus/event-buses.ts';
import type { ServiceCall } from './call-log.ts';
import type { FunctionHost } from './functions/functions.ts';
import type { LogLine } from './functions/invocation.ts';
import type { InterceptCall } from './intercept-call.ts';
import type { AccountLimits } from './limits/account-limits.ts';
import type { AlarmChange } from './metrics/alarms.ts';
import type { Execution } from './state-machines/execution.ts';
import type { HistoryEvent } from './state-machines/history-events.ts';

export interface SandboxOptions {
  /** Where the packager wrote the template and the zips. */
  readonly packageDirectory: string;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /** How many times as fast as real time idle time runs; 1 by default. */
  readonly speed?: number;
  /** Of the Service Catalog and Organizations simulator; a small organization by default. */
  readonly scenario?: unknown;
  /** Where functions call Service Catalog, instead of the simulator. Time then runs unscaled. */
  readonly serviceCatalogEndpoint?: string | undefined;
  /** Appends each event that passes a bus as one JSON line; `-` is standard output. */
  readonly eventsFile?: string | undefined;
  /** Of the template. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The stack's; the scenario's management account by default. A member account is made a delegated administrator. */
  readonly accountId?: string;
  /** The stack's, and then the scenario's too; the scenario's by default. */
  readonly region?: string;
  /**
   * `PROCESSES` by default. In `MEMORY` a run of thousands of invocations takes seconds, and a pause or a time-out of
   * an SDK no real time; but a function shares this process, so one that loops for ever hangs it.
   */
  readonly functionHost?: FunctionHost;
  /** Starts one environment of each function before it is ready, and refuses a bundle that cannot be started. */
  readonly warm?: boolean;
  /**
   * The same seed gives the same run, call by call: functions in memory, no socket, a clock that stands still while
   * anything can run, and ids and jitter drawn from the seed.
   */
  readonly seed?: number;
  /** Limits of a real account; none by default. */
  readonly limits?: AccountLimits;
  /** Told when an alarm of the template changes its state. */
  readonly onAlarm?: (change: AlarmChange) => void;
  readonly onEvent?: (passed: PassedEvent) => void;
  readonly onHistoryEvent?: (execution: Execution, event: HistoryEvent) => void;
  readonly onStatusChange?: (execution: Execution) => void;
  readonly onCall?: (call: ServiceCall) => void;
  readonly onLog?: (line: LogLine) => void;
  /** Told of a defect of the sandbox itself; written to standard error by default. */
  readonly onDefect?: (defect: unknown) => void;
  /** What goes wrong between a bus and its targets; nothing by default. */
  readonly deliveryFault?: DeliveryFault;
  /** How a Task says that its machine may not invoke its function: both were seen on AWS, the first more often. */
  readonly deniedInvocation?: 'Lambda.AWSLambdaException' | 'Lambda.AccessDeniedException';
  /** What goes wrong between a client and a service; nothing by default. */
  readonly interceptCall?: InterceptCall;
}
