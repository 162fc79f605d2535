import { createRequire } from 'node:module';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readTemplate } from '../../sandbox/template/read-template.ts';
import { resolveTemplate, type Stack } from '../../sandbox/template/resolve-template.ts';
import { packageLandingZone } from './package-landing-zone.ts';

const { applyBusPolicy } = createRequire(import.meta.url)('../../packaging/landing-zone/bus-policy.cjs');

const OWN = '222233334444';
const MANAGEMENT = '111122223333';
const ORGANIZATION = 'o-a1b2c3d4e5';
const ALLOW_PUT_EVENTS = {
  name: 'put-events',
  policy: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' }],
  },
};

interface Call {
  readonly principal: string;
  readonly source?: string;
  readonly detailType?: string;
  readonly organization?: string;
  /** Whether the caller's own policies allow PutEvents; they do by default. */
  readonly isAllowedAtHome?: boolean;
}

function resolve(packageDirectory: string): Stack {
  const place = {
    partition: 'aws',
    region: 'us-east-1',
    accountId: OWN,
    stackName: 'foliocast-dev',
    endpoint: 'http://127.0.0.1',
  };
  return resolveTemplate(readTemplate(packageDirectory), { place });
}

/** What IAM decides about a call to PutEvents on the bus of this stack. */
async function decide(
  stack: Stack,
  {
    principal,
    source = 'acme.vending',
    detailType = 'PortfolioShareRequested',
    organization = ORGANIZATION,
    isAllowedAtHome = true,
  }: Call,
): Promise<string> {
  const bus = stack.ofType('AWS::Events::EventBus')[0]?.attributes.Arn ?? '';
  const statements = stack
    .ofType('AWS::Events::EventBusPolicy')
    .map(({ properties }) => ({ Sid: properties.StatementId, ...(properties.Statement as object) }));
  const answer = await runSimulation(
    {
      identityPolicies: isAllowedAtHome ? [ALLOW_PUT_EVENTS] : [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: { Version: '2012-10-17', Statement: statements },
      request: {
        action: 'events:PutEvents',
        principal,
        resource: { resource: bus, accountId: OWN },
        contextVariables: {
          'events:source': [source],
          'events:detail-type': [detailType],
          'aws:PrincipalOrgID': organization,
          'aws:ResourceOrgID': ORGANIZATION,
          'aws:PrincipalArn': principal,
          'aws:PrincipalAccount': principal.split(':')[4] ?? '',
        },
      },
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult;
}

const insider = 'arn:aws:iam::333344445555:role/vending';
const outsider = 'arn:aws:iam::999900001111:role/vending';
const ownRole = `arn:aws:iam::${OWN}:role/vending`;
const administrator = `arn:aws:iam::${OWN}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef`;

function roleOf(stack: Stack, logicalId: string): string {
  const role = stack.resources.find((resource) => resource.logicalId === logicalId);
  if (!role?.attributes.Arn) throw new Error(`The package has no ${logicalId}`);
  return role.attributes.Arn;
}

describe('the default package', () => {
  let stack: Stack;
  beforeAll(() => {
    stack = resolve(inject('packageDirectory'));
  });

  test.each([
    ['the organization may ask', { principal: insider }, 'Allowed'],
    ['the organization may announce', { principal: insider, detailType: 'AccountVended' }, 'Allowed'],
    [
      'the organization may decide',
      { principal: insider, detailType: 'PortfolioShareApprovalDecided' },
      'Allowed',
    ],
    [
      'a reconciliation, which would be refused, only this account may want',
      { principal: insider, detailType: 'ReconciliationRequested' },
      'ImplicitlyDenied',
    ],
    ['this account may', { principal: ownRole, detailType: 'ReconciliationRequested' }, 'Allowed'],
    ['nobody outside of it may', { principal: outsider, organization: 'o-zzzzzzzzzz' }, 'ImplicitlyDenied'],
    [
      'others say nothing but that',
      { principal: insider, detailType: 'PortfolioShareCompleted' },
      'ImplicitlyDenied',
    ],
    ['others do not speak as Foliocast', { principal: insider, source: 'foliocast' }, 'ExplicitlyDenied'],
    ['nor as a part of it', { principal: insider, source: 'foliocast.vending' }, 'ExplicitlyDenied'],
    ['this account may ask, where its own policies say so', { principal: ownRole }, 'Allowed'],
    ['and not where they do not', { principal: ownRole, isAllowedAtHome: false }, 'ImplicitlyDenied'],
    [
      'this account does not speak as Foliocast',
      { principal: ownRole, source: 'foliocast' },
      'ExplicitlyDenied',
    ],
    [
      'nor does its administrator',
      { principal: administrator, source: 'foliocast.vending' },
      'ExplicitlyDenied',
    ],
    [
      'nor does a role that is named like ours',
      { principal: `arn:aws:iam::${OWN}:role/foliocast-dev-Mallory-us-east-1`, source: 'foliocast' },
      'ExplicitlyDenied',
    ],
    [
      'nor a role of another account that has the very name of ours',
      {
        principal: 'arn:aws:iam::333344445555:role/foliocast-dev-EmitOutcome-us-east-1',
        source: 'foliocast',
      },
      'ExplicitlyDenied',
    ],
    [
      'nobody forwards from another account',
      {
        principal: `arn:aws:iam::${MANAGEMENT}:role/forwarder`,
        source: 'aws.organizations',
        detailType: 'AWS API Call via CloudTrail',
      },
      'ImplicitlyDenied',
    ],
  ])('%s', async (_, call, decision) => {
    expect(await decide(stack, call)).toBe(decision);
  });

  test.each(['EmitOutcome', 'RequestApproval', 'SweepLedger', 'RecoverExecution'])(
    'the role of %s speaks as Foliocast',
    async (name) => {
      const principal = roleOf(stack, `${name}IamRoleLambdaExecution`);

      expect(
        await decide(stack, { principal, source: 'foliocast', detailType: 'PortfolioShareCompleted' }),
      ).toBe('Allowed');
    },
  );
});

describe('the ids of its statements, unique in an account and Region across stacks,', () => {
  const named = (name: string) => ({ FoliocastBus: { Properties: { Name: name } } });
  const refuse = (sentence: string) => {
    throw new Error(sentence);
  };

  test('carry the stage', () => {
    const statements = resolve(inject('packageDirectory')).ofType('AWS::Events::EventBusPolicy');

    expect(statements.map(({ properties }) => properties.StatementId)).toEqual([
      'foliocast-dev-OrganizationAsks',
      'foliocast-dev-OnlyFoliocastSpeaksAsFoliocast',
    ]);
  });

  test('are as long as EventBridge takes them', () => {
    applyBusPolicy(named(`foliocast-${'s'.repeat(23)}`), {}, refuse);

    expect(() => applyBusPolicy(named(`foliocast-${'s'.repeat(24)}`), {}, refuse)).toThrow(
      `stage makes the statement id foliocast-${'s'.repeat(24)}-OnlyFoliocastSpeaksAsFoliocast: expected at most 64 characters, not 65`,
    );
  });
});

describe('a package for a landing zone', () => {
  let stack: Stack;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const packaged = await packageLandingZone({
      rolePath: '/landing-zone/',
      rolePrefix: 'lz-',
      organizationId: ORGANIZATION,
      managementAccountId: MANAGEMENT,
    });
    stack = resolve(packaged.directory);
    remove = packaged.remove;
  });
  afterAll(() => remove());

  test('knows its own roles by path and prefix', async () => {
    const principal = roleOf(stack, 'EmitOutcomeIamRoleLambdaExecution');

    expect(principal).toBe(`arn:aws:iam::${OWN}:role/landing-zone/lz-foliocast-dev-EmitOutcome-us-east-1`);
    expect(await decide(stack, { principal, source: 'foliocast' })).toBe('Allowed');
    expect(
      await decide(stack, { principal: principal.replace('/landing-zone', ''), source: 'foliocast' }),
    ).toBe('ExplicitlyDenied');
  });

  test.each([
    ['moves', { source: 'aws.organizations', detailType: 'AWS API Call via CloudTrail' }, 'Allowed'],
    [
      'lifecycle events',
      { source: 'aws.controltower', detailType: 'AWS Service Event via CloudTrail' },
      'Allowed',
    ],
    [
      'what org-formation says',
      { source: 'oc.org-formation', detailType: 'events.org-formation.com' },
      'Allowed',
    ],
    [
      'nothing else of AWS',
      { source: 'aws.ec2', detailType: 'AWS API Call via CloudTrail' },
      'ImplicitlyDenied',
    ],
    [
      'nothing as Foliocast',
      { source: 'foliocast', detailType: 'AWS API Call via CloudTrail' },
      'ExplicitlyDenied',
    ],
  ])('the management account forwards %s', async (_, call, decision) => {
    const principal = `arn:aws:iam::${MANAGEMENT}:role/lz-foliocast-forwarder-dev-Forward-us-east-1`;

    expect(await decide(stack, { principal, ...call })).toBe(decision);
  });

  test('no member account forwards', async () => {
    const call = { source: 'aws.organizations', detailType: 'AWS API Call via CloudTrail' };

    expect(await decide(stack, { principal: insider, ...call })).toBe('ImplicitlyDenied');
  });
});
