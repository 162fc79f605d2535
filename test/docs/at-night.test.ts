import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScenario } from '../../sandbox/simulator/read-scenario.ts';
import { runCommand } from '../workflow/run-command.ts';
import { type Service, startService } from '../workflow/start-service.ts';
import { blocksOf } from './pages.ts';

const PAGE = 'docs/tutorials/from-an-alarm.md';
const SCENARIO = 'docs/tutorials/at-night.yml';

let service: Service;
beforeAll(async () => {
  service = await startService({ scenario: await readScenario(SCENARIO), speed: 600 });
});
afterAll(() => service.close());

/** What the page has its reader type on the sandbox, in order. */
const lines = blocksOf(PAGE)
  .flatMap((block) => block.lines)
  .filter((line) => line.startsWith('npx foliocast ') && !line.includes('--stage'))
  .map((line) => line.replace('npx foliocast ', ''));

/** Of each line in its turn: what the page says that the reader sees. */
const SEEN: readonly (readonly [RegExp, string])[] = [
  [/^put .*practice/, 'PortfolioShareRequested practice is on the bus'],
  [/^show practice/, 'holds no request practice'],
  [/^undelivered$/, 'NO_PERMISSIONS: The scenario refuses it.'],
  [/^undelivered --deliver/, '1 of 1 event was delivered; 0 are left.'],
  [/^show practice/, 'practice: PortfolioShareCompleted, CREATED'],
  [/^put .*slow --detach/, 'slow is on the bus'],
  [/^put .*behind/, 'behind is on the bus'],
  [/^show slow/, 'slow: is being carried out'],
  [/^queue$/, '1. behind'],
  [/^queue --release/, 'the sweeper takes it within a minute'],
  [/^show slow/, 'slow: PortfolioShareFailed, UNKNOWN, CANCELLED'],
  [/^queue$/, 'The share of slow may still be running'],
  [/^show behind/, 'behind: PortfolioShareCompleted, REMOVED'],
  [/^put .*slow-2/, 'slow-2: PortfolioShareCompleted, UNCHANGED'],
];

/** What the page has its reader wait for before the line. */
const WAITS: Readonly<Record<number, () => Promise<unknown>>> = {
  2: () => service.until('the dead letter', () => service.sandbox.queues.all[0]?.messages().length),
  4: () => service.answer('practice'),
  7: () => service.until('its turn', () => service.sandbox.simulator.calls.count('CreatePortfolioShare') > 1),
  10: () => service.answer('slow'),
  12: () => service.answer('behind'),
};

test('an undelivered event and a stuck share are handled by the tutorial alone', {
  timeout: 240_000,
}, async () => {
  expect(lines.map((line, at) => SEEN[at]?.[0].test(line))).toEqual(SEEN.map(() => true));
  for (const [at, line] of lines.entries()) {
    await WAITS[at]?.();
    const { out, err } = await runCommand(service, ...line.split(' '));
    expect(`${out}${err}`, line).toContain(SEEN[at]?.[1]);
  }
});
