import { expect, test } from 'vitest';
import { compilePattern } from '../../bus/event-pattern.ts';

const event = {
  source: 'acme.vending',
  'detail-type': 'PortfolioShareRequested',
  account: '111122223333',
  time: '2026-01-01T00:00:00Z',
  resources: ['arn:a', 'arn:b'],
  detail: {
    name: 'Alice',
    count: 5,
    price: 3.018e2,
    large: 6e9,
    empty: null,
    blank: '',
    isOpen: false,
    nothing: [],
    ip: '10.0.0.17',
    ip6: '2001:db8::1',
    path: 'dir/a*b/report.PNG',
    state: { code: 7 },
    items: [
      { kind: 'a', size: 1 },
      { kind: 'b', size: 9 },
    ],
    'dotted.name': 'flat',
  },
};
const detail = (rules: object) => ({ detail: rules });
const threeStars = (start: string) => ({ wildcard: `${start}*i*c*` });

test.each<[string, object]>([
  ['exact strings, any of a list', { source: ['other', 'acme.vending'] }],
  ['fields side by side', { source: ['acme.vending'], 'detail-type': ['PortfolioShareRequested'] }],
  ['one element of an array', { resources: ['arn:b'] }],
  ['a number, however it is written', detail({ price: [301.8] })],
  ['null', detail({ empty: [null] })],
  ['the empty string', detail({ blank: [''] })],
  ['false', detail({ isOpen: [false] })],
  ['nested fields', detail({ state: { code: [7] } })],
  ['prefix', detail({ name: [{ prefix: 'Al' }] })],
  ['prefix, ignoring case', detail({ name: [{ prefix: { 'equals-ignore-case': 'aL' } }] })],
  ['suffix', detail({ path: [{ suffix: '.PNG' }] })],
  ['suffix, ignoring case', detail({ path: [{ suffix: { 'equals-ignore-case': '.png' } }] })],
  ['equals-ignore-case', detail({ name: [{ 'equals-ignore-case': 'aLiCe' }] })],
  ['anything-but a value', detail({ name: [{ 'anything-but': 'Bob' }] })],
  ['anything-but a list', detail({ name: [{ 'anything-but': ['Bob', 'Eve'] }] })],
  ['anything-but numbers', detail({ count: [{ 'anything-but': [1, 2] }] })],
  ['anything-but of another type', detail({ count: [{ 'anything-but': ['5'] }] })],
  ['anything-but, by another element', { resources: [{ 'anything-but': 'arn:a' }] }],
  ['anything-but a prefix', detail({ name: [{ 'anything-but': { prefix: 'Bo' } }] })],
  ['anything-but prefixes', detail({ name: [{ 'anything-but': { prefix: ['Bo', 'Ev'] } }] })],
  ['anything-but a suffix', detail({ name: [{ 'anything-but': { suffix: ['ob', 'ax'] } }] })],
  ['anything-but, ignoring case', detail({ name: [{ 'anything-but': { 'equals-ignore-case': ['bob'] } }] })],
  ['anything-but a wildcard', detail({ name: [{ 'anything-but': { wildcard: 'B*b' } }] })],
  ['numeric, one bound', detail({ count: [{ numeric: ['>', 4] }] })],
  ['numeric, a range', detail({ count: [{ numeric: ['>=', 5, '<', 6] }] })],
  ['numeric, equal', detail({ price: [{ numeric: ['=', 301.8] }] })],
  ['exists', detail({ empty: [{ exists: true }] })],
  ['exists not', detail({ missing: [{ exists: false }] })],
  ['exists not, of a field that is no leaf', detail({ state: [{ exists: false }] })],
  ['exists not, below a field that is missing', detail({ missing: { below: [{ exists: false }] } })],
  ['exists not, below a field that is a leaf', detail({ name: { below: { this: [{ exists: false }] } } })],
  ['exists not, of an empty array', detail({ nothing: [{ exists: false }] })],
  ['cidr', detail({ ip: [{ cidr: '10.0.0.0/24' }] })],
  ['cidr of IPv6', detail({ ip6: [{ cidr: '2001:db8::/32' }] })],
  ['wildcard', detail({ path: [{ wildcard: 'dir/*.PNG' }] })],
  ['wildcard with an escaped star', detail({ path: [{ wildcard: 'dir/a\\*b/*' }] })],
  ['wildcard that is a dot elsewhere', { source: [{ wildcard: 'acme.*' }] }],
  ['an operator or a value', detail({ count: ['x', { numeric: ['<', 1] }, 5] })],
  ['a dotted name as a path', { 'detail.state.code': [7] }],
  ['a path as a dotted name', detail({ dotted: { name: ['flat'] } })],
  [
    '$or beside a field of the same name, by what either asks for',
    detail({ name: ['Bob'], $or: [{ name: [{ prefix: 'Al' }] }, { count: [9] }] }),
  ],
  ['four wildcards in one field', detail({ name: [{ wildcard: '*A*' }, { wildcard: '*x*' }] })],
  ['wildcards that no text reaches together', detail({ name: ['A', 'B', 'C'].map(threeStars) })],
  ['$or at the top', { $or: [{ source: ['nobody'] }, { account: ['111122223333'] }] }],
  [
    '$or inside, beside a field',
    detail({ name: ['Alice'], $or: [{ count: [9] }, { state: { code: [7] } }] }),
  ],
  [
    'fields of the same element of an array of objects',
    detail({ items: { kind: ['b'], size: [{ numeric: ['>', 5] }] } }),
  ],
])('matches %s', (_, pattern) => {
  expect(compilePattern(pattern)(event)).toBe(true);
});

