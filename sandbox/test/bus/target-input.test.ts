import { expect, test } from 'vitest';
import type { BusEvent } from '../../bus/bus-event.ts';
import { compileInput } from '../../bus/target-input.ts';

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
const jsonOf = (target: object) => JSON.parse(inputOf(target) ?? 'nothing');
const templateOf = (InputTemplate: string) => ({
  InputTransformer: {
    InputPathsMap: {
      name: '$.detail.name',
      tags: '$.detail.tags',
      box: '$.detail.box',
      missing: '$.detail.missing',
    },
    InputTemplate,
  },
});

test('a target gets the whole event, a constant or a part', () => {
  expect(jsonOf({})).toEqual(event);
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
      type: '$.detail-type',
    },
    InputTemplate:
      '{"name": <name>, "text": "<type>: <name> x<count>", "tags": <tags>, "rule": "<aws.events.rule-arn>"}',
  };

  expect(jsonOf({ InputTransformer: transformer })).toEqual({
    name: 'A "quoted" name',
    text: 'Sold: A "quoted" name x2',
    tags: ['x', 'y'],
    rule: 'arn:rule',
  });
  expect(jsonOf({ InputTransformer: { InputTemplate: '<aws.events.event.json>' } })).toEqual(event);
});

test('refuses a path that it does not know', () => {
  expect(() => inputOf({ InputPath: '$..name' })).toThrow(
    'target has the path $..name; supported: $ with members and indexes, such as $.detail.items[0].',
  );
});

test.each([
  ['{"<name>": 1}', /placeholder in the name of a member/],
  ['{"a": {"x-<name>" : 1}}', /placeholder in the name of a member/],
  ['"\\<name>"', /a backslash before < or >/],
])('refuses the template %s', (template, sentence) => {
  expect(() => inputOf(templateOf(template))).toThrow(sentence);
});

test('a placeholder before a colon in a text is none in a name', () => {
  expect(jsonOf(templateOf('{"a": "<name>: it"}'))).toEqual({ a: 'A "quoted" name: it' });
  expect(jsonOf(templateOf('["of ", <name>, ": it"]'))).toEqual(['of ', 'A "quoted" name', ': it']);
  expect(inputOf({ InputPath: "$['detail-type']" })).toBe('"Sold"');
});

test('refuses brackets for the names of InputPathsMap', () => {
  const InputTransformer = { InputPathsMap: { a: "$['detail-type']" }, InputTemplate: '<a>' };

  expect(() => inputOf({ InputTransformer })).toThrow('expected dots, not brackets, for names');
});

test('a path that the event lacks is an empty string, and nothing inside of one', () => {
  expect(jsonOf(templateOf('{"a": <missing>, "b": "-<missing>-"}'))).toEqual({ a: '', b: '--' });
});

test('of a list or an object inside a string of a JSON template nothing is delivered', () => {
  expect(inputOf(templateOf('{"text": "Tags: <tags>"}'))).toBeUndefined();
  expect(inputOf(templateOf('{"text": "<box>"}'))).toBeUndefined();
});

test('a text has lists and objects without quotes', () => {
  expect(inputOf(templateOf('"<tags> in <box>"\n"<missing>"'))).toBe('"[x,y] in {size:1}"\n""');
});

test('the event without its detail is what <aws.events.event> stands for', () => {
  expect(jsonOf(templateOf('<aws.events.event>'))).toEqual({
    id: 'e-1',
    account: '111122223333',
    detailType: 'Sold',
    time: '2026-01-01T00:00:00Z',
    source: 'shop',
    region: 'eu-central-1',
    resources: ['arn:a'],
    version: '0',
  });
});

test.each<[string, object, RegExp]>([
  ['a placeholder without a path', templateOf('{"a": <other>}'), /contains invalid placeholder other\./],
  ['a variable that is none', templateOf('<aws.events.evnt>'), /invalid placeholder aws\.events\.evnt/],
  ['two kinds of input', { Input: '{}', InputPath: '$.detail' }, /Only one of Input, InputPath/],
  ['a constant that is no JSON', { Input: 'hello' }, /an Input that is no JSON: hello/],
  ['a text without quotes', templateOf('<name> was sold'), /neither JSON nor a text in double quotes/],
  ['a text whose quotes do not end it', templateOf('"<name>" was sold'), /nor a text in double quotes/],
  ['a text whose quotes do not close', templateOf('"<name> was sold'), /nor a text in double quotes/],
  ['a template that is too long', templateOf(`"${'x'.repeat(8191)}"`), /of 8193 characters; at most 8192/],
])('refuses %s', (_, target, sentence) => {
  expect(() => inputOf(target)).toThrow(sentence);
});
