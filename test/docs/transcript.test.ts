import { readFileSync, writeFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { describeState, lineOf } from '../../cli/timeline/describe-state.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';

const PAGE = 'README.md';
/** Any seed will do: the same one draws the same durations. */
const SEED = 20_261_126;

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
    seed: SEED,
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
    .map(({ event }) => event.detail as { effect: string; accounts: { succeeded: number } });
  await sandbox.close();
  return [
    ...lines,
    '',
    `PortfolioShareCompleted: ${outcome?.effect}, ${outcome?.accounts.succeeded} accounts have it`,
  ].join('\n');
}

test('the README shows the steps of a first request as they are', async () => {
  const made = `\`\`\`text\n${await transcript()}\n\`\`\``;
  const page = readFileSync(PAGE, 'utf8');
  if (process.env.UPDATE_PAGES)
    writeFileSync(
      PAGE,
      page.replace(/```text\n.*?```/s, () => made),
    );

  expect(readFileSync(PAGE, 'utf8')).toContain(made);
});
