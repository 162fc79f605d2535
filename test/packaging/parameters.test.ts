import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { splitParameters } from '../../cli/package/split-parameters.ts';

const require = createRequire(import.meta.url);
const { EXPECTED, refuseTogether } = require('../../packaging/parameters/expected.cjs');
const { refuseElsewhere, regionOf } = require('../../packaging/parameters/region.cjs');
const { clashingStage, LONGEST_STAGE, refuseStage } = require('../../packaging/parameters/stage.cjs');

const Parameters = require('../../packaging/parameters.cjs');
const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alarms';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('packaging refuses, by parameter, value and what was expected,', () => {
  test('subnets without security groups', () => {
    const refused: string[] = [];

    refuseTogether({ subnetIds: 'subnet-0a1b2c3d', securityGroupIds: '' }, (text: string) =>
      refused.push(text),
    );

    expect(refused).toEqual([
      'Parameter securityGroupIds is "": expected ids, since subnetIds is given and functions need both in a VPC',
    ]);
  });

  test.each([
    [
      'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd',
      '',
      /^Parameter busKey is "": expected AWS_OWNED/,
    ],
    ['arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd', 'AWS_OWNED', undefined],
    ['arn:aws:kms:eu-central-1:111122223333:key/1234abcd', '', undefined],
    // The forwarder has no bus.
    ['arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd', undefined, undefined],
  ])('a key of GovCloud %s for the bus, with busKey "%s": %s', (kmsKeyArn, busKey, expected) => {
    const refused: string[] = [];

    refuseTogether({ kmsKeyArn, busKey }, (text: string) => refused.push(text));

    expect(refused).toEqual(expected ? [expect.stringMatching(expected)] : []);
  });
});

describe('what the stack uses has to be where the stack is:', () => {
  const topic = TOPIC;
  const key = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd';
  const boundary = 'arn:aws:iam::111122223333:policy/lz';
  const refusedOf = (values: object, region?: string) => {
    const refused: string[] = [];
    refuseElsewhere(values, region, (text: string) => refused.push(text));
    return refused;
  };

  test.each([
    [{ alarmTopicArn: topic, kmsKeyArn: key, permissionsBoundary: boundary, rolePath: '/' }, undefined],
    [{ alarmTopicArn: topic, kmsKeyArn: key, permissionsBoundary: boundary }, 'eu-central-1'],
    // The bus of a forwarder may be in another Region.
    [{ busArn: 'arn:aws:events:eu-central-1:222233334444:event-bus/foliocast-prod' }, 'us-east-1'],
    [{ alarmTopicArn: topic.replaceAll('aws:', 'aws-eusc:') }, undefined],
    [{ permissionsBoundary: boundary.replace('aws', 'aws-eusc') }, 'eusc-de-east-1'],
  ])('%j with --region %s', (values, region) => {
    expect(refusedOf(values, region)).toEqual([]);
  });

  test.each([
    [{ alarmTopicArn: topic }, 'us-east-1', /alarmTopicArn .*expected an ARN of region us-east-1, as Region/],
    [{ kmsKeyArn: key }, 'cn-north-1', /kmsKeyArn .*expected an ARN of partition aws-cn, as Region/],
    [{ permissionsBoundary: boundary }, 'us-gov-west-1', /permissionsBoundary .*of partition aws-us-gov/],
    [
      { alarmTopicArn: topic, kmsKeyArn: key.replace('eu-central', 'eu-west') },
      undefined,
      /kmsKeyArn .*expected an ARN of region eu-central-1, as alarmTopicArn has it/,
    ],
  ])('not %j with --region %s', (values, region, expected) => {
    expect(refusedOf(values, region)).toEqual([expect.stringMatching(expected)]);
  });
});

test('the longest stage is the longest that the names of roles have room for, in each Region', () => {
  const template = readFileSync(
    join(inject('packageDirectory'), 'cloudformation-template-update-stack.json'),
    'utf8',
  );
  const names = [...template.matchAll(/"(foliocast-dev-[\w-]+-)\$\{AWS::Region\}"/g)].map(
    ([, name]) => name ?? '',
  );
  const lengthWith = (stage: string) =>
    Math.max(...names.map((name) => `${name.replace('dev', stage)}ap-southeast-2`.length));
  const refused: string[] = [];

  refuseStage('s'.repeat(LONGEST_STAGE), (text: string) => refused.push(text));
  refuseStage('s'.repeat(LONGEST_STAGE + 1), (text: string) => refused.push(text));

  expect(lengthWith('s'.repeat(LONGEST_STAGE))).toBe(64);
  expect(refused).toEqual([expect.stringMatching(/^--stage is "s{17}": expected at most 16 characters/)]);
});

