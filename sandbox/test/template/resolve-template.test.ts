import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTemplate, type Template, templateFileName } from '../../template/read-template.ts';
import { resolveTemplate } from '../../template/resolve-template.ts';

const place = {
  partition: 'aws',
  region: 'eu-central-1',
  accountId: '111122223333',
  stackName: 'shop',
  endpoint: 'http://127.0.0.1:4566',
};
const templateOf = (sections: Record<string, unknown>): Template => {
  const directory = mkdtempSync(join(tmpdir(), 'template-'));
  writeFileSync(join(directory, templateFileName), JSON.stringify(sections));
  return readTemplate(directory);
};
const topic = (value: unknown) => ({
  Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: value } },
});
const resolved = (value: unknown, sections: Record<string, unknown> = {}, parameters = {}) =>
  resolveTemplate(
    templateOf({
      ...sections,
      Resources: {
        ...topic(value),
        Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } },
        Sales: { Type: 'AWS::Events::EventBus', Properties: { Name: 'sales' } },
        Notify: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'notify' } },
      },
    }),
    { place, parameters },
  ).ofType('AWS::SNS::Topic')[0]?.properties.DisplayName;

test.each([
  [{ Ref: 'AWS::Region' }, 'eu-central-1'],
  [{ Ref: 'Orders' }, 'http://127.0.0.1:4566/111122223333/orders'],
  [{ Ref: 'Sales' }, 'sales'],
  [{ 'Fn::GetAtt': ['Orders', 'Arn'] }, 'arn:aws:sqs:eu-central-1:111122223333:orders'],
  [{ 'Fn::GetAtt': 'Notify.Arn' }, 'arn:aws:lambda:eu-central-1:111122223333:function:notify'],
  [
    { 'Fn::Sub': '${AWS::AccountId}/${Sales.Arn}/${!Kept}' },
    '111122223333/arn:aws:events:eu-central-1:111122223333:event-bus/sales/${Kept}',
  ],
  [
    { 'Fn::Sub': ['${of} $$ ${AWS::Partition}', { of: { 'Fn::GetAtt': ['Sales', 'Name'] } }] },
    'sales $$ aws',
  ],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::StackName' }]] }, 'a-shop'],
  [{ 'Fn::Select': [1, { 'Fn::Split': [',', 'x,y,z'] }] }, 'y'],
  [['kept', { Ref: 'AWS::NoValue' }], ['kept']],
])('%j is %j', (intrinsic, expected) => {
  expect(resolved(intrinsic)).toEqual(expected);
});

test('conditions decide by parameters, and a resource whose condition is false is left out', () => {
  const sections = {
    Parameters: { Stage: { Type: 'String', Default: 'dev' }, KeyArn: { Type: 'String', Default: '' } },
    Conditions: {
      HasKey: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'KeyArn' }, ''] }] },
      IsLocked: {
        'Fn::And': [
          { Condition: 'HasKey' },
          { 'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, { 'Fn::Equals': ['a', 'b'] }] },
        ],
      },
    },
  };
  const choice = { 'Fn::If': ['IsLocked', { Ref: 'KeyArn' }, 'none'] };

  expect(resolved(choice, sections)).toBe('none');
  expect(resolved(choice, sections, { KeyArn: 'k' })).toBe('none');
  expect(resolved(choice, sections, { KeyArn: 'k', Stage: 'prod' })).toBe('k');
  const stack = resolveTemplate(
    templateOf({
      ...sections,
      Resources: { ...topic('x'), Orders: { Type: 'AWS::SQS::Queue', Condition: 'HasKey' } },
    }),
    { place },
  );
  expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['Topic']);
});

test.each([
  [
    'an intrinsic',
    { 'Fn::ImportValue': 'x' },
    /Topic.DisplayName uses Fn::ImportValue, which the sandbox does not support. Supported: Ref,/,
  ],
  [
    'a reference',
    { Ref: 'Nowhere' },
    /Topic.DisplayName refers to Nowhere, which is neither a resource nor a parameter/,
  ],
  [
    'an attribute',
    { 'Fn::GetAtt': ['Sales', 'Policy'] },
    /asks for the attribute Policy of Sales; supported: Name, Arn/,
  ],
  [
    'a condition',
    { 'Fn::If': ['IsProd', 1, 2] },
    /names the condition IsProd, which the template does not define/,
  ],
])('refuses %s that it does not know, naming the place', (_, value, sentence) => {
  expect(() => resolved(value)).toThrow(sentence);
});

test('refuses a resource type that it does not know, naming the resource and what it supports', () => {
  const template = templateOf({ Resources: { Cache: { Type: 'AWS::ElastiCache::CacheCluster' } } });

  expect(() => resolveTemplate(template, { place })).toThrow(
    /The resource Cache is of type AWS::ElastiCache::CacheCluster, which the sandbox does not support. Supported: .*AWS::DynamoDB::Table/,
  );
});

test('refuses a property that a type does not have, or that is not supported', () => {
  const Properties = { Name: 'shop', EventSourceName: 'aws.partner/shop' };
  const template = templateOf({ Resources: { Shop: { Type: 'AWS::Events::EventBus', Properties } } });

  expect(() => resolveTemplate(template, { place })).toThrow(
    /^Shop, of type AWS::Events::EventBus, has EventSourceName, which the sandbox does not support/,
  );
});

test('refuses names and conditions that depend on each other in a circle', () => {
  const queueNamedAfter = (other: string) => ({
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName: { 'Fn::GetAtt': [other, 'QueueName'] } },
  });
  const names = templateOf({ Resources: { A: queueNamedAfter('B'), B: queueNamedAfter('A') } });
  const conditions = templateOf({
    Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { Condition: 'A' } },
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Condition: 'A' } },
  });

  expect(() => resolveTemplate(names, { place })).toThrow(/^The names of B, A depend on each other/);
  expect(() => resolveTemplate(conditions, { place })).toThrow(/^The conditions A, B depend on each other/);
});

test('refuses a parameter without a value, an unknown one and a value that is not allowed', () => {
  const sections = { Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } } };

  expect(() => resolved('x', sections)).toThrow(/parameter Stage has no default and was given no value/);
  expect(() => resolved('x', sections, { Stage: 'test' })).toThrow(
    /Stage is test; expected one of dev, prod/,
  );
  expect(() => resolved('x', sections, { Stage: 'dev', Region: 'x' })).toThrow(
    /no parameter Region; its parameters: Stage/,
  );
});

test('refuses a package without a template in one sentence', () => {
  expect(() => readTemplate('/nowhere')).toThrow(
    'There is no template at /nowhere/cloudformation-template-update-stack.json: package the service first (npm run package).',
  );
});
