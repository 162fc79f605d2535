import { compileFunction } from 'node:vm';
import type { Chance } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { WireOutcome, WireRequest } from '../wire/message.ts';
import type { ExecutionEnvironment, Outcome } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { globalsOf } from './in-memory-globals.ts';
import { exited, type FunctionError, type LogLine, timedOut } from './invocation.ts';
import { contextOf, describe, type Handler, handlerIn, stringify } from './runtime.mjs';

/** One for each: whoever waits for a promise is kept by it. */
const never = () => new Promise<never>(() => undefined);

/**
 * An execution environment inside this process: the bundle sees the clock's timers and Date as its own, its calls
 * go to `answer` without a socket, and one that is killed gets no answer to anything any more. Only what it
 * computes takes real time; its waits, and an SDK's pauses and time-outs among them, take none.
 */
export function startFunctionInMemory({
  definition,
  source,
  environment,
  clock,
  chance,
  answer,
  onLog,
  onExit,
}: {
  definition: FunctionDefinition;
  /** CommonJS. */
  source: Promise<string>;
  environment: Record<string, string>;
  clock: VirtualClock;
  chance: Chance;
  answer: (request: WireRequest) => Promise<WireOutcome>;
  onLog: (line: LogLine) => void;
  onExit: () => void;
}): ExecutionEnvironment {
  let handler: Handler | undefined;
  let isAlive = true;
  let lastRequestId: string | undefined;
  let pending: { requestId: string; settle: (outcome: Outcome) => void } | undefined;

  const settle = (requestId: string, outcome: Outcome) => {
    if (pending?.requestId !== requestId) return;
    const { settle: resolve } = pending;
    pending = undefined;
    resolve(outcome);
  };
  const end = (error: (requestId: string) => FunctionError) => {
    if (!isAlive) return;
    isAlive = false;
    if (pending) settle(pending.requestId, { error: error(pending.requestId) });
    onExit();
  };
  const write = (stream: 'stdout' | 'stderr', text: string) => {
    for (const line of text.split('\n').filter((part) => part !== '')) {
      onLog({ functionName: definition.functionName, requestId: lastRequestId, stream, line });
    }
  };
  const globals = globalsOf({
    environment,
    clock,
    chance,
    write,
    isAlive: () => isAlive,
    exit(code = 0) {
      end((requestId) => exited(requestId, code, null));
      throw new Error('The function has exited'); // nobody is told; it just does not go on
    },
    answer: async (request) => {
      if (!isAlive) return never();
      const outcome = await answer(request);
      return isAlive ? outcome : never();
    },
  });
  const initialise = async (): Promise<FunctionError | undefined> => {
    try {
      handler = handlerIn(load(await source, globals), definition.handler);
      return undefined;
    } catch (error) {
      return describe(error);
    }
  };
  const run = async (requestId: string, payload: string): Promise<void> => {
    try {
      const deadline = clock.now() + definition.timeoutSeconds * 1000;
      const now = () => clock.now();
      const functionArn = definition.arn;
      const context = contextOf({ env: environment, now, requestId, deadline, functionArn });
      const result = await handler?.(JSON.parse(payload), context);
      settle(requestId, { payload: stringify(result) });
    } catch (error) {
      settle(requestId, { error: describe(error) });
    }
  };

  return {
    pid: undefined,
    initialised: clock.during(initialise),
    get isAlive() {
      return isAlive;
    },
    invoke(requestId, payload) {
      lastRequestId = requestId;
      if (!isAlive) return Promise.resolve({ error: exited(requestId, null, 'SIGKILL') });
      return new Promise((resolve) => {
        const timer = clock.setTimeout(
          () => end(() => timedOut(requestId, definition.timeoutSeconds)),
          definition.timeoutSeconds * 1000,
        );
        pending = {
          requestId,
          settle(outcome) {
            clock.clearTimeout(timer);
            resolve(outcome);
          },
        };
        clock.enter();
        void run(requestId, payload);
        clock.leave();
      });
    },
    kill: () => end((requestId) => exited(requestId, null, 'SIGKILL')),
  };
}

/** By its source: a run of thousands starts the same few bundles again and again. */
const compiled = new Map<string, Buffer>();

function load(source: string, globals: Readonly<Record<string, unknown>>) {
  const module = { exports: {} as Record<string, unknown> };
  const parameters = ['module', 'exports', ...Object.keys(globals)];
  const cachedData = compiled.get(source);
  const run = compileFunction(source, parameters, {
    filename: '/var/task/index.cjs', // as in Lambda: traces of errors name it
    ...(cachedData ? { cachedData } : { produceCachedData: true }),
  });
  const { cachedData: produced } = run as { readonly cachedData?: Buffer };
  if (produced) compiled.set(source, produced);
  run(module, module.exports, ...Object.values(globals));
  return module.exports;
}