test.each<[string, object]>([
  ['another value', { source: ['acme.Vending'] }],
  ['one field of two', { source: ['acme.vending'], account: ['9'] }],
  ['a number for a string', detail({ count: ['5'] })],
  ['a missing field', detail({ missing: ['x'] })],
  ['an empty array', detail({ nothing: [{ 'anything-but': 'x' }] })],
  ['null for a missing field', detail({ missing: [null] })],
  ['prefix in the wrong case', detail({ name: [{ prefix: 'al' }] })],
  ['anything-but the value itself', detail({ name: [{ 'anything-but': ['Bob', 'Alice'] }] })],
  ['anything-but its prefix', detail({ name: [{ 'anything-but': { prefix: 'Al' } }] })],
  ['anything-but its wildcard', detail({ name: [{ 'anything-but': { wildcard: '*ic*' } }] })],
  ['anything-but of a missing field', detail({ missing: [{ 'anything-but': 'x' }] })],
  ['numeric of a string', detail({ name: [{ numeric: ['>', 0] }] })],
  ['numeric beyond', detail({ count: [{ numeric: ['>', 0, '<', 5] }] })],
  ['exists of a field that is no leaf', detail({ state: [{ exists: true }] })],
  ['exists of a missing field', detail({ missing: [{ exists: true }] })],
  ['exists below a missing field', detail({ missing: { below: [{ exists: true }] } })],
  [
    'exists not, below a missing field, beside another value',
    detail({ missing: { a: [{ exists: false }], b: ['x'] } }),
  ],
  ['cidr of another block', detail({ ip: [{ cidr: '10.0.1.0/24' }] })],
  ['wildcard in the wrong case', detail({ path: [{ wildcard: '*.png' }] })],
  ['an escaped star as any run', detail({ path: [{ wildcard: 'dir\\*' }] })],
  ['a dot as any character', { source: [{ wildcard: 'acmexvend*' }] }],
  ['$or with no alternative true', { $or: [{ source: ['x'] }, { account: ['y'] }] }],
  ['fields of different elements', detail({ items: { kind: ['a'], size: [{ numeric: ['>', 5] }] } })],
  ['numeric of a number that is too large', detail({ large: [{ numeric: ['>', 0] }] })],
])('does not match %s', (_, pattern) => {
  expect(compilePattern(pattern)(event)).toBe(false);
});

