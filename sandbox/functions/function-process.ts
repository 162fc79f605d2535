import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { ExecutionEnvironment, Outcome } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { exited, type FunctionError, type LogLine, timedOut } from './invocation.ts';

type Message =
  | { readonly type: 'READY' }
  | { readonly type: 'INIT_FAILED'; readonly error: FunctionError }
  | { readonly type: 'RESULT'; readonly requestId: string; readonly payload: string }
  | {
      readonly type: 'ERROR';
      readonly requestId: string | undefined;
      readonly error: FunctionError;
      /** The process ends after this message. */
      readonly isFatal?: true;
    };

const bootstrap = fileURLToPath(new URL('./bootstrap.mjs', import.meta.url));

/** An execution environment that is a process of its own: nominal time runs as real time while it works. */
export function startFunctionProcess({
  definition,
  taskRoot,
  environment,
  clock,
  onLog,
  onExit,
}: {
  definition: FunctionDefinition;
  taskRoot: string;
  environment: Record<string, string>;
  clock: VirtualClock;
  onLog: (line: LogLine) => void;
  onExit: () => void;
}): ExecutionEnvironment {
  // Its name is an argument so that a list of processes shows it.
  const child = fork(bootstrap, [definition.functionName], {
    env: environment,
    cwd: taskRoot,
    execArgv: [`--max-old-space-size=${definition.memorySizeMb}`, '--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
  });
  const initialised = Promise.withResolvers<FunctionError | undefined>();
  let lastRequestId: string | undefined;
  let isAlive = true;
  let pending: { requestId: string; settle: (outcome: Outcome) => void } | undefined;

  const settle = (outcome: Outcome) => {
    const settled = pending;
    pending = undefined;
    settled?.settle(outcome);
  };
  const died = (code: number | null, signal: string | null) => {
    isAlive = false;
    initialised.resolve(exited('init', code, signal));
    if (pending) settle({ error: exited(pending.requestId, code, signal) });
    onExit();
  };
  child.on('error', () => died(1, null));
  child.on('exit', died);
  child.on('message', (message) => receive(message as Message));
  const receive = (message: Message) => {
    switch (message.type) {
      case 'READY':
        return initialised.resolve(undefined);
      case 'INIT_FAILED':
        return initialised.resolve(message.error);
      case 'RESULT':
        if (message.requestId === pending?.requestId) settle({ payload: message.payload });
        return;
      case 'ERROR':
        if (message.isFatal) isAlive = false;
        if (message.requestId === pending?.requestId) settle({ error: message.error });
        return;
      default:
        message satisfies never;
    }
  };
  forwardLines(child, (stream, line) =>
    onLog({ functionName: definition.functionName, requestId: lastRequestId, stream, line }),
  );
  void clock.during(() => initialised.promise);
  child.send({ type: 'INIT', clockOffsetMs: clock.now() - Date.now() }, ignoreSendError);

  return {
    pid: child.pid,
    initialised: initialised.promise,
    get isAlive() {
      return isAlive;
    },
    invoke(requestId, payload) {
      lastRequestId = requestId;
      if (!isAlive) return Promise.resolve({ error: exited(requestId, null, 'SIGKILL') });
      const answered = new Promise<Outcome>((resolve) => {
        const timer = clock.setTimeout(() => {
          isAlive = false;
          child.kill('SIGKILL');
          settle({ error: timedOut(requestId, definition.timeoutSeconds) });
        }, definition.timeoutSeconds * 1000);
        pending = {
          requestId,
          settle(outcome) {
            clock.clearTimeout(timer);
            // One turn, so that the lines written before the answer are read before it counts.
            setImmediate(resolve, outcome);
          },
        };
        child.send(
          {
            type: 'INVOKE',
            requestId,
            payload,
            functionArn: definition.arn,
            clockOffsetMs: clock.now() - Date.now(),
            deadline: clock.now() + definition.timeoutSeconds * 1000,
          },
          ignoreSendError,
        );
      });
      return clock.during(() => answered);
    },
    kill() {
      isAlive = false;
      child.kill('SIGKILL');
    },
  };
}

function forwardLines(
  child: ChildProcess,
  forward: (stream: 'stdout' | 'stderr', line: string) => void,
): void {
  const read = (name: 'stdout' | 'stderr', stream: Readable | null) => {
    if (stream) createInterface({ input: stream }).on('line', (line) => forward(name, line));
  };
  read('stdout', child.stdout);
  read('stderr', child.stderr);
}

/** A process that died before it was told anything reports its exit; the failed send says nothing more. */
function ignoreSendError(): void {}