test('no stage makes a stack that has the name of a forwarder', () => {
  const refused: string[] = [];

  for (const stage of ['forwarder-prod', 'forwarder'])
    refuseStage(stage, (text: string) => refused.push(text));

  expect(refused).toEqual([expect.stringMatching(/^--stage is "forwarder-prod": expected none/)]);
});

test('a stage of a new stack has lower-case letters, since IAM tells roles apart without their case', () => {
  expect([undefined, 'dev', 'prod-2'].map(clashingStage)).toEqual([undefined, undefined, undefined]);
  expect(clashingStage('Prod')).toMatch(/^--stage is "Prod": expected lower-case letters, .* stage prod /);
});

const fine: Record<string, string[]> = {
  permissionsBoundary: [
    'arn:aws:iam::111122223333:policy/lz/boundary',
    'arn:aws-us-gov:iam::aws:policy/PowerUserAccess',
  ],
  rolePath: ['/', '/lz/', '/lz/a b/'.replace(' ', '+')],
  rolePrefix: ['lz-'],
  alarmTopicArn: ['arn:aws:sns:eu-central-1:111122223333:alarms'],
  tracing: ['true', 'false'],
  kmsKeyArn: ['arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-1234abcd'],
  busKey: ['AWS_OWNED'],
  tags: ['Team=platform', 'Team=platform,Cost Center=4711,Empty='],
  organizationId: ['o-a1b2c3d4e5'],
  managementAccountId: ['111122223333'],
  logRetentionDays: ['1', '90', '3653'],
  reconciliationSchedule: [
    'rate(1 day)',
    'rate(12 hours)',
    'cron(0 2 * * ? *)',
    'cron(0/15 8-17 ? * MON-FRI 2026-2030)',
    'cron(0 10 L * ? *)',
    'cron(0 10 ? * 6#3 *)',
    'cron(5,35 14 1W JAN,JUL ? *)',
  ],
  subnetIds: ['subnet-0a1b2c3d', 'subnet-0a1b2c3d,subnet-0123456789abcdef0'],
  securityGroupIds: ['sg-0a1b2c3d'],
  existingLedger: ['foliocast-prod-ledger', 'foliocast-prod-ledger.restored_1'],
  busArn: ['arn:aws:events:eu-central-1:222233334444:event-bus/foliocast-prod'],
};

