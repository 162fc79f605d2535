import { expect, test } from 'vitest';
import { isContainer } from '../../core/outcome/ticket-template.ts';
import { PortfolioShareOutcomeDetail } from '../../events/portfolio-share-outcome.ts';

interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly wrapped?: Schema;
}

/** Every path of a schema, and whether it leads to a list or an object. */
function* pathsOf(schema: Schema, path: string): Generator<[string, boolean]> {
  if (schema.wrapped) return yield* pathsOf(schema.wrapped, path);
  yield [path, schema.entries !== undefined || schema.item !== undefined];
  for (const [name, member] of Object.entries(schema.entries ?? {}))
    yield* pathsOf(member, `${path}.${name}`);
  if (schema.item) yield* pathsOf(schema.item, `${path}[0]`);
}

test('config.yml knows which paths of an outcome lead to a list or an object', () => {
  const paths = [...pathsOf(PortfolioShareOutcomeDetail as unknown as Schema, '$.detail')];

  expect(paths.length).toBeGreaterThan(40);
  expect(paths.filter(([path, isOne]) => isContainer(path) !== isOne)).toEqual([]);
});