test.each<[string, unknown, RegExp]>([
  ['a bare value', { source: 'acme' }, /a value must be an object or a list.*\(at source\)/],
  ['an empty list', detail({ a: [] }), /\(at detail\.a\)/],
  ['an empty pattern', {}, /at least one field/],
  [
    'an unknown operator',
    detail({ a: [{ regex: 'x' }] }),
    /unrecognized match type regex; supported: prefix,.*\(at detail\.a\)/,
  ],
  ['two operators in one', detail({ a: [{ prefix: 'x', suffix: 'y' }] }), /one field/],
  ['numeric without a number', detail({ a: [{ numeric: ['>', 'x'] }] }), /numeric takes numbers/],
  ['numeric with an unknown sign', detail({ a: [{ numeric: ['!=', 1] }] }), /numeric compares by/],
  ['two stars in a row', detail({ a: [{ wildcard: 'a**' }] }), /two \* in a row/],
  ['a mixed anything-but', detail({ a: [{ 'anything-but': ['x', 1] }] }), /strings only or numbers only/],
  ['a block that is none', detail({ a: [{ cidr: '10.0.0.1' }] }), /cidr takes a block/],
  ['exists that is no boolean', detail({ a: [{ exists: 'yes' }] }), /exists takes true or false/],
  ['two lower bounds', detail({ a: [{ numeric: ['>', 0, '>', 1] }] }), /a numeric range is a lower bound/],
  [
    'an upper bound first',
    detail({ a: [{ numeric: ['<', 1, '>', 0] }] }),
    /a numeric range is a lower bound/,
  ],
  ['an empty range', detail({ a: [{ numeric: ['>', 1, '<', 1] }] }), /a numeric range is a lower bound/],
  ['anything-but nothing', detail({ a: [{ 'anything-but': { prefix: '' } }] }), /no empty prefix/],
  ['anything-but one nothing', detail({ a: [{ 'anything-but': { suffix: ['x', ''] } }] }), /no empty suffix/],
  [
    'anything-but a prefix, ignoring case',
    detail({ a: [{ 'anything-but': { prefix: { 'equals-ignore-case': 'x' } } }] }),
    /anything-but prefix takes a string/,
  ],
  [
    'too many wildcards',
    detail({ a: [{ wildcard: '*:*:*:*:x/*' }] }),
    /Rule is too complex.*\(at detail\.a\)/,
  ],
  [
    'too many wildcards in one field',
    detail({ a: [{ wildcard: '*a*b*' }, { 'anything-but': { wildcard: ['*c*'] } }] }),
    /Rule is too complex/,
  ],
  [
    'more than 1,000 combinations of $or',
    Object.fromEntries('abcdefghij'.split('').map((name) => [name, { $or: [{ x: ['1'] }, { y: ['2'] }] }])),
    /more than 1000 combinations/,
  ],
  ['a block of two masks', detail({ a: [{ cidr: '10.0.0.0/8/9' }] }), /cidr takes a block/],
  ['a block of one interface', detail({ a: [{ cidr: 'fe80::1%eth0/64' }] }), /cidr takes a block/],
  [
    'an $or of what may be operators',
    { $or: [{ numeric: ['=', 1] }, { numeric: ['=', 2] }] },
    /beside numeric, which is a word of its own/,
  ],
  [
    'an $or whose alternative has such a word further in',
    { $or: [{ a: { '>': [1] } }, { b: [1] }] },
    /beside >/,
  ],
  ['an $or that is no list', { $or: { a: ['x'] } }, /a list of at least two alternatives/],
  ['a block of a single IPv4 address', { a: [{ cidr: '10.0.0.1/32' }] }, /a block of several addresses/],
  ['a block of a single IPv6 address', { a: [{ cidr: '::1/128' }] }, /a block of several addresses/],
  ['a block of both families', { a: [{ cidr: '::ffff:1.2.3.4/64' }] }, /a block of several addresses/],
  ['anything-but a large number', { a: [{ 'anything-but': [5_000_000_001] }] }, /from -5e9 to 5e9/],
  ['a number that loses digits', { a: [12345678901234567890n].map(Number) }, /more digits than are compared/],
  ['an $or of one', { $or: [{ a: ['x'] }] }, /at least two alternatives/],
])('refuses %s', (_, pattern, sentence) => {
  expect(() => compilePattern(pattern)).toThrow(sentence);
});

test.each([
  ['10.0.0.1', '10.0.0.1', true],
  ['10.0.0.1', '010.0.0.01', true],
  ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1', true],
  ['2001:db8::1', '2001:db8::2', false],
  ['10.0.0.256', '10.0.0.256', true],
  ['10.0.0.256', '10.0.0.0256', false],
  ['::ffff:1.2.3.4', '1.2.3.4', false],
])('the text %s is found in %s: %s', (asked, text, isFound) => {
  expect(compilePattern({ ip: [asked] })({ ip: text })).toBe(isFound);
});
