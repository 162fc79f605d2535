import type { Definition } from './definition.ts';
import type { Engine, EngineEvent } from './engine.ts';
import type { ExecutionEnd } from './execution-log.ts';
import type { TaskDefinition } from './task-definition.ts';

export interface EngineRun {
  readonly engine: Engine;
  readonly definition: Definition;
  readonly startAt: string;
  /** JSON. */
  readonly input: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly attempt: (task: TaskDefinition, input: unknown) => Promise<unknown>;
  readonly onEvent: (event: EngineEvent) => void;
  readonly onEnd: (end: ExecutionEnd) => void;
}

/** Our own checks replace the engine's, which take 150 ms and change the definition. */
const engineOptions = { validationOptions: { noValidate: true } };

/** Runs a definition on the engine until it ends or the signal is aborted; after that it tells nothing. */
export function runEngine(run: EngineRun): void {
  const { engine, definition, signal } = run;
  const machine = new engine.StateMachine(
    { StartAt: run.startAt, States: definition.states as never },
    engineOptions,
  );
  const taskResourceLocalHandlers = Object.fromEntries(
    [...definition.tasks].map(([name, task]) => [
      name,
      (input: unknown) => run.attempt(task, input) as Promise<never>,
    ]),
  );
  const { result, eventLogs, abort } = machine.run(JSON.parse(run.input), {
    overrides: { taskResourceLocalHandlers },
    context: run.context,
  });
  signal.addEventListener('abort', () => abort(), { once: true });
  const told = (async () => {
    for await (const event of eventLogs) {
      if (signal.aborted) return;
      run.onEvent(event);
    }
  })();
  result
    .then((output): ExecutionEnd => ({ status: 'SUCCEEDED', output: JSON.stringify(output) }), failureEnd)
    .then(async (end) => {
      if (signal.aborted) return;
      await told;
      if (!signal.aborted) run.onEnd(end);
    });
}

function failureEnd(failure: unknown): ExecutionEnd {
  const reason = failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
  if (!(reason instanceof Error)) return { status: 'FAILED', error: 'States.Runtime', cause: String(reason) };
  return {
    status: 'FAILED',
    ...(reason.name && { error: reason.name }),
    ...(reason.message && { cause: reason.message }),
  };
}
