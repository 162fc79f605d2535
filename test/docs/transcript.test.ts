import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, inject, test } from 'vitest';
import { answerLines, answerOf } from '../../cli/start/start-answer.ts';
import { START_JSON } from '../../cli/start/start-json.ts';
import { describeState, lineOf } from '../../cli/timeline/describe-state.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';

const PAGE = 'README.md';
const BLOCK = /```text\n(.*?)```/s;

async function transcript(): Promise<string> {
  const {
    source,
    'detail-type': detailType,
    detail,
  } = JSON.parse(readFileSync('events/examples/portfolio-share-requested.json', 'utf8'));
  const lines: string[] = [];
  const ended = Promise.withResolvers<void>();
  const sandbox = await startSandbox({
    packageDirectory: inject('packageDirectory'),
    functionHost: 'MEMORY',
    speed: 600,
    warm: true,
    onHistoryEvent({ startDate, stateMachineArn }, event) {
      if (!stateMachineArn.endsWith('share-portfolio')) return;
      const step = describeState(event);
      if (step) lines.push(lineOf(event.timestamp - startDate, step));
      if (event.type === 'ExecutionSucceeded') ended.resolve();
    },
  });
  const entry = {
    EventBusName: 'foliocast-dev',
    Source: source,
    DetailType: detailType,
    Detail: JSON.stringify(detail),
  };
  sandbox.buses.putEvents([entry], { accountId: sandbox.stack.place.accountId });
  await ended.promise;
  const [outcome] = sandbox
    .events()
    .filter(({ event }) => event['detail-type'] === 'PortfolioShareCompleted')
    .map(({ event }) => answerOf(event));
  await sandbox.close();
  if (!outcome) throw new Error('The request did not complete');
  v.parse(START_JSON, outcome);
  return `${[...lines, '', ...answerLines(outcome)].join('\n')}\n`;
}

/** A busy machine may look once more, or a second later: which steps come after which is what has to be true. */
function stepsOf(text: string): string[] {
  const names = text.split('\n').map((line) => line.replace(/^[\d:]+ +/, '').split(/ {2,}/)[0] ?? '');
  const looks = ['WaitForShare', 'DescribeShareStatus'];
  return names.filter((name, at) => !looks.includes(name) || names.indexOf(name) === at);
}

test('the README shows the steps of a first request as they are; UPDATE_PAGES=1 writes them', async () => {
  const made = await transcript();
  const page = readFileSync(PAGE, 'utf8');
  if (process.env.UPDATE_PAGES)
    writeFileSync(
      PAGE,
      page.replace(BLOCK, () => `\`\`\`text\n${made}\`\`\``),
    );

  const [, shown = ''] = BLOCK.exec(readFileSync(PAGE, 'utf8')) ?? [];

  expect(stepsOf(shown)).toEqual(stepsOf(made));
});
