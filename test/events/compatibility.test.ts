import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { EVENT_CATALOGUE } from '../../events/catalogue.ts';
import { breakingChanges, type EventSchema } from './breaking-changes.ts';

const RELEASED = 'events/released';
const kebab = (name: string) =>
  name.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`);
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

describe.each(readdirSync(RELEASED))('what was released as %s', (version) => {
  const folder = `${RELEASED}/${version}`;
  const schemas = readdirSync(`${folder}/schemas`);
  const known = EVENT_CATALOGUE.filter(({ detailType }) =>
    schemas.includes(`${kebab(detailType)}.schema.json`),
  );

  test('has all its events still', () => {
    expect(known).toHaveLength(schemas.length);
    expect(schemas.length).toBeGreaterThan(5);
  });

  test.each(known)('$detailType breaks nobody who uses it', ({ detailType, direction }) => {
    const file = `${kebab(detailType)}.schema.json`;

    const found = breakingChanges(
      direction,
      read(`${folder}/schemas/${file}`),
      read(`events/schemas/${file}`),
    );

    expect(found, 'a change that breaks needs version 2 of the event: CONTRIBUTING.md').toEqual([]);
  });

  test.each(known.filter(({ direction }) => direction === 'IN'))(
    '$detailType takes its example still',
    ({ detailType, schema }) => {
      const { detail } = read(`${folder}/examples/${kebab(detailType)}.json`);

      expect(schema && v.safeParse(schema, detail).issues).toBeUndefined();
    },
  );
});

describe('a change that breaks is found', () => {
  const released: EventSchema = {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string', maxLength: 128 },
      action: { type: 'string', enum: ['SHARE', 'UNSHARE'] },
      principals: { type: 'array', items: { type: 'object', properties: { arn: { type: 'string' } } } },
    },
  };
  const { id = {}, action = {}, principals = {} } = released.properties ?? {};

  test.each([
    ['a field that is gone', 'OUT', { properties: { id, action } }, 'detail.principals is gone'],
    [
      'one inside a list',
      'IN',
      { properties: { id, action, principals: { type: 'array', items: { type: 'object' } } } },
      'detail.principals[].arn is gone',
    ],
    [
      'another type',
      'OUT',
      { properties: { id: { type: 'number' }, action, principals } },
      'detail.id was string and is number',
    ],
    [
      'a value that is refused',
      'IN',
      { properties: { id, action: { type: 'string', enum: ['SHARE'] }, principals } },
      'detail.action no longer takes UNSHARE',
    ],
    ['a field that senders must add', 'IN', { required: ['id', 'action'] }, 'detail.action is required now'],
    [
      'a shorter text',
      'IN',
      { properties: { id: { type: 'string', maxLength: 64 }, action, principals } },
      'detail.id must be shorter now',
    ],
    ['a field that receivers may miss', 'OUT', { required: [] }, 'detail.id may be missing now'],
  ] as const)('%s', (_, direction, change, sentence) => {
    expect(breakingChanges(direction, released, { ...released, ...change })).toEqual([sentence]);
  });

  test.each([
    ['a new field', 'OUT', { properties: { ...released.properties, more: { type: 'string' } } }],
    [
      'a new value',
      'IN',
      { properties: { id, action: { type: 'string', enum: ['SHARE', 'UNSHARE', 'MORE'] }, principals } },
    ],
    ['a field that senders may leave out', 'IN', { required: [] }],
  ] as const)('and not: %s', (_, direction, change) => {
    expect(breakingChanges(direction, released, { ...released, ...change })).toEqual([]);
  });
});
