import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import type { Chance } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { AccountLimits } from '../limits/account-limits.ts';
import type { WireOutcome, WireRequest } from '../wire/message.ts';
import { Refusal } from '../wire/refusal.ts';
import { bundleSource } from './bundle-source.ts';
import { createConcurrency } from './concurrency.ts';
import { environmentVariables, type FunctionSurroundings } from './environment-variables.ts';
import type { ExecutionEnvironment, Outcome } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { startFunctionInMemory } from './function-in-memory.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { startFunctionProcess } from './function-process.ts';
import { type InvocationResult, type LogLine, largestResponseBytes } from './invocation.ts';
import { createProcessGuard } from './process-guard.ts';
import { readZip } from './read-zip.ts';

export interface FunctionProcessStatus {
  readonly functionName: string;
  readonly pid: number;
}

/** Where functions run: each environment in a process of its own, or all of them in this one. */
export type FunctionHost = 'PROCESSES' | 'MEMORY';

/** The Lambda service of the sandbox. */
export interface Functions {
  readonly definitions: readonly FunctionDefinition[];
  /** By name, ARN, or the ARN of a version. */
  find(functionName: string): FunctionDefinition | undefined;
  /** A synchronous invocation. `payload` and the answer's are JSON. */
  invoke(functionName: string, payload: string): Promise<InvocationResult>;
  /** Reads every bundle, and starts none. */
  prepare(): Promise<void>;
  /** Starts one environment of each function. @throws {@link Refusal} for a bundle that cannot be initialised. */
  warm(): Promise<void>;
  processes(): readonly FunctionProcessStatus[];
  /** Ends every environment of a function at once, as SIGKILL does. */
  kill(functionName: string): void;
  close(): void;
}

/** Functions in memory have no processes to guard. */
const NO_GUARD = { update: () => undefined, close: () => undefined };

/** @throws {@link Refusal} when a bundle is missing or broken. */
export function createFunctions({
  definitions,
  host,
  surroundings,
  clock,
  chance,
  answer,
  limits = {},
  onInvocation = () => undefined,
  onLog,
}: {
  definitions: readonly FunctionDefinition[];
  host: FunctionHost;
  surroundings: FunctionSurroundings;
  clock: VirtualClock;
  chance: Chance;
  /** What a function in memory calls in the place of the endpoint. */
  answer: (request: WireRequest) => Promise<WireOutcome>;
  limits?: AccountLimits;
  /** Told how each invocation ended, as Lambda's own metrics count it. */
  onInvocation?: (functionName: string, result: 'SUCCEEDED' | 'FAILED' | 'THROTTLED') => void;
  onLog: (line: LogLine) => void;
}): Functions {
  const directory = mkdtempSync(join(tmpdir(), 'foliocast-sandbox-'));
  const removeDirectory = () => rmSync(directory, { recursive: true, force: true });
  const sources: Promise<string>[] = [];
  let pools: ReadonlyMap<string, FunctionPool>;
  try {
    pools = new Map(definitions.map((definition) => [definition.functionName, createPool(definition)]));
  } catch (error) {
    removeDirectory();
    throw error;
  }
  const concurrency = createConcurrency(clock, limits);
  const guard = host === 'MEMORY' ? NO_GUARD : createProcessGuard(directory);
  const close = () => {
    for (const pool of pools.values()) pool.kill();
    guard.close();
    removeDirectory();
    process.off('exit', close);
  };
  process.on('exit', close);

  function createPool(definition: FunctionDefinition): FunctionPool {
    return createFunctionPool({
      definition,
      mostEnvironments: limits.lambdaConcurrency,
      startEnvironment: host === 'MEMORY' ? inMemory(definition) : inProcesses(definition),
      onProcesses: () => guard.update([...pools.values()].flatMap((pool) => pool.pids())),
    });
  }
  function environmentOf(definition: FunctionDefinition, taskRoot: string) {
    return environmentVariables(definition, surroundings, taskRoot, logStreamName(clock, chance));
  }
  function inProcesses(definition: FunctionDefinition): (onExit: () => void) => ExecutionEnvironment {
    const taskRoot = join(directory, definition.functionName);
    unpack(definition, taskRoot);
    return (onExit) => {
      const environment = environmentOf(definition, taskRoot);
      return startFunctionProcess({ definition, taskRoot, environment, clock, onLog, onExit });
    };
  }
  function inMemory(definition: FunctionDefinition): (onExit: () => void) => ExecutionEnvironment {
    const source = bundleSource(definition, readBundle(definition));
    source.catch(() => undefined); // whoever starts an environment is told
    sources.push(source);
    return (onExit) => {
      const environment = environmentOf(definition, '/var/task');
      return startFunctionInMemory({ definition, source, environment, clock, chance, answer, onLog, onExit });
    };
  }

  return {
    definitions,
    find: (functionName) => pools.get(nameIn(functionName))?.definition,
    async invoke(functionName, payload) {
      const pool = pools.get(nameIn(functionName));
      if (!pool)
        throw new Refusal(`There is no function ${functionName}; there are ${[...pools.keys()].join(', ')}.`);
      const requestId = chance.uuid();
      const invoke = async () => resultOf(requestId, await pool.invoke(requestId, payload));
      const result = await concurrency.during(requestId, invoke);
      const isThrottled = result.status === 'FAILED' && result.isThrottled;
      onInvocation(pool.definition.functionName, isThrottled ? 'THROTTLED' : result.status);
      return result;
    },
    async prepare() {
      await Promise.allSettled(sources);
    },
    async warm() {
      const failures = await Promise.all(
        [...pools.values()].map(async (pool) => ({ pool, error: await pool.warm() })),
      );
      for (const { pool, error } of failures) {
        if (error) {
          throw new Refusal(
            `The bundle of the function ${pool.definition.functionName} (${pool.definition.zipPath}) cannot be started: ${error.errorType}, ${error.errorMessage}.`,
          );
        }
      }
    },
    processes: () =>
      [...pools].flatMap(([functionName, pool]) => pool.pids().map((pid) => ({ functionName, pid }))),
    kill: (functionName) => pools.get(nameIn(functionName))?.kill(),
    close,
  };
}

/** The function's name in `name`, `name:version` or an ARN of either. */
export function nameIn(functionName: string): string {
  return functionName.replace(/^arn:[^:]*:lambda:[^:]*:[^:]*:function:/, '').replace(/:.*$/, '');
}

function resultOf(requestId: string, outcome: Outcome): InvocationResult {
  if ('error' in outcome) return { status: 'FAILED', requestId, error: outcome.error };
  if (Buffer.byteLength(outcome.payload) > largestResponseBytes) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${largestResponseBytes} bytes).`;
    return {
      status: 'FAILED',
      requestId,
      error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage },
    };
  }
  return { status: 'SUCCEEDED', requestId, payload: outcome.payload };
}

function readBundle({ functionName, zipPath }: FunctionDefinition): ReadonlyMap<string, Buffer> {
  try {
    return readZip(readFileSync(zipPath), zipPath);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      `The bundle ${zipPath} of the function ${functionName} is missing: package the service again.`,
      {
        cause: error,
      },
    );
  }
}

function unpack(definition: FunctionDefinition, taskRoot: string): void {
  for (const [name, content] of readBundle(definition)) {
    const path = resolve(taskRoot, name);
    if (!path.startsWith(taskRoot + sep)) {
      throw new Refusal(`The bundle ${definition.zipPath} holds a file outside its root: ${name}.`);
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

function logStreamName(clock: VirtualClock, chance: Chance): string {
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${chance.uuid().replaceAll('-', '')}`;
}