const wrong: Record<string, string[]> = {
  permissionsBoundary: ['boundary', 'arn:aws:iam::111122223333:role/boundary', 'arn:aws:iam::1:policy/x'],
  rolePath: ['lz', '/lz', 'lz/', '/l z/', '//', `/${'l'.repeat(511)}/`],
  rolePrefix: ['lz ', 'lz/'],
  kmsKeyArn: ['alias/x', 'arn:aws:kms:eu-central-1:111122223333:alias/x'],
  busKey: ['aws', 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd'],
  tags: ['Team', 'Team=a,b', '=x', 'aws:team=x', 'Team=a&b', 'Team=a, Team=b', 'T'.repeat(129).concat('=x')],
  organizationId: ['a1b2c3d4e5', 'o-1', 'O-A1B2C3D4E5'],
  managementAccountId: ['1111', '1111222233334'],
  logRetentionDays: ['0', '91', 'never', '-1', ''],
  reconciliationSchedule: [
    'never',
    'rate(0 days)',
    'rate(1 days)',
    'rate(2 day)',
    'rate(1 week)',
    'rate(1.5 hours)',
    'cron(0 2 * * *)',
    'cron(0 2 * * * *)',
    'cron(0 2 ? * ? *)',
    'cron(60 2 * * ? *)',
    'cron(0 2 ? * FRI-MON *)',
    'cron(0 22-6 * * ? *)',
    'cron(0 2 * NOV-FEB ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 2 32 * ? *)',
    'cron(0 2 * 13 ? *)',
    'cron(0 2 ? * 8 *)',
    'cron(0 2 ? * MOO *)',
    'cron(0 2 * * ? 1969)',
    'cron(1-2-3 2 * * ? *)',
    'cron(0/0 2 * * ? *)',
    'at(2026-11-26T00:00:00)',
  ],
  subnetIds: ['subnet-x', 'subnet-0a1b2c3d, subnet-0a1b2c3e'],
  securityGroupIds: ['0a1b2c3d'],
  existingLedger: ['a', 'ledger!', 'arn:aws:dynamodb:eu-central-1:111122223333:table/x'],
  busArn: ['foliocast-dev', 'arn:aws:events:eu-central-1:2222:event-bus/foliocast-prod', ''],
};

test('every parameter has a value here that it may be', () => {
  expect(Object.keys(fine).toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
});

describe.each(Object.keys(EXPECTED))('parameter %s', (name) => {
  const { isValid, isRequired = false } = EXPECTED[name];

  test.each(fine[name] ?? [])('may be %s', (value) => {
    expect(isValid(value)).toBe(true);
  });

  test.each(wrong[name] ?? [])('may not be "%s"', (value) => {
    expect(value === '' ? !isRequired : isValid(value)).toBe(false);
  });
});

describe('one command packages two stacks:', () => {
  const bus = '--param=busArn=arn';
  const everywhere = [
    '--stage',
    'prod',
    '--param=rolePrefix=lz-',
    '--param=rolePath=/lz/',
    '--param=tags=a=b',
  ];
  const ofService = ['alarmTopicArn', 'kmsKeyArn', 'permissionsBoundary'].map(
    (name) => `--param=${name}=arn`,
  );

  test('what is bound to an account or a Region is of the service, or of the forwarder by its name', () => {
    const ofForwarder = ofService.map((one) => one.replace('--param=', '--param=forwarder.'));

    expect(splitParameters([...everywhere, ...ofService, bus, ...ofForwarder])).toEqual({
      service: [...everywhere, ...ofService],
      forwarder: [...everywhere, bus, ...ofService],
    });
    expect(splitParameters([...everywhere, ...ofService, bus])).toEqual({
      service: [...everywhere, ...ofService],
      forwarder: [...everywhere, bus],
    });
  });

  test('the Region is the service’s, unless the forwarder is alone', () => {
    const region = ['--region', 'eu-central-1'];

    expect(splitParameters([...region, ...ofService, bus])).toEqual({
      service: [...region, ...ofService],
      forwarder: [bus],
    });
    expect(splitParameters([...region, bus])).toEqual({ service: undefined, forwarder: [...region, bus] });
  });

  test('a stack that is given nothing of its own is not packaged', () => {
    expect(splitParameters([...everywhere, bus])).toEqual({
      service: undefined,
      forwarder: [...everywhere, bus],
    });
    expect(splitParameters(everywhere)).toEqual({ service: everywhere, forwarder: undefined });
    expect(splitParameters([])).toEqual({ service: [], forwarder: undefined });
  });

  test('what neither knows is refused', () => {
    expect(splitParameters(['--param=mistyped=1'])).toEqual({
      service: ['--param=mistyped=1'],
      forwarder: undefined,
    });
    expect(splitParameters(['--param=forwarder.mistyped=1'])).toEqual({
      service: undefined,
      forwarder: ['--param=mistyped=1'],
    });
  });
});

test('a stack’s Region is what the framework deploys to', () => {
  const region = (options: object, variables: Record<string, string> = {}) => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) vi.stubEnv(name, variables[name]);
    return regionOf({ options });
  };
  const both = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' };

  expect(region({ region: 'eu-central-1' }, both)).toBe('eu-central-1');
  expect(region({}, both)).toBe('eu-west-1');
  expect(region({}, { AWS_DEFAULT_REGION: 'eu-west-2' })).toBe('eu-west-2');
  expect(region({})).toBeUndefined();
});

test('a topic of another Region than that of the environment is refused', () => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  const framework = {
    processedInput: { commands: ['deploy'], options: { param: [`alarmTopicArn=${TOPIC}`] } },
    configurationInput: { params: { default: { alarmTopicArn: '' } } },
    classes: { Error },
  };

  expect(() => new Parameters(framework, {}, { log: {} })).toThrow(/alarmTopicArn .*region eu-west-1/);
});

test('the Region is the caller’s: nothing of a package has one', () => {
  const directory = inject('packageDirectory');
  const template = readFileSync(join(directory, 'cloudformation-template-update-stack.json'), 'utf8');

  expect(template.match(/\b[a-z]{2}-(gov-)?(east|west|north|south|central)[a-z]*-\d\b/g)).toBeNull();
});
