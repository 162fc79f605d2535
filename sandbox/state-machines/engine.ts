import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import type * as LocalStepFunctions from 'aws-local-stepfunctions';
import { type Chance, mathOf } from '../chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { TimeoutName } from './run-task.ts';

type Library = typeof LocalStepFunctions;
type Run = ReturnType<InstanceType<Library['StateMachine']>['run']>;
export type EngineEvent = Run['eventLogs'] extends AsyncGenerator<infer Event> ? Event : never;

export interface Engine extends Library {
  /** The engine's own time-out error: unlike any other it is not matched by `States.TaskFailed`. */
  timeoutError(name: TimeoutName): Error;
}

/**
 * aws-local-stepfunctions on the given clock: its CommonJS build is compiled with the clock's timers and Date as
 * parameters, so that waits, retry pauses and time stamps are nominal without touching any global.
 */
export async function compileEngine(clock: VirtualClock, chance: Chance): Promise<Engine> {
  const { resolve } = createRequire(import.meta.url);
  const file = resolve('aws-local-stepfunctions');
  const module = { exports: {} };
  let setTimer: VirtualClock['setTimeout'] | undefined;
  const parameters = ['module', 'exports', 'require', 'setTimeout', 'clearTimeout', 'Date', 'Math'];
  const load = compileFunction(readFileSync(file, 'utf8'), parameters, { filename: file });
  load(
    module,
    module.exports,
    createRequire(file),
    (callback: () => void, ms: number) => (setTimer ? setTimer(callback, ms) : queueMicrotask(callback)),
    clock.clearTimeout,
    clock.Date,
    mathOf(chance), // for JitterStrategy
  );
  const library = module.exports as Library;
  const TimeoutError = await findTimeoutError(library);
  setTimer = clock.setTimeout;
  return { ...library, timeoutError: (name) => Object.assign(new TimeoutError(), { name, message: '' }) };
}

/** The class is not exported; a task that times out at once shows it. */
async function findTimeoutError({ StateMachine }: Library): Promise<new () => Error> {
  const machine = new StateMachine(
    {
      StartAt: 'Hang',
      States: { Hang: { Type: 'Task', Resource: '', TimeoutSeconds: 1, End: true } },
    },
    { validationOptions: { noValidate: true } },
  );
  const never = () => new Promise<never>(() => undefined);
  const { result } = machine.run(null, { overrides: { taskResourceLocalHandlers: { Hang: never } } });
  const error: unknown = await result.catch((failure) => failure.cause);
  if (!(error instanceof Error)) throw new TypeError(`The engine's time-out is ${error}, not an error.`);
  return error.constructor as new () => Error;
}
