import { isDeepStrictEqual } from 'node:util';
import { compileChoiceRule } from '../../state-machines/choice-rule.ts';
import { compileExpression } from '../../state-machines/expression.ts';
import { Refusal } from '../../wire/refusal.ts';
import type { Verdict } from './rows.ts';

export interface ChoiceRow {
  readonly operator: string;
  readonly value: unknown;
  readonly operand: unknown;
  readonly matches: boolean;
}

export interface IntrinsicRow {
  readonly expression: string;
  readonly input: unknown;
  readonly output?: unknown;
  /** Drawn at random: any number will do. */
  readonly isNumber?: boolean;
}

/** Compares a value with an operand, which an operator that ends in `Path` finds in the input. */
export function judgeChoice({ operator, value, operand, matches }: ChoiceRow): Verdict {
  const bound = operator.endsWith('Path') ? '$.operand' : operand;
  return judge(matches, () =>
    compileChoiceRule(
      { Variable: '$.value', [operator]: bound },
      'M',
    )({
      input: { value, operand },
      context: {},
    }),
  );
}

export function judgeIntrinsic({ expression, input, output, isNumber }: IntrinsicRow): Verdict {
  const evaluate = () =>
    compileExpression(expression, 'x.$', 'M')({ input, context: { Execution: { Input: input } } });
  return isNumber ? judge('number', () => typeof evaluate()) : judge(output, evaluate);
}

function judge(recorded: unknown, evaluate: () => unknown): Verdict {
  try {
    const answer = evaluate();
    return isDeepStrictEqual(answer, recorded) ? { type: 'AGREES' } : { type: 'DIFFERS', answer };
  } catch (error) {
    if (error instanceof Refusal) return { type: 'REFUSED', sentence: error.message };
    return { type: 'DIFFERS', answer: String(error) };
  }
}
