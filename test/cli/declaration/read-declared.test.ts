import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readDeclared } from '../../../cli/declaration/read-declared.ts';

const directory = mkdtempSync(join(tmpdir(), 'foliocast-declared-'));
const file = join(directory, 'shares.yml');
afterAll(() => rmSync(directory, { recursive: true }));

function read(text: string) {
  writeFileSync(file, text);
  return readDeclared(file, 'aws');
}

const HEAD = 'version: 1\nportfolios:\n  - portfolioId: port-a1b2c3d4e5f6g\n';
const unit = (value: string) => `      - organizationNode: { type: ORGANIZATIONAL_UNIT, value: ${value} }\n`;

test('the example of the documentation is read as it says', async () => {
  const [, example = ''] = /```yaml\n(.*?)```/s.exec(readFileSync('docs/declaration.md', 'utf8')) ?? [];

  const portfolios = await read(example);

  expect(portfolios).toMatchObject([
    {
      portfolioId: 'port-a1b2c3d4e5f6g',
      principals: [{ principalType: 'IAM_PATTERN' }],
      shares: [
        { recipient: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' }, sharePrincipals: true },
        { recipient: { type: 'ORGANIZATION_MEMBER_ACCOUNT', value: '111122223333' }, shareTagOptions: true },
        { recipient: { type: 'ACCOUNT', value: '444455556666' }, sharePrincipals: false },
      ],
    },
  ]);
});

test.each([
  ['no YAML', 'version: 1\nportfolios: [\n', 'shares.yml:3: Flow sequence in block collection must be'],
  ['a key twice', `${HEAD}    portfolioId: port-b\n`, 'shares.yml:4: Map keys must be unique'],
  ['an empty file', '', 'shares.yml:1: the file is null: expected a mapping with version and portfolios'],
  ['a list', '- 1\n', 'shares.yml:1: the file is [1]: expected a mapping with version and portfolios'],
  [
    'no version',
    'portfolios: []\n',
    'shares.yml:1: version is missing: expected this key, which is required',
  ],
  [
    'another version',
    'version: 2\nportfolios: []\n',
    'shares.yml:1: version is 2: expected 1, the version of this',
  ],
  [
    'an unknown key',
    `${HEAD}    share: []\n`,
    'shares.yml:4: portfolios[0].share is []: expected no key of this name; write shares',
  ],
  [
    'no portfolio id',
    'version: 1\nportfolios:\n  - shares: []\n',
    'shares.yml:3: portfolios[0].portfolioId is missing',
  ],
  [
    'a number that is no account',
    `${HEAD}    shares:\n      - accountId: 1111\n`,
    'shares.yml:5: portfolios[0].shares[0].accountId is 1111: expected an account id of twelve digits',
  ],
  [
    'a text for a flag',
    `${HEAD}    shares:\n${unit('ou-ab12-cdef3456')}        sharePrincipals: yes please\n`,
    'shares.yml:6: portfolios[0].shares[0].sharePrincipals is "yes please": expected true or false',
  ],
  [
    'a root',
    `${HEAD}    shares:\n      - organizationNode:\n          type: ORGANIZATION\n          value: r-ab12\n`,
    'shares.yml:7: portfolios[0].shares[0].organizationNode.value is "r-ab12": expected type ORGANIZATION with the organization id',
  ],
  [
    'neither recipient',
    `${HEAD}    shares:\n      - shareTagOptions: true\n`,
    'shares.yml:5: portfolios[0].shares[0] is missing: expected either organizationNode or accountId',
  ],
  [
    'both recipients',
    `${HEAD}    shares:\n${unit('ou-ab12-cdef3456')}        accountId: "111122223333"\n`,
    'shares.yml:6: portfolios[0].shares[0].accountId is "111122223333": expected either organizationNode or accountId, not both',
  ],
  [
    'principal names for one account',
    `${HEAD}    shares:\n      - accountId: "111122223333"\n        sharePrincipals: true\n`,
    'shares.yml:6: portfolios[0].shares[0].sharePrincipals is true: expected false',
  ],
  [
    'a recipient twice',
    `${HEAD}    shares:\n${unit('ou-ab12-cdef3456')}${unit('ou-ab12-cdef3456')}`,
    'shares.yml:6: portfolios[0].shares[1] is "ou-ab12-cdef3456": expected each recipient once',
  ],
  [
    'a portfolio twice',
    `${HEAD}    shares: []\n  - portfolioId: port-a1b2c3d4e5f6g\n`,
    'shares.yml:5: portfolios[1].portfolioId is "port-a1b2c3d4e5f6g": expected each portfolio once',
  ],
  [
    'a principal of another type',
    `${HEAD}    principals:\n      - principalArn: arn:aws:iam:::role/x\n        principalType: IAM\n`,
    'shares.yml:6: portfolios[0].principals[0].principalType is "IAM": expected',
  ],
  [
    'a principal of another partition',
    `${HEAD}    principals:\n      - { principalArn: "arn:aws-cn:iam:::role/x", principalType: IAM_PATTERN }\n`,
    'shares.yml:5: portfolios[0].principals[0].principalArn is "arn:aws-cn:iam:::role/x": expected',
  ],
  [
    'a number for a list',
    `${HEAD}    shares: 3\n`,
    'shares.yml:4: portfolios[0].shares is 3: expected a list of shares',
  ],
])('a file with %s is refused with line, field and what was expected', async (_, text, sentence) => {
  await expect(read(text)).rejects.toThrow(sentence);
});

test('every problem is named at once, in the order of the file', async () => {
  const text = `${HEAD}    shares:\n${unit('r-ab12')}${unit('ou-nowhere')}`;

  const error = await read(text).catch((thrown: Error) => thrown);

  expect(String(error)).toMatch(/shares\.yml:5: .*\nshares\.yml:6: /);
});

test('a repeat is told with its own line, beside what is wrong before it', async () => {
  const shares = [
    unit('Workloads/Production'),
    unit('ou-ab12-cdef3456'),
    unit('r-ab12'),
    unit('ou-ab12-cdef3456'),
  ];

  const error = await read(`${HEAD}    shares:\n${shares.join('')}    surplus: 1\n`).catch(
    (thrown: Error) => thrown,
  );

  expect(String(error)).toMatch(
    /shares\.yml:5: .*in place of its path.*\nshares\.yml:7: .*\nshares\.yml:8: .*shares\[3\].*each recipient once\nshares\.yml:9: .*surplus/s,
  );
});

test.each([
  [
    'aliases that multiply',
    `a: &a [x, x, x, x, x, x, x, x]\n${'bcdefgh'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[at]}`).join()}]`)
      .join('\n')}`,
  ],
  ['brackets without end', '['.repeat(5_000)],
  ['levels without end', Array.from({ length: 500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
])('a file of %s is refused in a sentence', async (_, text) => {
  const error = await read(text).catch((thrown: Error) => thrown);

  expect(String(error)).toMatch(/shares\.yml.*(multiply|nest)/);
});

test('before the stack is found, the partition is that of its first ARN', async () => {
  const principal = (arn: string) => `      - { principalArn: "${arn}", principalType: IAM }\n`;
  const china = principal('arn:aws-cn:iam::111122223333:role/Team');
  const other = principal('arn:aws:iam::111122223333:role/Team');
  const shares = '    shares: []\n';

  writeFileSync(file, `${HEAD}    principals:\n${china}${shares}`);
  await expect(readDeclared(file)).resolves.toHaveLength(1);
  await expect(readDeclared(file, 'aws')).rejects.toThrow(/shares.yml:5: .*arn:aws-cn/);

  writeFileSync(file, `${HEAD}    principals:\n${china}${other}${shares}`);
  await expect(readDeclared(file)).rejects.toThrow(/shares.yml:6: /);
});

test('what adopting thousands of portfolios writes can be read again', async () => {
  const findings = `# ${'x'.repeat(1_000_000)}\n`;

  await expect(read(`${findings}${HEAD}    shares: []\n`)).resolves.toHaveLength(1);
});
