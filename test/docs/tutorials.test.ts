import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readScenario } from '../../sandbox/simulator/read-scenario.ts';
import { runCliAnswering } from '../cli/run-cli.ts';
import { type Service, startService } from '../workflow/start-service.ts';
import { blocksOf } from './pages.ts';

const directory = mkdtempSync(join(tmpdir(), 'foliocast-tutorials-'));
const shares = join(directory, 'shares.yml');
afterAll(() => rmSync(directory, { recursive: true }));

interface Line {
  readonly line: RegExp;
  /** What the page says that the reader sees. */
  readonly sees: string;
  /** What the page has its reader wait for, or do, before the line. */
  readonly before?: (service: Service) => unknown;
}

interface Tutorial {
  readonly page: string;
  readonly scenario?: string;
  /** Its commands for a sandbox, in order. */
  readonly lines: readonly Line[];
}

const settled = (service: Service) =>
  service.until('the request of the vended account', () =>
    service.sandbox.events().some(({ event }) => event['detail-type'] === 'PortfolioShareCompleted'),
  );

/** The packages of the tests have the rule and the approver that the pages have their reader write. */
const TUTORIALS: readonly Tutorial[] = [
  {
    page: 'docs/tutorials/taking-over.md',
    scenario: 'docs/tutorials/shared-already.yml',
    lines: [
      { line: /^who/, sees: 'nobody asked Foliocast for it' },
      { line: /^apply .* --adopt$/, sees: 'Adopted 2 shares of 2 portfolios, with 1 finding,' },
      { line: /^apply \S+$/, sees: '2 unchanged.\nNothing to do.' },
      { line: /^drift --now --dry-run$/, sees: 'Nothing differs.' },
      { line: /^who/, sees: 'was there when it was taken over' },
      {
        line: /^apply \S+ --prune$/,
        sees: 'Plan: 1 to create, 0 to update, 1 to remove, 1 unchanged.',
        before: () =>
          writeFileSync(shares, readFileSync(shares, 'utf8').replace('ou-ab12-sandbox1', 'ou-ab12-security')),
      },
      { line: /^apply \S+ --prune --yes$/, sees: '2 of 2 done.' },
    ],
  },
  {
    page: 'docs/tutorials/account-vending.md',
    lines: [
      { line: /^put events.*account-vended.json$/, sees: 'AccountVended is on the bus' },
      { line: /^show --from foliocast.vending$/, sees: 'PortfolioShareCompleted, CREATED', before: settled },
      { line: /^who 444455556666$/, sees: 'Service Catalog lists the account.' },
      { line: /^put .* --verify-account 333344445555$/, sees: 'account 333344445555 is listed' },
    ],
  },
  {
    page: 'docs/tutorials/answer-a-ticket.md',
    lines: [
      { line: /^who/, sees: 'Nothing reaches ou-ab12-cdef3456 now.' },
      { line: /^explain --request/, sees: 'allowed' },
      { line: /^put .*--request-id IT-4$/, sees: 'IT-4: PortfolioShareCompleted, CREATED' },
      { line: /^show IT-4$/, sees: 'ticket IT-4 of jira' },
      { line: /^put .*--retry-of IT-4$/, sees: 'IT-4-2: PortfolioShareCompleted, UNCHANGED' },
      { line: /^show IT-4 --resend$/, sees: 'is put on the bus again within a minute' },
      { line: /^undelivered$/, sees: 'The queue of undelivered events is empty.' },
    ],
  },
  {
    page: 'docs/tutorials/try-it.md',
    lines: [
      { line: /^put .*--request-id first$/, sees: 'first: PortfolioShareCompleted, CREATED' },
      { line: /^show first$/, sees: 'first: PortfolioShareCompleted, CREATED' },
      { line: /^who 333344445555$/, sees: 'asked for by first from operator.put' },
      { line: /^explain 'arn/, sees: 'needs approval' },
    ],
  },
];

test.each(TUTORIALS)(
  '$page is played as it is written',
  { timeout: 240_000 },
  async ({ page, scenario, lines }) => {
    const service = await startService({
      speed: 600,
      ...(scenario !== undefined && { scenario: await readScenario(scenario) }),
    });
    const written = blocksOf(page)
      .filter(({ language }) => language === '')
      .flatMap((block) => block.lines)
      .filter((line) => line.startsWith('npx foliocast ') && !line.includes('--stage'))
      .map((line) => line.replace('npx foliocast ', ''));

    const seen: string[] = [];
    for (const [at, { line, sees, before }] of lines.entries()) {
      const words = written[at] ?? '';
      expect(words).toMatch(line);
      await before?.(service);
      const args = [...words.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      const connects = args[0] === 'explain' ? [] : ['--endpoint-url', service.sandbox.endpoint];
      const { out, err } = await runCliAnswering(
        'y\n',
        ...args.map((arg) => (arg === 'shares.yml' ? shares : arg)),
        ...connects,
      );
      if (!`${out}${err}`.includes(sees)) seen.push(`${words}: ${out}${err}`);
    }
    await service.close();

    expect(seen).toEqual([]);
  },
);
