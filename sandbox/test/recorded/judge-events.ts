import { isDeepStrictEqual } from 'node:util';
import type { BusEvent } from '../../bus/bus-event.ts';
import { compilePattern } from '../../bus/event-pattern.ts';
import { compileInput } from '../../bus/target-input.ts';
import type { Verdict } from './rows.ts';

export interface PatternRow {
  readonly answer: 'MATCH' | 'NO_MATCH' | 'REFUSED' | 'TAKEN';
  /** JSON, where it is a text: some is none. */
  readonly pattern: unknown;
  readonly event?: Record<string, unknown>;
}

export interface TemplateRow {
  readonly target: Record<string, unknown>;
  readonly event?: BusEvent;
  readonly answer:
    | { readonly text: string }
    | { readonly json: unknown }
    | { readonly nothing: true }
    | { readonly refused: string };
}

export function judgePattern({ answer, pattern, event }: PatternRow): Verdict {
  let matches: ReturnType<typeof compilePattern>;
  try {
    matches = compilePattern(typeof pattern === 'string' ? JSON.parse(pattern) : pattern);
  } catch (error) {
    return answer === 'REFUSED' ? { type: 'AGREES' } : { type: 'REFUSED', sentence: String(error) };
  }
  const found = event === undefined ? 'TAKEN' : matches(event) ? 'MATCH' : 'NO_MATCH';
  return found === answer ? { type: 'AGREES' } : { type: 'DIFFERS', answer: found };
}

const rule = {
  name: '<rule-name>',
  arn: 'arn:<partition>:events:<region>:111111111111:rule/<bus-name>/<rule-name>',
};

export function judgeTemplate({ target, event, answer }: TemplateRow): Verdict {
  let given: string | undefined;
  try {
    const input = compileInput(target, 'target');
    given = event ? input(event, rule) : undefined;
  } catch (error) {
    return 'refused' in answer ? { type: 'AGREES' } : { type: 'REFUSED', sentence: String(error) };
  }
  const agrees =
    'json' in answer
      ? given !== undefined && isRecordedJson(answer.json, JSON.parse(given))
      : given === ('text' in answer ? answer.text : undefined);
  return agrees && !('refused' in answer) ? { type: 'AGREES' } : { type: 'DIFFERS', answer: given };
}

/** Ids, accounts, Regions and times are masked in the events, and so in what becomes of them. */
function isRecordedJson(recorded: unknown, value: unknown): boolean {
  const mask = (part: unknown) =>
    JSON.parse(JSON.stringify(part, (name, member) => (masked.includes(name) ? '' : member)));
  return isDeepStrictEqual(mask(recorded), mask(value));
}

const masked = ['id', 'account', 'time', 'region'];
