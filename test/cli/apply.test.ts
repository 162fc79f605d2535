import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Console, reconcile, toUnit } from '../workflow/reconciliation.ts';
import { GUARDED_PATTERN, PORTFOLIO, shareRequest, UNIT } from '../workflow/requests.ts';
import { type AnswerEvent, type Service, startService } from '../workflow/start-service.ts';
import { runCli } from './run-cli.ts';

const EMPTY = 'port-empty34567890';
const directory = mkdtempSync(join(tmpdir(), 'foliocast-apply-'));
const file = join(directory, 'shares.yml');
let service: Service;

beforeAll(async () => {
  service = await startService({
    scenario: {
      organization: {
        units: [
          { id: UNIT, accounts: ['333344445555'] },
          { id: 'ou-ab12-security', accounts: ['222233334444'] },
        ],
      },
      portfolios: [
        {
          id: PORTFOLIO,
          displayName: 'Standard products',
          products: [{ id: 'prod-a1b2c3d4e5f6g' }],
          principals: [
            GUARDED_PATTERN,
            { principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM_PATTERN' },
          ],
          shares: [
            { organizationNode: UNIT, sharePrincipals: true },
            { organizationNode: '333344445555' },
            { accountId: '222233334444', shareTagOptions: true },
          ],
        },
        {
          id: EMPTY,
          displayName: 'Shared with nobody',
          products: [{ id: 'prod-b1b2c3d4e5f6g' }],
          principals: [{ principalArn: 'arn:aws:iam::111122223333:role/Operator', principalType: 'IAM' }],
        },
      ],
    },
  });
});
afterAll(async () => {
  await service.close();
  rmSync(directory, { recursive: true });
});

const at = () => ['--endpoint-url', service.sandbox.endpoint];
const requestsSent = () =>
  service.sandbox.events().filter(({ event }) => event['detail-type'] === 'PortfolioShareRequested').length;
const apply = (...flags: string[]) => runCli('apply', file, ...at(), ...flags);

describe('day one', () => {
  test.each([
    ['a folder that is not there', join(directory, 'nowhere', 'shares.yml'), 'its folder is not there'],
    ['the name of a folder', directory, 'it is a directory'],
  ])('adopt to %s says so in a sentence, and adopts nothing', async (_, path, why) => {
    const { status, err, out } = await runCli('apply', path, '--adopt', '--force', ...at());
    const { completed } = await reconcile(service);

    expect(status).toBe(2);
    expect(err).toMatch(
      new RegExp(`^${path} cannot be written, so nothing was adopted: .*${why}[^\\n]*\\n$`),
    );
    expect(out).toBe('');
    expect(completed.portfolios.lookedAt).toBe(0);
  });

  test('adopt writes what is into the file and the ledger, with the risk that it met', async () => {
    const adopted = await runCli('apply', file, '--adopt', ...at());

    expect(adopted.err).toBe('');
    expect(adopted.out).toContain('Adopted 3 shares of 2 portfolios');
    expect(adopted.out).toContain('CRITICAL no-literal arn:aws:iam:::role/*');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('# CRITICAL no-literal arn:aws:iam:::role/*');
    expect(text).toContain('value: "333344445555"');
    const again = await runCli('apply', file, '--adopt', ...at());
    expect(again).toMatchObject({ status: 2, err: expect.stringContaining('--force') });
  });

  test('makes no more calls for a portfolio than it has lists, and leaves out one that is deleted meanwhile', async () => {
    const { calls, controls } = service.sandbox.simulator;
    const counts = () =>
      ['ListPortfolios', 'DescribePortfolio', 'DescribePortfolioShares', 'ListPrincipalsForPortfolio'].map(
        (operation) => calls.count(operation),
      );
    const before = counts();

    await apply();
    const planning = counts().map((count, at) => count - (before[at] ?? 0));
    service.fault('DescribePortfolioShares', { portfolioId: EMPTY, error: 'ResourceNotFoundException' });
    const adopted = await runCli('apply', join(directory, 'without.yml'), '--adopt', ...at());
    controls.clearFaults();
    service.fault('DescribePortfolioShares', { portfolioId: EMPTY, error: 'AccessDeniedException' });
    const denied = await runCli('apply', join(directory, 'half.yml'), '--adopt', ...at());
    controls.clearFaults();

    expect(denied.status).toBe(1);
    expect(denied.err).toContain('Broken off: the shares of at least 1 portfolio are wanted now, and ');
    expect(denied.err).toContain('AWS denied it: ');
    expect(planning).toEqual([1, 0, 8, 2]);
    expect(adopted).toMatchObject({ status: 0, out: expect.stringContaining('of 1 portfolio, with') });
  });

  test('after that apply plans nothing, and the first night finds the account share alone', async () => {
    const planned = await apply();
    const { drifts } = await reconcile(service);

    expect(planned).toMatchObject({ status: 0, err: '' });
    expect(planned.out).toContain('Plan: 0 to create, 0 to update, 0 to remove, 3 unchanged.');
    expect(planned.out).not.toContain('\u001b[');
    expect(drifts.map(({ kind }) => kind)).toEqual(['ACCOUNT_SHARE']);
  });
});

describe('apply', () => {
  const declare = (shares: string, principals = '') =>
    writeFileSync(
      file,
      `version: 1\nportfolios:\n  - portfolioId: ${EMPTY}\n${principals}    shares:\n${shares}`,
    );
  const security = `      - organizationNode: { type: ORGANIZATIONAL_UNIT, value: ou-ab12-security }\n`;
  const withPrincipals = `    principals:\n      - { principalArn: "${GUARDED_PATTERN.principalArn}", principalType: IAM_PATTERN }\n`;

  test('shows what it would do, does it with --yes alone, and then has nothing to do', async () => {
    declare(`${security}        sharePrincipals: true\n`, withPrincipals);

    const planned = await apply();
    const sentByPlanning = requestsSent();
    const done = await apply('--yes');
    const again = await apply('--yes');

    expect(planned.status).toBe(1);
    expect(planned.out).toContain('+ create    unit ou-ab12-security  (with principal names, 1 principal)');
    expect(planned.out).toContain('      1 account gains the portfolio\n');
    expect(planned.out).toContain('Nothing was done');
    expect(sentByPlanning).toBe(0);
    expect(done.status).toBe(0);
    expect(done.out).toContain(`✓ ${EMPTY} with unit ou-ab12-security: CREATED, 1 account`);
    expect(again.status).toBe(0);
    expect(again.out).toContain('Nothing to do.');
  });

  test('updates flags, and removes what is not declared only with --prune, its principals with the last', async () => {
    declare(security, withPrincipals);
    const updated = await apply('--yes');
    declare('      []\n');
    const kept = await apply();
    const pruned = await apply('--prune', '--yes');
    const again = await apply('--prune');

    expect(updated.out).toContain('~ update    unit ou-ab12-security  (sharePrincipals: true -> false)');
    expect(kept.status).toBe(0);
    expect(kept.out).toContain('? not declared, kept unit ou-ab12-security');
    expect(pruned.status).toBe(0);
    expect(pruned.out).toContain('REMOVED');
    expect(again.out).toContain('Nothing to do.');
    const portfolio = service.sandbox.simulator.controls.portfolio(EMPTY);
    expect(portfolio.nodeShares).toEqual([]);
    expect(portfolio.principals.map(({ principalArn }) => principalArn)).toEqual([
      'arn:aws:iam::111122223333:role/Operator',
    ]);
  });

  test('the plan says whom a change reaches and what policy makes of it, as the service does', async () => {
    const risky = `    principals:\n      - { principalArn: "arn:aws:iam:::role/Deploy-*", principalType: IAM_PATTERN }\n`;
    declare(`${security}        sharePrincipals: true\n`, risky);

    const planned = await apply();
    const { changes } = JSON.parse((await apply('--json')).out);
    const trial = await service.put({
      version: '1',
      requestId: 'as-planned',
      dryRun: true,
      portfolioId: EMPTY,
      organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' },
      sharePrincipals: true,
      principals: [{ principalArn: 'arn:aws:iam:::role/Deploy-*', principalType: 'IAM_PATTERN' }],
    });
    const { detail } = await service.until('the trial', () =>
      service.sandbox
        .events()
        .map(({ event }) => event as AnswerEvent)
        .find((event) => event['detail-type'] === 'PortfolioSharePlanned' && event.detail.eventId === trial),
    );

    expect(planned.out).toContain(
      'a person has to say yes: HIGH unguarded-wildcard for arn:aws:iam:::role/Deploy-*',
    );
    const { treeReadAt: _, ...reach } = detail.reach;
    expect(changes[0].predicted).toMatchObject({ decision: 'APPROVE', severity: 'HIGH', reach });
    expect(detail.findings).toEqual(changes[0].predicted.findings);
    expect(requestsSent()).toBeGreaterThan(0);
  });

  test('that is interrupted says how many changes went, how many not, and prints for a program what is done', async () => {
    declare(security);
    await runCli('queue', '--pause', ...at());
    const args = ['cli/foliocast.mjs', 'apply', file, '--yes', '--json', ...at()];
    const child = spawn(process.execPath, args);
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    const status = new Promise((ended) => child.once('close', ended));
    const before = requestsSent();
    await service.until('the request', () => requestsSent() > before);
    child.kill('SIGINT');

    expect(await status).toBe(130);
    expect(err).toContain('Broken off. Of 1 change: 0 told above; 1 may be asked for');
    expect(err).toContain('Next, to see them: npx foliocast show --from operator.apply --endpoint-url');
    expect(JSON.parse(out)).toMatchObject({ changes: [{ change: 'CREATE' }], done: [] });
    await runCli('queue', '--resume', ...at());
    await service.until('its end', () =>
      service.sandbox.executions().every(({ status: now }) => now !== 'RUNNING'),
    );
    declare('      []\n');
    expect((await apply('--prune', '--yes')).status).toBe(0);
  });

  test('says which share failed and why, and ends with status 1', async () => {
    declare('      - organizationNode: { type: ORGANIZATIONAL_UNIT, value: ou-ab12-nowhere1 }\n');

    const done = await apply('--yes');

    expect(done.status).toBe(1);
    expect(done.out).toContain('0 of 1 done.');
    expect(done.out).toMatch(/! port-empty34567890 with unit ou-ab12-nowhere1: UNCHANGED: [A-Z_]+: /);
  });

  test('refuses more principals than a portfolio may have before anything is sent', async () => {
    const names = Array.from({ length: 11 }, (_, number) => `arn:aws:iam:::role/aws-reserved/team-${number}`);
    declare(
      security,
      `    principals:\n${names.map((arn) => `      - { principalArn: "${arn}", principalType: IAM_PATTERN }\n`).join('')}`,
    );
    const before = requestsSent();

    const refused = await apply('--yes');

    expect(refused.status).toBe(2);
    expect(refused.err).toContain(
      `${EMPTY}: The portfolio has 0 and the request adds 11, more than the quota of 10`,
    );
    expect(requestsSent()).toBe(before);
  });

  test('refuses a portfolio that is not there before anything is sent', async () => {
    writeFileSync(file, 'version: 1\nportfolios:\n  - portfolioId: port-nowhere\n    shares: []\n');
    const before = requestsSent();

    const refused = await apply('--yes');

    expect(refused).toMatchObject({
      status: 2,
      err: 'Portfolio port-nowhere is not in this account and Region\n',
    });
    expect(requestsSent()).toBe(before);
  });
});

test('adopt leaves out what requests under way are about, and what was taken away a moment ago', async () => {
  const target = join(directory, 'unsettled.yml');
  const adoptAnew = () => runCli('apply', target, '--adopt', '--force', ...at());
  const away = shareRequest({
    action: 'UNSHARE',
    portfolioId: EMPTY,
    principals: [GUARDED_PATTERN],
  });
  await service.ask(shareRequest({ portfolioId: EMPTY, principals: [GUARDED_PATTERN] }));
  const agreed = await adoptAnew();
  const whileAgreed = readFileSync(target, 'utf8').split(EMPTY)[1];
  await runCli('queue', '--pause', ...at());
  await service.put(away);
  await service.until('it waits', async () => (await runCli('queue', ...at())).out.includes(away.requestId));

  const underWay = await adoptAnew();
  await runCli('queue', '--resume', ...at());
  await service.answer(away.requestId);
  await new Console(service).create(EMPTY, toUnit(UNIT));
  const lately = await adoptAnew();

  for (const { err, status } of [underWay, lately]) {
    expect(status).toBe(0);
    expect(err).toContain(`${EMPTY}: the share with ${UNIT} is asked for otherwise`);
    expect(readFileSync(target, 'utf8').split(EMPTY)[1]).toContain('shares: []');
  }
  // What was decided a moment ago, and is listed so, is taken over.
  expect(agreed.err).not.toContain(`${EMPTY}: `);
  expect(whileAgreed).toContain(UNIT);
  expect(whileAgreed).toContain(GUARDED_PATTERN.principalArn);
  expect(underWay.err).toContain(`${EMPTY}: principal ${GUARDED_PATTERN.principalArn} is asked for`);
}, 120_000);
