import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { packageForwarder } from '../../packaging/package-forwarder.ts';
import { readTemplate, type Template } from '../../sandbox/template/read-template.ts';
import { resolveTemplate, type Stack } from '../../sandbox/template/resolve-template.ts';
import { packagedResources } from './packaged-service.ts';
import { rolesOf } from './stack-in.ts';

const dev = readTemplate(inject('packageDirectory'));
/** As packaged for it: what carries no stage is the same in both. */
const prod: Template = JSON.parse(JSON.stringify(dev).replaceAll('foliocast-dev', 'foliocast-prod'));

/** Whose names an account has once, in all Regions; all other names count in a Region. */
const OF_THE_ACCOUNT = ['AWS::IAM::Role', 'AWS::CloudWatch::Dashboard'];
/** Whose names the world has once: CloudFormation makes these up. */
const OF_THE_WORLD = ['AWS::S3::Bucket'];

function stackOf(template: Template, region: string): Stack {
  const place = { partition: 'aws', region, accountId: '111122223333', stackName: '', endpoint: '' };
  return resolveTemplate(template, { place });
}

/** Of each resource that the template names itself, and does not only refer to another by its name. */
function namesIn(template: Template, region: string): { type: string; name: string }[] {
  const stack = stackOf(template, region);
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const type = String(Type);
    const resolved = stack.ofType(type).find(({ logicalId }) => logicalId === id)?.properties ?? {};
    return Object.entries(Properties as object)
      .filter(
        ([key, value]) =>
          /(^|[a-z])Name$|^StatementId$/.test(key) && key !== 'MetricName' && !isReference(value),
      )
      .map(([key]) => ({ type, name: `${key} ${resolved[key]}` }));
  });
}

function isReference(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !('Fn::Sub' in value);
}

/** IAM tells names apart without their case. */
function common(ones: readonly { type: string; name: string }[], others: typeof ones): string[] {
  const [here, there] = [ones, others].map((all) =>
    all.map(({ type, name }) => `${type} ${name.toLowerCase()}`),
  );
  return (here ?? []).filter((one) => there?.includes(one));
}

test('two stages in one account and Region have no name in common', () => {
  const names = namesIn(dev, 'us-east-1');

  expect(names.length).toBeGreaterThan(100);
  expect(common(names, namesIn(prod, 'us-east-1'))).toEqual([]);
});

test('two Regions of one account have no name in common that the account has once', () => {
  const once = namesIn(dev, 'us-east-1').filter(({ type }) => OF_THE_ACCOUNT.includes(type));

  expect(once.length).toBeGreaterThan(30);
  expect(common(once, namesIn(dev, 'eu-central-1'))).toEqual([]);
});

test('nothing is named that the world has once', () => {
  expect(namesIn(dev, 'us-east-1').filter(({ type }) => OF_THE_WORLD.includes(type))).toEqual([]);
});

test('forwarders of two stages, which serve two Regions of one stage, have no name in common', async () => {
  const outputDirectory = mkdtempSync(join(tmpdir(), 'foliocast-forwarder-'));
  const names = async (stage: string, busRegion: string) => {
    const busArn = `arn:aws:events:${busRegion}:222233334444:event-bus/foliocast-prod`;
    const serverlessArguments = ['--stage', stage, `--param=busArn=${busArn}`];
    await packageForwarder({ outputDirectory, serverlessArguments });
    return namesIn(readTemplate(outputDirectory), 'us-east-1');
  };

  const ofOne = await names('prod', 'eu-central-1');
  const ofOther = await names('prod-us', 'us-east-1');
  rmSync(outputDirectory, { recursive: true });

  expect(ofOne.length).toBeGreaterThan(2);
  expect(common(ofOne, ofOther)).toEqual([]);
});

test('what another stage does is not taken for our own, whatever its name begins with', () => {
  const writes =
    /^servicecatalog:((Create|Update|Delete)PortfolioShare|(Associate|Disassociate)Principal\w+)$/;
  const stack = stackOf(dev, 'us-east-1');
  const ours = rolesOf(stack)
    .filter(({ policies }) =>
      policies.some(({ PolicyDocument }) =>
        PolicyDocument.Statement.some(({ Action }) => [Action].flat().some((action) => writes.test(action))),
      ),
    )
    .map(({ arn }) => arn.replace(/^.*\//, ''));
  const rule = stack
    .ofType('AWS::Events::Rule')
    .find(({ logicalId }) => logicalId === 'SharesChangedByOthers');
  const [, names = '[]'] = /"anything-but":(\[[^\]]*\])/.exec(JSON.stringify(rule?.properties)) ?? [];

  expect(ours.length).toBe(6);
  expect(JSON.parse(names).sort()).toEqual(ours.sort());
});

test('the queue admits the rules that send to it, and no other', () => {
  const resources = packagedResources();
  const [allow] = resources.UndeliveredEventsPolicy?.Properties.PolicyDocument.Statement ?? [];
  const admitted = allow.Condition.ArnEquals['aws:SourceArn'].map(
    (one: { 'Fn::GetAtt': [string] }) => one['Fn::GetAtt'][0],
  );
  const sending = Object.entries(resources)
    .filter(([, { Type, Properties }]) => Type === 'AWS::Events::Rule' && hasDeadLetters(Properties))
    .map(([id]) => id);

  expect(admitted.sort()).toEqual(sending.sort());
});

function hasDeadLetters({ Targets = [] }: { Targets?: { DeadLetterConfig?: object }[] }): boolean {
  return Targets.some(({ DeadLetterConfig }) => DeadLetterConfig);
}
