import { isObject, type JsonObject } from '../template/read-template.ts';
import { refuseUnknownFields } from '../template/refuse-unknown-fields.ts';
import { Refusal } from '../wire/refusal.ts';
import { compileResultPath, type WriteResult } from './result-path.ts';
import { checkWhole } from './seconds.ts';
import type { StateFailure } from './state-failure.ts';

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly isJittered: boolean;
}

export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  readonly writeResult: WriteResult;
}

const retrierFields = [
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
];
/** Below 31,622,400, which is 366 days. */
const longestDelaySeconds = 31_622_399;
/** Names that begin so are the language's own. Source: Amazon States Language, Appendix A; guide, "Error names". */
const reservedNames = [
  'ALL',
  'BranchFailed',
  'DataLimitExceeded',
  'ExceedToleratedFailureThreshold',
  'HeartbeatTimeout',
  'Http.Socket',
  'IntrinsicFailure',
  'ItemReaderFailed',
  'NoChoiceMatched',
  'ParameterPathFailure',
  'Permissions',
  'QueryEvaluationError',
  'ReferencePathConflict',
  'ResultPathMatchFailure',
  'ResultWriterFailed',
  'Runtime',
  'TaskFailed',
  'Timeout',
].map((name) => `States.${name}`);
/** Whether they are caught, or under which of two names, is not known. */
const doubtfulNames = [
  'States.NoChoiceMatched',
  'States.ReferencePathConflict',
  'States.ResultPathMatchFailure',
  'States.Runtime',
];
const catcherFields = ['ErrorEquals', 'Next', 'ResultPath', 'Comment'];

/** Defaults are those of the Amazon States Language. @throws {@link Refusal} */
export function readRetriers(retry: unknown, type: string, place: string): readonly Retrier[] {
  return rulesOf(retry, retrierFields, type, place).map((rule) => {
    const { JitterStrategy } = rule;
    if (JitterStrategy !== undefined && JitterStrategy !== 'FULL' && JitterStrategy !== 'NONE') {
      throw new Refusal(`${place} has JitterStrategy ${JitterStrategy}; expected FULL or NONE.`);
    }
    checkRetrier(rule, place);
    return {
      errorEquals: namesIn(rule),
      intervalSeconds: Number(rule.IntervalSeconds ?? 1),
      maxAttempts: Number(rule.MaxAttempts ?? 3),
      backoffRate: Number(rule.BackoffRate ?? 2),
      maxDelaySeconds: Number(rule.MaxDelaySeconds ?? Number.POSITIVE_INFINITY),
      isJittered: JitterStrategy === 'FULL',
    };
  });
}

/** Source: Step Functions developer guide, "Retrying after an error". */
function checkRetrier(
  { IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds }: JsonObject,
  place: string,
) {
  checkWhole(IntervalSeconds, 'IntervalSeconds', place);
  checkWhole(MaxAttempts, 'MaxAttempts', place, { from: 0 });
  if (BackoffRate !== undefined && !(typeof BackoffRate === 'number' && BackoffRate >= 1))
    throw new Refusal(`${place} has BackoffRate ${JSON.stringify(BackoffRate)}; expected a number from 1.`);
  checkWhole(MaxDelaySeconds, 'MaxDelaySeconds', place, {
    from: Number(IntervalSeconds ?? 1) + 1,
    to: longestDelaySeconds,
  });
}

/** @throws {@link Refusal} */
export function readCatchers(rules: unknown, type: string, place: string): readonly Catcher[] {
  return rulesOf(rules, catcherFields, type, place).map((rule) => ({
    errorEquals: namesIn(rule),
    next: String(rule.Next),
    writeResult: compileResultPath(rule.ResultPath),
  }));
}

/** The pause before the given retry, the first being 1. */
export function pauseMs(retrier: Retrier, retry: number, random: () => number): number {
  const seconds = retrier.intervalSeconds * retrier.backoffRate ** (retry - 1);
  const pause = Math.min(seconds, retrier.maxDelaySeconds) * 1000;
  return retrier.isJittered ? pause * random() : pause;
}

export function matchesError({ errorEquals }: Retrier | Catcher, failure: StateFailure): boolean {
  if (!failure.isCatchable) return false;
  const isTimeout = failure.error === 'States.Timeout' || failure.error === 'States.HeartbeatTimeout';
  return errorEquals.some((name) => {
    switch (name) {
      case 'States.ALL':
        return true;
      case 'States.TaskFailed':
        return !isTimeout;
      // A missed heartbeat is a time-out too; source: Amazon States Language, Appendix A.
      case 'States.Timeout':
        return isTimeout;
      default:
        return name === failure.error;
    }
  });
}

function rulesOf(
  rules: unknown,
  fields: readonly string[],
  type: string,
  place: string,
): readonly JsonObject[] {
  const list = Array.isArray(rules) ? rules : [];
  list.forEach((rule, at) => {
    if (!isObject(rule) || namesIn(rule).length === 0)
      throw new Refusal(`${place} has a Retry or Catch without ErrorEquals.`);
    refuseUnknownFields(rule, fields, place);
    const names = namesIn(rule);
    if (names.includes('States.ALL') && (names.length > 1 || at < list.length - 1))
      throw new Refusal(
        `${place} has States.ALL, which must be alone in its ErrorEquals and in the last rule.`,
      );
    const unknown = names.find((name) => name.startsWith('States.') && !reservedNames.includes(name));
    if (unknown !== undefined)
      throw new Refusal(
        `${place} names ${unknown} in a Retry or Catch; expected: ${reservedNames.join(', ')}.`,
      );
    const doubtful = names.find((name) => doubtfulNames.includes(name));
    if (doubtful !== undefined)
      throw new Refusal(
        `${place} names ${doubtful} in a Retry or Catch; what AWS does then is in doubt, so it is not supported.`,
      );
    if (names.includes('States.TaskFailed') && type !== 'Task')
      throw new Refusal(
        `${place} names States.TaskFailed in a Retry or Catch of a ${type}; which failures it matches there is in doubt, so it is not supported.`,
      );
  });
  return list;
}

function namesIn(rule: JsonObject): readonly string[] {
  return Array.isArray(rule.ErrorEquals) ? rule.ErrorEquals.map(String) : [];
}
