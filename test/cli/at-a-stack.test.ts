import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { nameOf } from '../../cli/command/command.ts';
import { COMMANDS } from '../../cli/commands/commands.ts';
import { Console, toUnit } from '../workflow/reconciliation.ts';
import { MEMBER, PORTFOLIO, shareRequest, UNIT } from '../workflow/requests.ts';
import { type Service, startService } from '../workflow/start-service.ts';
import { runCli, runCliAnswering } from './run-cli.ts';

let service: Service;
const directory = mkdtempSync(join(tmpdir(), 'foliocast-commands-'));
beforeAll(async () => {
  // Slow enough for a command to come while something waits.
  service = await startService({ speed: 600 });
});
afterAll(async () => {
  await service.close();
  rmSync(directory, { recursive: true });
});

const at = () => ['--endpoint-url', service.sandbox.endpoint];
const run = (...args: string[]) => runCli(...args, ...at());
const sent = (detailType: string) =>
  service.sandbox.events().filter(({ event }) => event['detail-type'] === detailType).length;
const share = ['--portfolio', PORTFOLIO, '--with', UNIT];

describe('put', () => {
  test('shows each step of a request, and its outcome; again it has no second effect', async () => {
    const request = [...share, '--request-id', 'put-1', '--ticket', 'jira:IT-4'];

    const done = await run('put', ...request);
    const again = await run('put', ...request, '--json');
    const other = await run('put', ...request, '--share-principals');

    expect(done).toMatchObject({ status: 0, err: '' });
    expect(done.out).toMatch(/\n00:\d\d {2}CreateShare .*\nput-1: PortfolioShareCompleted, CREATED\n/s);
    expect(done.out).toContain(`npx foliocast show put-1 --endpoint-url ${service.sandbox.endpoint}`);
    expect(again.err).toContain('put-1 was put before, and has no second effect');
    expect(JSON.parse(again.out)).toMatchObject({
      requestId: 'put-1',
      outcome: { detail: { effect: 'CREATED' } },
    });
    expect(other).toMatchObject({
      status: 1,
      err: expect.stringContaining('used before, for a request with other'),
    });
  });

  test('ends with status 1 where the request failed, and says what to do', async () => {
    const { status, out } = await run('put', '--portfolio', 'port-nowhere', '--with', UNIT);

    expect(status).toBe(1);
    expect(out).toContain('PortfolioShareFailed, UNCHANGED, PORTFOLIO_NOT_FOUND');
    expect(out).toContain('To do: Check the portfolio id');
  });

  test('says of a share that is taken away who lost it, and names options where they are wrong', async () => {
    const gone = await run('put', ...share, '--unshare');
    const wrong = await run('put', '--portfolio', PORTFOLIO, '--with', MEMBER, '--share-principals');
    const trial = await run('put', ...share, '--dry-run', '--detach');

    expect(gone).toMatchObject({
      status: 0,
      out: expect.stringContaining('\n  4 accounts lost it, 0 failed'),
    });
    expect(gone.out).toMatch(/IN_PROGRESS {2}█+ \d accounts? done\n/);
    expect(gone.out).not.toContain('have it');
    expect(wrong).toMatchObject({ status: 2, err: expect.stringMatching(/^--share-principals is /) });
    expect(trial).toMatchObject({ status: 2, err: expect.stringContaining('leave --detach out') });
  });

  test('takes an event from standard input, and does not wait with --detach', async () => {
    const event = {
      source: 'acme.night',
      'detail-type': 'ReconciliationRequested',
      detail: { dryRun: true },
    };

    const { status, out } = await runCliAnswering(JSON.stringify(event), 'put', '-', ...at());

    expect(status).toBe(0);
    expect(out).toMatch(
      /^ReconciliationRequested is on the bus, as event [\w-]+\.\nNext: npx foliocast drift /,
    );
  });

  test('refuses options that mean nothing for an event that is no request', async () => {
    const { status, err } = await run('put', 'events/examples/account-vended.json', '--request-id', 'vend-1');

    expect(status).toBe(2);
    expect(err).toContain('--request-id is for PortfolioShareRequested, and this is AccountVended');
  });

  test('that is interrupted says that the request goes on, and ends with status 130', async () => {
    await run('queue', '--pause');
    const args = ['cli/foliocast.mjs', 'put', ...share, '--request-id', 'put-2', ...at()];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    const status = new Promise((ended) => child.once('close', ended));
    await service.until('its wait', () => out.includes('waits for its turn'));

    child.kill('SIGINT');

    expect(await status).toBe(130);
    expect(err).toContain('put-2 goes on without this command. To see it: npx foliocast show put-2');
    await run('queue', '--resume');
    expect((await service.answer('put-2'))['detail-type']).toBe('PortfolioShareCompleted');
  });

  test('whose reader goes away ends at once, without a word', async () => {
    await run('queue', '--pause');
    const args = ['cli/foliocast.mjs', 'put', ...share, '--request-id', 'put-3', ...at()];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
    });
    const status = new Promise((ended) => child.once('close', ended));

    child.stdout.destroy();

    expect(await status).toBe(1);
    expect(err).toBe('');
    await run('queue', '--resume');
    expect((await service.answer('put-3'))['detail-type']).toBe('PortfolioShareCompleted');
  });

  test('sends nothing of what the service would refuse', async () => {
    const file = join(directory, 'wrong.json');
    writeFileSync(file, JSON.stringify({ requestId: 'x', portfolioId: 'p/1', sharePrincipal: true }));
    const before = sent('PortfolioShareRequested');

    const { status, err } = await run('put', file);

    expect(status).toBe(2);
    expect(err).toContain('portfolioId is "p/1": expected');
    expect(err).toContain('sharePrincipal is');
    expect(sent('PortfolioShareRequested')).toBe(before);
  });
});

