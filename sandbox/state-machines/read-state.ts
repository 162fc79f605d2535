import { isObject, type JsonObject } from '../template/read-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { rewriteContext } from './context-paths.ts';
import { refuseUnknownFields } from './refuse-unknown-fields.ts';
import { readTask, type TaskDefinition } from './task-definition.ts';

const everywhere = ['Type', 'Comment', 'QueryLanguage', 'InputPath', 'OutputPath'];
const onward = ['Next', 'End'];
const guarded = ['ResultPath', 'ResultSelector', 'Retry', 'Catch', ...onward];

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  Task: [...everywhere, 'Resource', 'Parameters', 'TimeoutSeconds', 'HeartbeatSeconds', ...guarded],
  Pass: [...everywhere, 'Parameters', 'Result', 'ResultPath', ...onward],
  Wait: [...everywhere, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath', ...onward],
  Choice: [...everywhere, 'Choices', 'Default'],
  Succeed: everywhere,
  Fail: [...everywhere, 'Error', 'ErrorPath', 'Cause', 'CausePath'],
  Parallel: [...everywhere, 'Branches', 'Parameters', ...guarded],
  Map: [
    ...everywhere,
    'Iterator',
    'ItemProcessor',
    'ItemsPath',
    'ItemSelector',
    'Parameters',
    'MaxConcurrency',
    'MaxConcurrencyPath',
    ...guarded,
  ],
};

const retrierFields = [
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
];
const catcherFields = ['ErrorEquals', 'Next', 'ResultPath', 'Comment'];

interface StatePlace {
  readonly name: string;
  readonly key: number;
  /** For an error's sentence. */
  readonly place: string;
  /** Names of the states of its level: where it may go on to. */
  readonly siblings: readonly string[];
  readBranch(branch: unknown, place: string): JsonObject;
}

/** One state as the engine runs it. @throws {@link Refusal} for what it would run wrongly or not at all. */
export function readState(
  state: JsonObject,
  { name, key, place, siblings, readBranch }: StatePlace,
): { readonly state: JsonObject; readonly task?: TaskDefinition } {
  const type = String(state.Type);
  const fields = Object.hasOwn(fieldsOf, type) ? fieldsOf[type] : undefined;
  if (!fields) {
    throw new Refusal(`${place} is of Type ${state.Type}; supported: ${Object.keys(fieldsOf).join(', ')}.`);
  }
  refuseUnknownFields(state, fields, place);
  for (const target of targetsOf(state)) {
    if (!siblings.includes(target))
      throw new Refusal(`${place} goes on to ${target}, which is no state beside it.`);
  }
  const read: Record<string, unknown> = { ...rewriteContext(state, key, place), Branches: undefined };
  delete read.Branches;
  normaliseResultPath(read);
  if (Array.isArray(state.Retry)) read.Retry = state.Retry.map((retrier) => readRetrier(retrier, place));
  if (Array.isArray(state.Catch)) read.Catch = state.Catch.map((catcher) => readCatcher(catcher, place));
  switch (type) {
    case 'Task':
      // Our own handler keeps the time-out, and the engine's default of 60 s must not get in its way.
      return { state: { ...read, TimeoutSeconds: engineTimeoutSeconds }, task: readTask(state, name, place) };
    case 'Pass':
      return { state: readPass(read) };
    case 'Fail':
      // Without a name of its own, not under one that the engine makes up.
      return { state: { Error: '', Cause: '', ...read } };
    case 'Parallel':
      return {
        state: {
          ...read,
          Branches: (Array.isArray(state.Branches) ? state.Branches : []).map((branch, index) =>
            readBranch(branch, `${place}, branch ${index}`),
          ),
        },
      };
    case 'Map': {
      const processor = state.ItemProcessor ?? state.Iterator;
      refuseDistributed(processor, place);
      delete read.Iterator;
      return { state: { ...read, ItemProcessor: readBranch(processor, `${place}, its ItemProcessor`) } };
    }
    default:
      return { state: read };
  }
}

/** Ten times what AWS allows, so that ours is always the first. */
const engineTimeoutSeconds = 999_999_990;

/** `ResultPath: "$"` is the default; the engine would put the result under a key named `$`. */
function normaliseResultPath(value: Record<string, unknown>): void {
  if (value.ResultPath === '$') delete value.ResultPath;
}

/** The engine ignores a Result that is false, 0, "" or null; the same value as Parameters is not ignored. */
function readPass(state: Record<string, unknown>): JsonObject {
  if (!Object.hasOwn(state, 'Result') || state.Result) return state;
  const { Result, ...rest } = state;
  return { ...rest, Parameters: Result };
}

function readRetrier(retrier: unknown, place: string): JsonObject {
  const read = errorRule(retrier, retrierFields, place);
  if (read.JitterStrategy !== undefined && read.JitterStrategy !== 'FULL' && read.JitterStrategy !== 'NONE') {
    throw new Refusal(`${place} has JitterStrategy ${read.JitterStrategy}; expected FULL or NONE.`);
  }
  return read;
}

function readCatcher(catcher: unknown, place: string): JsonObject {
  const read = errorRule(catcher, catcherFields, place);
  normaliseResultPath(read);
  return read;
}

function errorRule(rule: unknown, fields: readonly string[], place: string): Record<string, unknown> {
  if (!isObject(rule) || !Array.isArray(rule.ErrorEquals) || rule.ErrorEquals.length === 0) {
    throw new Refusal(`${place} has a Retry or Catch without ErrorEquals.`);
  }
  refuseUnknownFields(rule, fields, place);
  return { ...rule, ErrorEquals: withHeartbeat(rule.ErrorEquals) };
}

/** A missed heartbeat is a `States.Timeout` too; source: Amazon States Language, Appendix A. */
function withHeartbeat(errorEquals: readonly unknown[]): readonly unknown[] {
  return errorEquals.includes('States.Timeout') ? [...errorEquals, 'States.HeartbeatTimeout'] : errorEquals;
}

function refuseDistributed(processor: unknown, place: string): void {
  const config = isObject(processor) && isObject(processor.ProcessorConfig) ? processor.ProcessorConfig : {};
  if (config.Mode !== undefined && config.Mode !== 'INLINE') {
    throw new Refusal(`${place} has ProcessorConfig.Mode ${config.Mode}; supported: INLINE.`);
  }
}

function targetsOf(state: JsonObject): readonly string[] {
  const rules = [state.Choices, state.Catch].flatMap((list) => (Array.isArray(list) ? list : []));
  return [state, ...rules, { Next: state.Default }]
    .map((rule) => (isObject(rule) ? rule.Next : undefined))
    .filter((target) => target !== undefined)
    .map(String);
}
