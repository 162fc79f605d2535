import { isObject, type JsonObject } from '../template/read-template.ts';
import { refuseUnknownFields } from '../template/refuse-unknown-fields.ts';
import { Refusal } from '../wire/refusal.ts';
import { compileChoiceRule } from './choice-rule.ts';
import { readCatchers, readRetriers } from './error-rule.ts';
import { compileExpression, compilePath, compileTemplate, type Evaluate } from './expression.ts';
import { InvalidPath } from './json-path-filter.ts';
import { compileResultPath } from './result-path.ts';
import type { Level, State } from './state.ts';
import { readTask } from './task-definition.ts';
import { readDelay } from './wait-delay.ts';

const everywhere = ['Type', 'Comment', 'QueryLanguage', 'InputPath', 'OutputPath'];
const onward = ['Next', 'End'];
const guarded = ['ResultPath', 'ResultSelector', 'Retry', 'Catch', ...onward];
const timeouts = ['TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'];

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  Task: [...everywhere, 'Resource', 'Parameters', ...timeouts, ...guarded],
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

export interface StatePlace {
  readonly name: string;
  /** For an error's sentence. */
  readonly place: string;
  /** Names of the states of its level: where it may go on to. */
  readonly siblings: readonly string[];
  /** Inside a Map or Parallel whose failure is caught or retried. */
  readonly isCaught: boolean;
  readLevel(branch: unknown, place: string, isCaught: boolean): Level;
}

const theInput: Evaluate = ({ input }) => input;

/** One state, ready to run. @throws {@link Refusal} for what the sandbox would run wrongly or not at all. */
export function readState(state: JsonObject, where: StatePlace): State {
  const { place, siblings } = where;
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
  try {
    return readOfType(type, state, where);
  } catch (cause) {
    if (!(cause instanceof InvalidPath)) throw cause;
    throw new Refusal(`${place}: ${cause.message}.`, { cause });
  }
}

function readOfType(type: string, state: JsonObject, where: StatePlace): State {
  const { name, place } = where;
  const common = {
    name,
    readInput: readPath(state, 'InputPath', place),
    readOutput: readPath(state, 'OutputPath', place),
    next: state.Next === undefined ? undefined : String(state.Next),
  };
  switch (type) {
    case 'Task':
      return { ...common, ...readGuards(state, place), type, task: readTask(state, name, place) };
    case 'Parallel':
      if (!Array.isArray(state.Branches) || state.Branches.length === 0)
        throw new Refusal(`${place} has no Branches; expected at least one.`);
      return {
        ...common,
        ...readGuards(state, place),
        type,
        branches: state.Branches.map((branch, index) =>
          where.readLevel(branch, `${place}, branch ${index}`, isCaughtIn(state, where)),
        ),
      };
    case 'Map':
      return {
        ...common,
        ...readGuards({ ...state, Parameters: undefined }, place),
        type,
        ...readMap(state, where),
      };
    case 'Pass':
      if (Object.hasOwn(state, 'Result') && Object.hasOwn(state, 'Parameters'))
        throw new Refusal(
          `${place} has Result and Parameters; which of them it gives is in doubt, so it is not supported.`,
        );
      return {
        ...common,
        type,
        evaluateResult: Object.hasOwn(state, 'Result')
          ? () => state.Result
          : readTemplate(state, 'Parameters', place),
        writeResult: compileResultPath(state.ResultPath),
      };
    case 'Wait':
      return { ...common, type, readDelayMs: readDelay(state, place) };
    case 'Choice':
      return {
        ...common,
        next: state.Default === undefined ? undefined : String(state.Default),
        type,
        choices: (Array.isArray(state.Choices) ? state.Choices : []).map((rule) => ({
          matches: compileChoiceRule(rule, place),
          next: String(rule.Next),
        })),
      };
    case 'Fail':
      if (where.isCaught) refuseNameless(state, place);
      return {
        ...common,
        type,
        readError: readText(state.Error, state.ErrorPath, 'ErrorPath', place),
        readCause: readText(state.Cause, state.CausePath, 'CausePath', place),
      };
    default:
      return { ...common, type: 'Succeed' };
  }
}

function readGuards(state: JsonObject, place: string) {
  return {
    evaluateParameters: readTemplate(state, 'Parameters', place),
    selectResult: readTemplate(state, 'ResultSelector', place),
    writeResult: compileResultPath(state.ResultPath),
    retriers: readRetriers(state.Retry, String(state.Type), place),
    catchers: readCatchers(state.Catch, String(state.Type), place),
  };
}

function isCaughtIn(state: JsonObject, { isCaught }: StatePlace): boolean {
  return isCaught || [state.Catch, state.Retry].some((rules) => Array.isArray(rules) && rules.length > 0);
}

function readMap(state: JsonObject, where: StatePlace) {
  const { place, readLevel } = where;
  const processor = state.ItemProcessor ?? state.Iterator;
  const config = isObject(processor) && isObject(processor.ProcessorConfig) ? processor.ProcessorConfig : {};
  if (config.Mode !== undefined && config.Mode !== 'INLINE') {
    throw new Refusal(`${place} has ProcessorConfig.Mode ${config.Mode}; supported: INLINE.`);
  }
  const field = state.ItemSelector === undefined ? 'Parameters' : 'ItemSelector';
  const selectItem: Evaluate = ({ context }) => (context.Map as { Item: { Value: unknown } }).Item.Value;
  return {
    readItems: readPath(state, 'ItemsPath', place),
    selectItem: state[field] === undefined ? selectItem : readTemplate(state, field, place),
    readMaxConcurrency:
      state.MaxConcurrencyPath === undefined
        ? () => state.MaxConcurrency ?? 0
        : compilePath(state.MaxConcurrencyPath, 'MaxConcurrencyPath', place),
    processor: readLevel(processor, `${place}, its ItemProcessor`, isCaughtIn(state, where)),
  };
}

/** `null` stands for an empty object; source: Amazon States Language, "InputPath". */
function readPath(state: JsonObject, field: string, place: string): Evaluate {
  const path = state[field];
  if (path === null) return () => ({});
  return path === undefined ? theInput : compilePath(path, field, place);
}

function readTemplate(state: JsonObject, field: string, place: string): Evaluate {
  const template = state[field];
  if (template === undefined) return theInput;
  if (!isObject(template))
    throw new Refusal(`${place} has ${field} ${JSON.stringify(template)}; expected an object.`);
  return compileTemplate(template, place);
}

function readText(text: unknown, path: unknown, field: string, place: string): Evaluate {
  return path === undefined ? () => text : compileExpression(path, field, place);
}

function refuseNameless(state: JsonObject, place: string): void {
  for (const [field, path] of [
    ['Error', 'ErrorPath'],
    ['Cause', 'CausePath'],
  ] as const) {
    if (state[field] === undefined && state[path] === undefined)
      throw new Refusal(
        `${place} has no ${field}, inside a Map or Parallel with a Retry or Catch; what these are given then is in doubt, so it is not supported.`,
      );
  }
}

function targetsOf(state: JsonObject): readonly string[] {
  const rules = [state.Choices, state.Catch].flatMap((list) => (Array.isArray(list) ? list : []));
  return [state, ...rules, { Next: state.Default }]
    .map((rule) => (isObject(rule) ? rule.Next : undefined))
    .filter((target) => target !== undefined)
    .map(String);
}