describe('show', () => {
  test('says of a request that was refused why, to whoever names its id, and its sender if it names one', async () => {
    const refused = shareRequest({ requestId: 'refused-1', colour: 'blue' });
    await service.put(refused);
    await service.answer('refused-1');

    const shown = await run('show', 'refused-1');
    const ofSender = await run('show', 'refused-1', '--account', '111122223333', '--source', 'acme.test');
    const ofOther = await run('show', 'refused-1', '--account', '111122223333', '--source', 'acme.other');

    for (const { status, out, err } of [shown, ofSender]) {
      expect([status, out]).toEqual([1, '']);
      expect(err).toMatch(/^refused-1 was refused, [A-Z_]+: .*colour.*\nTo do: /s);
    }
    expect(ofOther).toMatchObject({ status: 1, err: expect.stringContaining('holds no request refused-1') });
  });
});

describe('approve', () => {
  const risky = () =>
    shareRequest({
      sharePrincipals: true,
      principals: [{ principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' }],
    });
  const asked = async () => {
    const request = risky();
    await service.put(request);
    await service.until('the question', () =>
      service.sandbox
        .events()
        .some(
          ({ event }) =>
            event['detail-type'] === 'PortfolioShareApprovalRequested' &&
            event.detail.requestId === request.requestId,
        ),
    );
    return request.requestId;
  };

  test('lists what waits, shows the risk, and sends nothing without an answer', async () => {
    const requestId = await asked();

    const listed = await run('approve');
    const unanswered = await run('approve', requestId, '--source', 'acme.security');
    const no = await runCliAnswering('n\n', 'approve', requestId, '--source', 'acme.security', ...at());
    const stranger = await run('approve', requestId, '--yes', '--source', 'acme.nobody');
    const yes = await runCliAnswering('y\n', 'approve', requestId, '--source', 'acme.security', ...at());
    const again = await run('approve', requestId, '--yes');
    const answer = await service.answer(requestId);

    expect(listed.out).toContain(`${requestId}: risk HIGH, waits until `);
    expect(unanswered).toMatchObject({ status: 2, err: expect.stringContaining('nothing was sent') });
    expect(unanswered.out).toContain('HIGH     unguarded-wildcard arn:aws:iam:::role/Deployer-*');
    expect(unanswered.out).toContain(
      '5 accounts gain a principal\n    111122223333 333344445555 444455556666',
    );
    expect(unanswered.out).toContain('arn:aws:iam:::role/Deployer-* gains effect in 5 accounts');
    expect(no).toMatchObject({ status: 1, out: expect.stringContaining('Nothing was sent.') });
    expect(stranger).toMatchObject({
      status: 1,
      err: expect.stringContaining('is no approver by config.yml'),
    });
    expect(yes).toMatchObject({ status: 0, out: expect.stringContaining(`${requestId} is approved`) });
    expect(again).toMatchObject({ status: 1, err: expect.stringContaining('waits for no yes') });
    expect(answer.detail.approval).toMatchObject({ decision: 'APPROVED', source: 'acme.security' });
  });
});

describe('drift', () => {
  test('compares now, lists what differs, and has it left alone', async () => {
    const stranger = 'arn:aws:iam::111122223333:role/Stranger';
    const before = await run('drift');
    await new Console(service).associate(PORTFOLIO, { principalArn: stranger, principalType: 'IAM' });

    const found = await run('drift', '--now', '--dry-run', '--json');
    const [drift] = JSON.parse(found.out).drifts;
    const known = await run('drift', '--acknowledge', drift.driftId);
    const listed = await run('drift');
    const nowhere = await run('drift', '--now', '--portfolio', 'port-nowhere');
    const unknown = await run('drift', '--acknowledge', drift.driftId.replace(/-g\d+$/, '-g999'));
    const late = await run('drift', '--acknowledge', drift.driftId, '--until', 'yesterday');

    const past = await run('drift', '--acknowledge', drift.driftId, '--until', '2020-01-01T00:00:00Z');
    const until = await run('drift', '--acknowledge', drift.driftId, '--until', '2099-12-31T00:00:00Z');
    const silent = await run('drift', '--json');

    expect(late).toMatchObject({ status: 2, err: expect.stringContaining('--until is "yesterday"') });
    expect(past).toMatchObject({ status: 2, err: expect.stringContaining('still to come') });
    expect(until.status).toBe(0);
    expect(JSON.parse(silent.out).drifts[0].acknowledged.until).toBe('2099-12-31T00:00:00.000Z');

    expect(before.out).toContain('No comparison so far has found a difference that still stands.');
    expect(found.err).toMatch(/Comparing the real shares with the wanted ones: 0 of \d+ portfolio/);
    expect(drift).toMatchObject({ kind: 'PRINCIPAL_NOT_ASKED_FOR', portfolioId: PORTFOLIO });
    expect(known).toMatchObject({ status: 0, out: expect.stringContaining('it is silent until it changes') });
    expect(listed.out).toContain('acknowledged by ');
    expect(nowhere).toMatchObject({ status: 1, out: '', err: expect.stringContaining('Check the id.') });
    expect(unknown).toMatchObject({ status: 1, err: expect.stringContaining('There is no drift') });
  });
});

describe('a comparison that is not whole', () => {
  afterEach(() => service.sandbox.simulator.controls.clearFaults());

  test('names what could not be read, and does not say that nothing differs', async () => {
    service.fault('DescribePortfolioShares', { portfolioId: PORTFOLIO, error: 'ResourceNotFoundException' });

    const { status, out, err } = await run('drift', '--now', '--dry-run', '--json');

    expect(status).toBe(1);
    expect(err).toContain('1 portfolio could not be read, so nothing is known of what differs there:');
    expect(err).toContain(`  ${PORTFOLIO}: ResourceNotFoundException`);
    expect(JSON.parse(out).unreadable).toEqual([
      { portfolioId: PORTFOLIO, reason: 'ResourceNotFoundException' },
    ]);
  });

  test('says that it repaired nothing, and with which option it would', async () => {
    const atConsole = new Console(service);
    await atConsole.update(PORTFOLIO, toUnit(UNIT), { ShareTagOptions: true });

    const { status, out, err } = await run('drift', '--now', '--max-repairs', '0');
    await atConsole.update(PORTFOLIO, toUnit(UNIT), { ShareTagOptions: false });

    expect(status).toBe(1);
    expect(out).toContain('FLAGS_DIFFER');
    expect(err).toContain('Nothing was repaired: 1 repair would be more than maxRepairsPerRun');
    expect(err).toContain('npx foliocast drift --now --max-repairs 1 --endpoint-url');
    expect(err).not.toContain('to see the repairs');
  });
});

describe('who', () => {
  test.each([
    ['an account', MEMBER, 'Service Catalog lists the account.'],
    ['a unit below', 'ou-ab12-prod7890', `by the share with unit ${UNIT}`],
    ['a portfolio', PORTFOLIO, 'approved by '],
    ['a principal', 'arn:aws:iam::333344445555:role/Deployer-1', 'principal arn:aws:iam:::role/Deployer-*'],
    [
      'one of an account that no share reaches',
      'arn:aws:iam::888899990000:role/Deployer-1',
      'Nothing reaches',
    ],
    ["one of the owner's account", 'arn:aws:iam::111122223333:role/Deployer-1', 'in its own account alone'],
    ['one of elsewhere', 'arn:aws:iam::999999999999:role/Deployer-1', 'does not know account 999999999999'],
    ['an account that no share reaches', '888899990000', 'Nothing reaches 888899990000 now.'],
    ['an account of elsewhere', '999999999999', 'Organizations does not know account 999999999999.'],
  ])('says of %s what reaches it', async (_, what, sentence) => {
    const { status, out } = await run('who', what);

    expect(out).toContain(sentence);
    expect(status).toBe(0);
  });

  test('asks about one portfolio alone, and is patient with a throttled call', async () => {
    service.fault('ListPortfolios', { error: 'AccessDeniedException' });
    service.fault('ListPrincipalsForPortfolio', { error: 'ThrottlingException', times: 3 });

    const { status, out } = await run('who', PORTFOLIO);
    const nowhere = await run('who', 'port-nowhere');
    service.sandbox.simulator.controls.clearFaults();

    expect(status).toBe(0);
    expect(out).toContain(PORTFOLIO);
    expect(nowhere).toMatchObject({ status: 1, err: expect.stringContaining('port-nowhere is not in this') });
  });

  test('says nothing of a portfolio that was deleted meanwhile', async () => {
    service.fault('DescribePortfolioShares', { portfolioId: PORTFOLIO, error: 'ResourceNotFoundException' });

    const { status, out } = await run('who', MEMBER);
    service.sandbox.simulator.controls.clearFaults();

    expect([status, out]).toEqual([0, `Nothing reaches ${MEMBER} now.\n`]);
  });

  test.each([
    ['everybody', 'expected a portfolio'],
    ['arn:aws:sts::333344445555:assumed-role/Deployer-1/me', 'of a session that of its role'],
    ['arn:aws:iam::333344445555:policy/Deployer', 'a role, a user or a group'],
  ])('says what it expected in the place of %s', async (what, sentence) => {
    expect(await run('who', what)).toMatchObject({ status: 2, err: expect.stringContaining(sentence) });
  });

  test.each([
    ['partition', 'arn:aws-cn:iam::111122223333:role/Admin', 'partition aws'],
    ['partition', `arn:aws-cn:organizations::111122223333:ou/o-zzzzzzzzzz/${UNIT}`, 'partition aws'],
    ['organization', `arn:aws:organizations::111122223333:ou/o-zzzzzzzzzz/${UNIT}`, 'organization o-'],
    ['organization', 'o-zzzzzzzzzz', 'the organization that this account is in'],
  ])('does not take a node of another %s for one of ours: %s', async (_, what, sentence) => {
    expect(await run('who', what)).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining(sentence),
    });
  });
});

describe('--json', () => {
  // `runCli` holds all that is printed against the shape on docs/commands.md.
  const file = join(directory, 'json.yml');
  const lines: readonly (readonly string[])[] = [
    ['put', ...share, '--request-id', 'json-1', '--ticket', 'jira:IT-4'],
    ['put', ...share, '--detach'],
    ['put', '--portfolio', PORTFOLIO, '--unshare', '--with', UNIT, '--dry-run'],
    ['show'],
    ['show', 'json-1'],
    ['queue'],
    ['approve'],
    ['who', MEMBER],
    ['who', PORTFOLIO],
    ['undelivered'],
    ['drift'],
    ['apply', file, '--adopt'],
    ['apply', file],
  ];

  test('prints one object of the shape that is documented', async () => {
    const printed: string[] = [];
    for (const line of lines) {
      const { out, err } = await run(...line, '--json');
      printed.push(JSON.parse(out) === null ? `${line.join(' ')}: ${err}` : (line[0] ?? ''));
    }

    // Those that need no stack have tests of their own.
    const named = COMMANDS.filter(({ json }) => json).map(nameOf);
    expect(new Set([...printed, 'explain', 'bench', 'start'])).toEqual(new Set(named));
  });
});
