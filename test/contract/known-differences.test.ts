import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { everyState } from './machines.ts';
import { packagedResources } from './packaged-service.ts';

const resources = Object.values(packagedResources());
const textsOf = (type: string) =>
  resources.filter(({ Type }) => Type === type).map(({ Properties }) => JSON.stringify(Properties));
const machines = textsOf('AWS::StepFunctions::StateMachine');
const rules = textsOf('AWS::Events::Rule');
const queues = textsOf('AWS::SQS::Queue');

/** What the sandbox does otherwise than AWS, or what AWS does is in doubt; and what in a template would rely on it. */
const differences: readonly [page: string, sentence: string, texts: readonly string[], RegExp][] = [
  ['docs/recorded.md', '`States.MathRandom` draws other numbers', machines, /States\.MathRandom/],
  ['docs/recorded.md', 'A number too small for a double is 0', rules, /[[,:]-?\d(\.\d+)?[eE]-\d+/],
  ['docs/recorded.md', 'A number is written as a double is', machines, /[\s[,:]-?\d+\.0+\b|\b\d{17}/],
  [
    'docs/recorded.md',
    '- `States.Runtime`, `States.NoChoiceMatched`',
    machines,
    /States\.(Runtime|NoChoiceMatched|R\w+Path)/,
  ],
  ['docs/recorded.md', "**A Task's result over 256 KiB.**", machines, /States\.DataLimitExceeded/],
  ['docs/recorded.md', '**A denied `lambda:InvokeFunction`**', machines, /Lambda\.AccessDeniedException/],
  ['sandbox/README.md', 'never with `States.BranchFailed`', machines, /States\.BranchFailed/],
  ['sandbox/README.md', 'A path of `InputPath` at which', rules, /"InputPath":/],
  ['sandbox/README.md', 'standard queues without a redrive policy', queues, /RedrivePolicy|FifoQueue/],
  [
    'sandbox/README.md',
    'no streams, no transactions',
    textsOf('AWS::DynamoDB::Table'),
    /StreamSpecification/,
  ],
  // Of an index that has keys alone nothing is old: the items are read by them, consistently.
  [
    'sandbox/README.md',
    'a secondary index is as new as its table',
    textsOf('AWS::DynamoDB::Table'),
    /"ProjectionType":"(?!KEYS_ONLY)/,
  ],
  ['sandbox/README.md', 'no streams, no transactions', textsOf('AWS::Lambda::EventSourceMapping'), /./],
];

test.each(differences)('%s says: %s; nothing in the template relies on it', (page, sentence, texts, use) => {
  expect(readFileSync(page, 'utf8')).toContain(sentence);
  expect(texts.filter((text) => use.test(text))).toEqual([]);
});

test('docs/recorded.md says that every Choice has a Default; so it is', () => {
  expect(readFileSync('docs/recorded.md', 'utf8')).toContain('Every Choice of the machines has a Default.');
  const choices = everyState().filter(([, , { Type }]) => Type === 'Choice');
  expect(choices.length).toBeGreaterThan(10);
  expect(choices.filter(([, , state]) => !('Default' in state))).toEqual([]);
});

test('what the template has is what the differences are looked for in', () => {
  expect([machines.length, queues.length]).toEqual([2, expect.any(Number)]);
  expect(rules.length).toBeGreaterThan(5);
  expect(JSON.stringify(machines)).toContain('States.ALL');
});
