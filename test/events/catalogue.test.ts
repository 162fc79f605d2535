import { existsSync, readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { EVENT_CATALOGUE } from '../../events/catalogue.ts';

const kebab = (name: string) =>
  name.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`);
const page = readFileSync('docs/events.md', 'utf8');

describe.each(EVENT_CATALOGUE)('$detailType', ({ detailType, direction, says, schema }) => {
  const path = `events/examples/${kebab(detailType)}.json`;

  test('has an example of its name and direction', () => {
    const example = JSON.parse(readFileSync(path, 'utf8'));

    expect(example['detail-type']).toBe(detailType);
    expect(example.source.startsWith('foliocast')).toBe(direction === 'OUT');
  });

  test.skipIf(!schema)('has a schema that its example fits, and nothing else does', () => {
    if (!schema) return;
    const { detail } = JSON.parse(readFileSync(path, 'utf8'));

    expect(v.safeParse(schema, detail).issues).toBeUndefined();
    expect(v.safeParse(schema, { ...detail, version: '2' }).success).toBe(false);
    expect(v.safeParse(schema, { ...detail, unheardOf: true }).success).toBe(false);
  });

  test.skipIf(!schema)('has its JSON Schema in events/schemas', async () => {
    if (!schema) return;
    const json = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' });

    const text = `${JSON.stringify(json, null, 2)}\n`;

    await expect(text).toMatchFileSnapshot(`../../events/schemas/${kebab(detailType)}.schema.json`);
  });

  test('is told of in docs/events.md', () => {
    expect(page).toContain(`| \`${detailType}\` | ${direction === 'IN' ? 'in' : 'out'} | ${says} |`);
    expect(page).toContain(`../events/examples/${kebab(detailType)}.json`);
    expect(existsSync(path)).toBe(true);
  });
});
