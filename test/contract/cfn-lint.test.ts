import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { packageForwarder } from '../../packaging/package-forwarder.ts';
import { packageService } from '../../packaging/package-service.ts';
import { size } from '../size.ts';

/** `pip install cfn-lint`; about two minutes for all Regions, so it is no part of `npm test`. */
const isInstalled = spawnSync('cfn-lint', ['--version']).status === 0;
/** I1022 is about the bucket policy that the framework writes. */
const LINT = [
  '--regions',
  'ALL_REGIONS',
  '--include-checks',
  'I',
  '--ignore-checks',
  'I1022',
  '--format',
  'parseable',
];

test.skipIf(size === 'quick' || !isInstalled)(
  'cfn-lint finds nothing in the templates, in any Region',
  async () => {
    const folder = inject('packageDirectory');
    const [full, forwarder] = ['full', 'forwarder'].map((name) => join(folder, name)) as [string, string];
    await packageService({
      outputDirectory: full,
      serverlessArguments: [
        '--param=tracing=true',
        '--param=tags=Team=platform',
        '--param=alarmTopicArn=arn:aws:sns:eu-central-1:222233334444:on-call',
        '--param=subnetIds=subnet-0a1b2c3d',
        '--param=securityGroupIds=sg-0a1b2c3d',
      ],
    });
    const bus = '--param=busArn=arn:aws:events:eu-central-1:222233334444:event-bus/foliocast-prod';
    await packageForwarder({ outputDirectory: forwarder, serverlessArguments: [bus] });

    const templates = [full, forwarder].map((one) => join(one, 'cloudformation-template-update-stack.json'));

    expect(execFileSync('cfn-lint', [...LINT, '--', ...templates], { encoding: 'utf8' })).toBe('');
  },
  900_000,
);
