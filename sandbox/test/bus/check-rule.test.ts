import { expect, test } from 'vitest';
import { checkRule } from '../../bus/check-rule.ts';

const account = { Ref: 'AWS::AccountId' };
const target = (more: object) => ({ Id: 'one', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, ...more });

test('a rule of a template is taken with what CloudFormation puts into it', () => {
  const rule = {
    EventPattern: { account: [account], source: [{ prefix: { 'Fn::Sub': 'acme.${AWS::Region}' } }] },
    Targets: [target({ InputTransformer: { InputPathsMap: { id: '$.id' }, InputTemplate: '{"id": <id>}' } })],
  };

  expect(() => checkRule('Sold', rule)).not.toThrow();
});

test.each<[string, object, RegExp]>([
  [
    'a pattern that is none',
    { EventPattern: { source: [{ prefix: 5 }] } },
    /^The rule Sold: Event pattern is not valid. Reason: prefix takes a string/,
  ],
  [
    'a pattern that is too long',
    { EventPattern: { source: [account, 'x'.repeat(2_048)] } },
    /^The rule Sold has an EventPattern of 2\d{3} bytes; at most 2048/,
  ],
  ['six targets', { Targets: Array(6).fill(target({})) }, /has 6 targets; at most 5/],
  [
    'a template of which nothing would be delivered',
    { Targets: [target({ InputTransformer: { InputTemplate: 'Sold!' } })] },
    /^The rule Sold, target one has an InputTemplate that is neither JSON nor a text/,
  ],
])('refuses %s', (_, rule, sentence) => {
  expect(() => checkRule('Sold', { ...rule })).toThrow(sentence);
});
