import { expect, test } from 'vitest';
import type { BusEvent } from '../../../sandbox/bus/bus-event.ts';
import { compileInput } from '../../../sandbox/bus/target-input.ts';

const event: BusEvent = {
  version: '0',
  id: 'e-1',
  'detail-type': 'Sold',
  source: 'shop',
  account: '111122223333',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-central-1',
  resources: ['arn:a'],
  detail: { name: 'A "quoted" name', count: 2, tags: ['x', 'y'], box: { size: 1 } },
};
const inputOf = (target: object) =>
  compileInput({ ...target }, 'target')(event, { name: 'on-sold', arn: 'arn:rule' });

test('a target gets the whole event, a constant or a part', () => {
  expect(JSON.parse(inputOf({}))).toEqual(event);
  expect(inputOf({ Input: '{"constant":true}' })).toBe('{"constant":true}');
  expect(inputOf({ InputPath: '$.detail.tags[1]' })).toBe('"y"');
  expect(inputOf({ InputPath: '$.detail.missing' })).toBe('null');
});

test('a template is filled by JSON outside of strings and by text inside of them', () => {
  const transformer = {
    InputPathsMap: {
      name: '$.detail.name',
      count: '$.detail.count',
      tags: '$.detail.tags',
      type: "$['detail-type']",
    },
    InputTemplate:
      '{"name": <name>, "text": "<type>: <name> x<count>", "tags": <tags>, "rule": "<aws.events.rule-arn>", "kept": "<unknown>"}',
  };

  expect(JSON.parse(inputOf({ InputTransformer: transformer }))).toEqual({
    name: 'A "quoted" name',
    text: 'Sold: A "quoted" name x2',
    tags: ['x', 'y'],
    rule: 'arn:rule',
    kept: '<unknown>',
  });
  expect(JSON.parse(inputOf({ InputTransformer: { InputTemplate: '<aws.events.event.json>' } }))).toEqual(
    event,
  );
});

test('refuses a path that it does not know', () => {
  expect(() => inputOf({ InputPath: '$..name' })).toThrow(
    'target has the path $..name; supported: $ with members and indexes, such as $.detail.items[0].',
  );
});
