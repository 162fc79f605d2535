import { mkdtempSync, writeFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { examplePrincipals } from '../../core/principals/example-principals.ts';
import { matchesPrincipal } from '../../core/principals/matches-principal.ts';
import { parsePrincipal } from '../../core/principals/parse-principal.ts';
import { runHere } from './run-cli.ts';

const SSO_PATTERN =
  'arn:aws:iam:::role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Developer_????????????????';

/** As people run it, as far as this process can. */
const explainPrincipal = (args: readonly string[]) => runHere('explain', ...args);

const explained = async (...args: string[]) => {
  const { status, out } = await explainPrincipal([...args, '--json']);
  return { status, ...JSON.parse(out) };
};

describe('the verdict on a principal', () => {
  it('is allowed, with exit code 0', async () => {
    const { status, out } = await explainPrincipal([SSO_PATTERN, '--share-principals']);

    expect(status).toBe(0);
    expect(out).toContain('risk LOW, allowed');
    expect(out).toContain('LOW      guarded-wildcard');
  });

  it('needs approval, with exit code 0', async () => {
    const { status, out } = await explainPrincipal(['arn:aws:iam:::role/Deploy*', '--share-principals']);

    expect(status).toBe(0);
    expect(out).toContain('risk HIGH, needs approval');
  });

  it('is refused for its risk, with exit code 1', async () => {
    const { status, out } = await explainPrincipal(['arn:aws:iam:::role/*', '--share-principals']);

    expect(status).toBe(1);
    expect(out).toContain('risk CRITICAL, REFUSED');
  });

  it('does not take a node of another partition for one of the stack', async () => {
    const { status, err } = await explainPrincipal([
      SSO_PATTERN,
      '--node',
      'arn:aws-cn:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-sandbox1',
    ]);

    expect(status).toBe(2);
    expect(err).toContain('expected an ARN of partition aws');
  });

  it('is refused for its grammar, with exit code 1 and what was expected', async () => {
    const { status, out } = await explainPrincipal(['arn:aws:iam:::*/ResourceName']);

    expect(status).toBe(1);
    expect(out).toContain('REFUSED before any call');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('expected role/, user/ or group/ as resource type');
  });

  it('says what would be otherwise: sharing names, a launch constraint, the whole organization', async () => {
    const { out } = await explainPrincipal(['arn:aws:iam:::role/Deploy']);
    const shared = await explainPrincipal(['arn:aws:iam:::role/Deploy', '--share-principals']);

    expect(out).toContain('with principal names shared (--share-principals): risk MEDIUM, allowed');
    expect(shared.out).toContain('with a launch constraint (--launch-constraint): risk HIGH, needs approval');
    expect(shared.out).toContain('with the whole organization (--node ORGANIZATION): risk CRITICAL, REFUSED');
  });

  it('fits a terminal of 80 columns, but for ARNs', async () => {
    const { out } = await explainPrincipal([SSO_PATTERN, '--share-principals', '--launch-constraint']);

    expect(out.split('\n').filter((line) => line.length > 80 && !line.includes('arn:'))).toEqual([]);
  });
});

describe('the same for programs', () => {
  it('is JSON with verdict, findings and examples', async () => {
    expect(await explained('arn:aws:iam:::role/Deploy*', '--share-principals')).toMatchObject({
      status: 0,
      principalArn: 'arn:aws:iam:::role/Deploy*',
      principalType: 'IAM_PATTERN',
      verdict: 'APPROVE',
      severity: 'HIGH',
      findings: [{ id: 'unguarded-wildcard', severity: 'HIGH' }],
      share: {
        organizationNode: { type: 'ORGANIZATIONAL_UNIT' },
        sharePrincipals: true,
        reachesManagementAccount: false,
      },
      otherwise: [
        { when: 'LAUNCH_CONSTRAINT', verdict: 'REFUSE', severity: 'CRITICAL' },
        { when: 'ORGANIZATION', verdict: 'REFUSE', severity: 'CRITICAL' },
      ],
    });
  });

  it('is JSON too where the principal is invalid', async () => {
    expect(await explained('arn:aws:iam:::role/Deploy', '--type', 'IAM')).toMatchObject({
      status: 1,
      verdict: 'INVALID',
      problem: { code: 'TYPE_CONTRADICTS', fittingType: 'IAM_PATTERN' },
    });
  });
});

describe('what is assumed where nothing is said', () => {
  it.each([
    ['arn:aws:iam::123456789012:role/x', 'IAM'],
    ['arn:aws:iam:::role/x', 'IAM_PATTERN'],
    ['arn:aws:sts::123456789012:assumed-role/x/s', 'IAM'],
  ])('%s is of type %s', async (arn, principalType) => {
    expect(await explained(arn)).toMatchObject({ principalType });
  });

  it.each([
    ['ORGANIZATION', { type: 'ORGANIZATION' }, true],
    ['o-a1b2c3d4e5', { type: 'ORGANIZATION', id: 'o-a1b2c3d4e5' }, true],
    ['ou-ab12-cdef3456', { type: 'ORGANIZATIONAL_UNIT', id: 'ou-ab12-cdef3456' }, false],
    ['123456789012', { type: 'ACCOUNT', id: '123456789012' }, false],
    [
      'arn:aws:organizations::123456789012:ou/o-a1b2c3d4e5/ou-ab12-cdef3456',
      { id: 'ou-ab12-cdef3456' },
      false,
    ],
  ])('the node %s is read', async (node, organizationNode, reachesManagementAccount) => {
    expect(await explained('arn:aws:iam:::role/x', '--node', node)).toMatchObject({
      share: { organizationNode, reachesManagementAccount },
    });
  });

  it('the partition is that of the stack', async () => {
    const arn = 'arn:aws-cn:iam:::role/x';

    expect(await explained(arn, '--partition', 'aws-cn')).toMatchObject({ verdict: 'ALLOW' });
    expect(await explained(arn)).toMatchObject({ verdict: 'INVALID', problem: { code: 'PARTITION' } });
  });
});

describe('a command asked wrongly ends with exit code 2 and one clear sentence', () => {
  const arn = 'arn:aws:iam:::role/x';

  it.each([
    [[], 'Expected the ARN of a principal, or --request FILE'],
    [[arn, 'another'], 'another: no such argument here'],
    [[arn, '--shareprincipals'], '--shareprincipals: no such option here'],
    [[arn, '-j'], '-j: no such option here'],
    [[arn, '--type'], '--type has no value'],
    [[arn, '--type', '--json'], '--type has no value'],
    [[arn, '--type', 'iam'], '--type is "iam": expected one of IAM, IAM_PATTERN'],
    [[arn, '--type=IAM', '--type=IAM'], '--type is given 2 times'],
    [[arn, '--json=yes'], '--json takes no value, and has "yes"'],
    [[arn, '--node', 'r-ab12'], '--node is "r-ab12": expected ORGANIZATION'],
    [[arn, '--partition', 'AWS'], '--partition is "AWS": expected aws'],
    [[arn, '--node', 'ACCOUNT', '--share-principals'], '--share-principals is for an ORGANIZATION'],
  ])('%j: %s', async (args, sentence) => {
    const { status, out, err } = await explainPrincipal(args);

    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err.split('\n')[0]).toContain(sentence);
  });

  it('names what is wrong in config.yml', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'foliocast-')), 'config.yml');
    await writeFile(path, 'principals:\n  decisions:\n    HIGH: MAYBE\n');

    vi.stubEnv('FOLIOCAST_CONFIG', path);
    const { status, err } = await explainPrincipal([arn]).finally(() => vi.unstubAllEnvs());

    expect(status).toBe(2);
    expect(err.trim()).toBe(
      `${path}: principals.decisions.HIGH is "MAYBE": expected ALLOW or APPROVE or REFUSE`,
    );
  });

  it('and --help lists the flags', async () => {
    const { status, out } = await explainPrincipal(['--help']);

    expect(status).toBe(0);
    expect(out).toContain('--share-principals');
  });
});

