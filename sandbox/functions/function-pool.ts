import type { ExecutionEnvironment, Outcome } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { FunctionError } from './invocation.ts';

/** The execution environments of one function: started when needed, kept warm, capped. */
export interface FunctionPool {
  readonly definition: FunctionDefinition;
  invoke(requestId: string, payload: string): Promise<Outcome>;
  /** Starts one environment; resolves with the error when the bundle cannot be initialised. */
  warm(): Promise<FunctionError | undefined>;
  pids(): readonly number[];
  /** Ends every environment at once, as SIGKILL does; the next invocation starts another. */
  kill(): void;
}

/**
 * Environments of one function at a time. Lambda starts a thousand; here a machine's memory is the limit, so
 * what is beyond the cap waits for a free one, first come first served.
 */
const MOST_ENVIRONMENTS = 4;

export function createFunctionPool({
  definition,
  mostEnvironments = MOST_ENVIRONMENTS,
  startEnvironment,
  onProcesses,
}: {
  definition: FunctionDefinition;
  /** Where the account has a limit, that: what is beyond it is turned away, and nothing waits. */
  mostEnvironments?: number | undefined;
  startEnvironment: (onExit: () => void) => ExecutionEnvironment;
  /** Told when a process starts or has ended. */
  onProcesses: () => void;
}): FunctionPool {
  const cap = Math.max(1, Math.min(definition.reservedConcurrency ?? mostEnvironments, mostEnvironments));
  const all = new Set<ExecutionEnvironment>();
  const idle: ExecutionEnvironment[] = [];
  const waiting: ((environment: ExecutionEnvironment | undefined) => void)[] = [];

  const start = () => {
    const started = startEnvironment(() => {
      all.delete(started);
      onProcesses();
    });
    all.add(started);
    onProcesses();
    return started;
  };
  const acquire = async (): Promise<ExecutionEnvironment> => {
    for (let warm = idle.pop(); warm; warm = idle.pop()) {
      if (warm.isAlive) return warm;
    }
    if (all.size < cap) return start();
    return (
      (await new Promise<ExecutionEnvironment | undefined>((resolve) => waiting.push(resolve))) ?? start()
    );
  };
  const release = (used: ExecutionEnvironment) => {
    if (!used.isAlive) all.delete(used);
    const next = waiting.shift();
    if (next) next(used.isAlive ? used : undefined);
    else if (used.isAlive) idle.push(used);
  };

  return {
    definition,
    async invoke(requestId, payload) {
      const used = await acquire();
      try {
        const initError = await used.initialised;
        if (initError) {
          used.kill();
          return { error: withRequestId(initError, requestId) };
        }
        return await used.invoke(requestId, payload);
      } finally {
        release(used);
      }
    },
    async warm() {
      const started = await acquire();
      const initError = await started.initialised;
      if (initError) started.kill();
      release(started);
      return initError;
    },
    // A process that could not be started has none.
    pids: () => [...all].flatMap(({ isAlive, pid }) => (isAlive && pid !== undefined ? [pid] : [])),
    kill() {
      for (const environment of all) environment.kill();
    },
  };
}

function withRequestId(error: FunctionError, requestId: string): FunctionError {
  return {
    ...error,
    errorMessage: error.errorMessage.replace('RequestId: init ', `RequestId: ${requestId} `),
  };
}
