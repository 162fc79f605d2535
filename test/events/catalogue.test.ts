import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { EVENT_CATALOGUE } from '../../events/catalogue.ts';

const kebab = (name: string) =>
  name.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`);
const page = readFileSync('docs/events.md', 'utf8');

const pathOf = (detailType: string) => `events/examples/${kebab(detailType)}.json`;
const exampleOf = (detailType: string) => JSON.parse(readFileSync(pathOf(detailType), 'utf8'));
/** It may be the input of AFT's state machines as it is, which has many fields more. */
const TAKES_OTHER_FIELDS = ['AccountVended'];

describe.each(EVENT_CATALOGUE)('$detailType', ({ detailType, direction, says }) => {
  test('has an example of its name and direction', () => {
    const example = exampleOf(detailType);

    expect(example['detail-type']).toBe(detailType);
    expect(example.source.startsWith('foliocast')).toBe(direction === 'OUT');
  });

  test('is told of in docs/events.md', () => {
    expect(page).toContain(`| \`${detailType}\` | ${direction === 'IN' ? 'in' : 'out'} | ${says} |`);
    expect(page).toContain(`../${pathOf(detailType)}`);
    expect(page).toContain(`../events/schemas/${kebab(detailType)}.schema.json`);
  });
});

describe.each(EVENT_CATALOGUE)('the schema of $detailType', ({ detailType, schema }) => {
  test('takes its example, no other version, and no other field', () => {
    const { detail } = exampleOf(detailType);

    expect(v.safeParse(schema, detail).issues).toBeUndefined();
    expect(v.safeParse(schema, { ...detail, version: '2' }).success).toBe(false);
    expect(v.safeParse(schema, { ...detail, unheardOf: true }).success).toBe(
      TAKES_OTHER_FIELDS.includes(detailType),
    );
  });

  test('is in events/schemas as JSON Schema', async () => {
    const json = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' });

    const text = `${JSON.stringify(json, null, 2)}\n`;

    await expect(text).toMatchFileSnapshot(`../../events/schemas/${kebab(detailType)}.schema.json`);
  });
});
