import { isObject, type JsonObject } from '../template/read-template.ts';
import { refuseUnknownFields } from '../template/refuse-unknown-fields.ts';
import { Refusal } from '../wire/refusal.ts';
import { checkSchema } from './check-schema.ts';
import { readState } from './read-state.ts';
import { checkWhole } from './seconds.ts';
import type { Level, State } from './state.ts';
import type { TaskDefinition } from './task-definition.ts';

/** A definition, ready to run. */
export interface Definition {
  /** As it was packaged. */
  readonly source: string;
  readonly level: Level;
  readonly timeoutSeconds: number | undefined;
  /** By the name of the state, at every level. */
  readonly tasks: ReadonlyMap<string, TaskDefinition>;
}

const machineFields = ['Comment', 'StartAt', 'States', 'TimeoutSeconds', 'Version', 'QueryLanguage'];
const branchFields = ['Comment', 'StartAt', 'States', 'ProcessorConfig', 'QueryLanguage'];

/**
 * Reads an Amazon States Language definition. `where` is its resource's logical id.
 * @throws {@link Refusal} naming the state, for everything that README.md does not list.
 */
export function readDefinition(source: string, where: string): Definition {
  let machine: unknown;
  try {
    machine = JSON.parse(source);
  } catch (error) {
    throw new Refusal(`The definition of ${where} is no JSON: ${error}.`, { cause: error });
  }
  const tasks = new Map<string, TaskDefinition>();
  const names = new Set<string>();

  const readLevel = (
    level: unknown,
    levelName: string,
    fields: readonly string[],
    isCaught: boolean,
  ): Level => {
    if (!isObject(level) || !isObject(level.States) || typeof level.StartAt !== 'string') {
      throw new Refusal(`${levelName} needs StartAt and States.`);
    }
    refuseJsonata(level, levelName);
    refuseUnknownFields(level, fields, levelName);
    if (!Object.hasOwn(level.States, level.StartAt)) {
      throw new Refusal(`${levelName} starts at ${level.StartAt}, which is none of its states.`);
    }
    const siblings = Object.keys(level.States);
    const states = Object.entries(level.States).map(([name, state]): [string, State] => {
      if (names.has(name)) throw new Refusal(`${where} has two states named ${name}; expected unique names.`);
      if (!isObject(state)) throw new Refusal(`The state ${name} of ${where} must be an object.`);
      names.add(name);
      const place = `The state ${name} of ${where}`;
      refuseJsonata(state, place);
      const read = readState(state, { name, place, siblings, isCaught, readLevel: readBranch });
      if (read.type === 'Task') tasks.set(name, read.task);
      return [name, read];
    });
    return { startAt: level.StartAt, states: new Map(states) };
  };
  const readBranch = (branch: unknown, place: string, isCaught: boolean) =>
    readLevel(branch, place, branchFields, isCaught);

  const level = readLevel(machine, where, machineFields, false);
  checkSchema(source, where);
  const { TimeoutSeconds: timeoutSeconds, Version } = isObject(machine) ? machine : {};
  checkWhole(timeoutSeconds, 'TimeoutSeconds', where);
  if (Version !== undefined && Version !== '1.0')
    throw new Refusal(`${where} has Version ${JSON.stringify(Version)}; expected 1.0.`);
  return {
    source,
    level,
    timeoutSeconds: timeoutSeconds === undefined ? undefined : Number(timeoutSeconds),
    tasks,
  };
}

function refuseJsonata(value: JsonObject, place: string): void {
  if (value.QueryLanguage !== undefined && value.QueryLanguage !== 'JSONPath') {
    throw new Refusal(`${place} has QueryLanguage ${value.QueryLanguage}; supported: JSONPath.`);
  }
}