describe('example principals', () => {
  const of = (principalArn: string) => {
    const parsed = parsePrincipal({ principalArn, principalType: 'IAM_PATTERN' }, 'aws');
    if (!parsed.ok) throw new Error(parsed.problem.expected);
    return examplePrincipals(parsed.principal);
  };

  it('look like what a reader meets', () => {
    const { matching, notMatching } = of(SSO_PATTERN);
    const role = 'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com';

    expect(matching).toContain(`${role}/eu-west-1/AWSReservedSSO_Developer_0123456789abcdef`);
    expect(matching).toContain(`${role}/AWSReservedSSO_Developer_0123456789abcdef`);
    expect(notMatching).toContain('arn:aws:iam::123456789012:role/AWSReservedSSO_Developer_0123456789abcdef');
  });

  it('show that a path without Region is missed', () => {
    const { notMatching } = of('arn:aws:iam:::role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Dev_*');

    expect(notMatching).toContain(
      'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef',
    );
  });

  it('are always decided by the matching itself, and always principals that IAM could hold', () => {
    const ids = fc
      .array(
        fc.constantFrom('Dev', '/', '*', '?', 'AWSReservedSSO_', 'aws-reserved/sso.amazonaws.com', 'é', ':'),
        { minLength: 1, maxLength: 6 },
      )
      .map((pieces) => `arn:aws:iam:::role/${pieces.join('')}`);
    fc.assert(
      fc.property(ids, (principalArn) => {
        fc.pre(parsePrincipal({ principalArn, principalType: 'IAM_PATTERN' }, 'aws').ok);

        const { matching, notMatching } = of(principalArn);

        expect(matching.filter((one) => !matchesPrincipal(principalArn, one))).toEqual([]);
        expect(notMatching.filter((one) => matchesPrincipal(principalArn, one))).toEqual([]);
        const all = [...matching, ...notMatching];
        expect(
          all.filter((one) => !parsePrincipal({ principalArn: one, principalType: 'IAM' }, 'aws').ok),
        ).toEqual([]);
      }),
    );
  });
});

describe('all principals of a request', () => {
  const at = (request: object) => {
    const path = join(mkdtempSync(join(tmpdir(), 'foliocast-')), 'request.json');
    writeFileSync(path, JSON.stringify(request));
    return path;
  };
  const request = (...patterns: string[]) => ({
    requestId: 'r-1',
    portfolioId: 'port-a1b2c3d4e5f6g',
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
    sharePrincipals: true,
    principals: patterns.map((principalArn) => ({ principalArn, principalType: 'IAM_PATTERN' })),
  });

  it('are weighed together', async () => {
    const { status, out } = await runHere(
      'explain',
      '--request',
      at(request(SSO_PATTERN, 'arn:aws:iam:::role/*')),
    );

    expect(status).toBe(1);
    expect(out).toContain('risk CRITICAL, REFUSED');
  });

  it('are told with every one that is wrong', async () => {
    const wrong = at(request('arn:aws:iam:::*/a', 'arn:aws:iam:::*/b'));

    const { status, out } = await runHere('explain', '--request', wrong, '--json');

    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'INVALID', problems: [{}, {}] });
  });

  it('a request that is none is refused by field, value and what was expected', async () => {
    const { status, err } = await runHere('explain', '--request', at({ ...request(), portfolioId: 'p/1' }));

    expect([status, err]).toEqual([
      2,
      'portfolioId is "p/1": expected a portfolio id such as port-a1b2c3d4e5f6g\n',
    ]);
  });
});
