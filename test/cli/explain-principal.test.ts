import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplePrincipals } from '../../cli/explain-principal/example-principals.ts';
import { explainPrincipal } from '../../cli/explain-principal.ts';
import { matchesPrincipal } from '../../core/principals/matches-principal.ts';
import { parsePrincipal } from '../../core/principals/parse-principal.ts';

const SSO_PATTERN =
  'arn:aws:iam:::role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Developer_????????????????';

const explained = async (...args: string[]) => {
  const { exitCode, out } = await explainPrincipal([...args, '--json']);
  return { exitCode, ...JSON.parse(out ?? '{}') };
};

describe('the verdict on a principal', () => {
  it('is allowed, with exit code 0', async () => {
    const { exitCode, out } = await explainPrincipal([SSO_PATTERN, '--share-principals']);

    expect(exitCode).toBe(0);
    expect(out).toContain('risk LOW, allowed');
    expect(out).toContain('LOW      guarded-wildcard');
  });

  it('needs approval, with exit code 0', async () => {
    const { exitCode, out } = await explainPrincipal(['arn:aws:iam:::role/Deploy*', '--share-principals']);

    expect(exitCode).toBe(0);
    expect(out).toContain('risk HIGH, needs approval');
  });

  it('is refused for its risk, with exit code 1', async () => {
    const { exitCode, out } = await explainPrincipal(['arn:aws:iam:::role/*', '--share-principals']);

    expect(exitCode).toBe(1);
    expect(out).toContain('risk CRITICAL, REFUSED');
  });

  it('is refused for its grammar, with exit code 1 and what was expected', async () => {
    const { exitCode, out } = await explainPrincipal(['arn:aws:iam:::*/ResourceName']);

    expect(exitCode).toBe(1);
    expect(out).toContain('REFUSED before any call');
    expect(out?.replaceAll(/\s+/g, ' ')).toContain('expected role/, user/ or group/ as resource type');
  });

  it('says what would be otherwise: sharing names, a launch constraint, the whole organization', async () => {
    const { out } = await explainPrincipal(['arn:aws:iam:::role/Deploy']);
    const shared = await explainPrincipal(['arn:aws:iam:::role/Deploy', '--share-principals']);

    expect(out).toContain('with principal names shared (--share-principals): risk MEDIUM, allowed');
    expect(shared.out).toContain('with a launch constraint (--launch-constraint): risk HIGH, needs approval');
    expect(shared.out).toContain('with the whole organization (--node ORGANIZATION): risk CRITICAL, REFUSED');
  });

  it('fits a terminal of 100 columns, but for ARNs', async () => {
    const { out = '' } = await explainPrincipal([SSO_PATTERN, '--share-principals', '--launch-constraint']);

    expect(out.split('\n').filter((line) => line.length > 100 && !line.includes('arn:'))).toEqual([]);
  });
});

describe('the same for programs', () => {
  it('is JSON with verdict, findings and examples', async () => {
    expect(await explained('arn:aws:iam:::role/Deploy*', '--share-principals')).toMatchObject({
      exitCode: 0,
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
      exitCode: 1,
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
    [[], 'ARN is missing'],
    [[arn, arn], 'is a second ARN'],
    [[arn, '--shareprincipals'], '--shareprincipals is no flag'],
    [[arn, '-j'], '-j is no flag'],
    [[arn, '--type'], '--type has no value'],
    [[arn, '--type', '--json'], '--type has no value'],
    [[arn, '--type', 'iam'], '--type is "iam": expected IAM or IAM_PATTERN'],
    [[arn, '--type=IAM', '--type=IAM'], '--type is given twice'],
    [[arn, '--json=yes'], '--json takes no value, and has "yes"'],
    [[arn, '--node', 'r-ab12'], '--node is "r-ab12": expected ORGANIZATION'],
    [[arn, '--partition', 'AWS'], '--partition is "AWS": expected aws'],
    [[arn, '--node', 'ACCOUNT', '--share-principals'], '--share-principals is for an ORGANIZATION'],
  ])('%j: %s', async (args, sentence) => {
    const { exitCode, out, err } = await explainPrincipal(args);

    expect(exitCode).toBe(2);
    expect(out).toBeUndefined();
    expect(err?.split('\n')[0]).toContain(sentence);
  });

  it('names what is wrong in config.yml', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'foliocast-')), 'config.yml');
    await writeFile(path, 'principals:\n  decisions:\n    HIGH: MAYBE\n');

    const { exitCode, err } = await explainPrincipal([arn], path);

    expect(exitCode).toBe(2);
    expect(err).toBe(`${path}: principals.decisions.HIGH is "MAYBE": expected ALLOW or APPROVE or REFUSE`);
  });

  it('and --help lists the flags', async () => {
    const { exitCode, out } = await explainPrincipal(['--help']);

    expect(exitCode).toBe(0);
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

it('the command itself prints to the terminal and sets the exit code', async () => {
  const run = promisify(execFile)(process.execPath, [
    'cli/explain-principal.mjs',
    'arn:aws:iam:::role/*',
    '--share-principals',
  ]);

  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('no-literal'),
    stderr: '',
  });
});
