import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgePattern, judgeTemplate, type PatternRow, type TemplateRow } from './judge-events.ts';
import { type ExecutionRow, judgeExecution } from './judge-executions.ts';
import { type ChoiceRow, type IntrinsicRow, judgeChoice, judgeIntrinsic } from './judge-expressions.ts';
import { knownDifferences } from './known-differences.ts';
import { rowsOf, type Verdict } from './rows.ts';

const page = readFileSync('docs/recorded.md', 'utf8');

/** Each execution takes a moment: `npm test` judges one in four, the second tier all. */
const stepOf = (table: string) => (table === 'executions' && !process.env.SIZE ? 4 : 1);

interface Judged {
  readonly source: string;
  readonly row: unknown;
  readonly verdict: Verdict;
}

async function judgeTable<Row>(
  table: string,
  judge: (row: Row) => Verdict | Promise<Verdict>,
): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const row of rowsOf<Row>(table).filter((_, nth) => nth % stepOf(table) === 0))
    judged.push({ source: row.source, row, verdict: await judge(row) });
  return judged;
}

test.each<[table: string, title: string, () => Promise<readonly Judged[]>]>([
  ['event-patterns', 'event patterns', () => judgeTable<PatternRow>('event-patterns', judgePattern)],
  [
    'event-ruler',
    'event patterns, by their library',
    () => judgeTable<PatternRow>('event-ruler', judgePattern),
  ],
  ['input-templates', 'inputs of targets', () => judgeTable<TemplateRow>('input-templates', judgeTemplate)],
  ['executions', 'executions', () => judgeTable<ExecutionRow>('executions', judgeExecution)],
  ['choices', 'comparisons of a Choice', () => judgeTable<ChoiceRow>('choices', judgeChoice)],
  ['intrinsics', 'intrinsic functions', () => judgeTable<IntrinsicRow>('intrinsics', judgeIntrinsic)],
])(
  '%s: every difference from what was recorded is known, and docs/recorded.md counts them',
  async (table, title, judge) => {
    const judged = await judge();

    const of = (type: Verdict['type']) => judged.filter(({ verdict }) => verdict.type === type);
    const differing = of('DIFFERS').map(({ source, row, verdict }) => ({ source, row, verdict }));
    const known = knownDifferences.filter((difference) => difference.table === table);
    expect(differing.filter(({ row }) => !known.some(({ isIt }) => isIt(row)))).toEqual([]);
    if (stepOf(table) > 1) return;
    expect(known.filter(({ isIt }) => !differing.some(({ row }) => isIt(row)))).toEqual([]);
    expect(page).toContain(
      `| ${title} | \`${table}.jsonl\` | ${of('AGREES').length} | ${of('REFUSED').length} | ${differing.length} |`,
    );
    for (const { reason } of known) expect(page).toContain(reason);
  },
  300_000,
);
