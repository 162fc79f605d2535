import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedIds } from '../../wire/sorted-ids.ts';

const id = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 });
const changes = fc.array(fc.record({ add: fc.boolean(), id }), { maxLength: 60 });

test('ids are kept as a set is, in order', () => {
  fc.assert(
    fc.property(changes, id, (steps, after) => {
      const sorted = new SortedIds();
      const expected = new Set<string>();

      for (const step of steps) {
        const isChange = expected.has(step.id) !== step.add;
        expect(step.add ? sorted.add(step.id) : sorted.delete(step.id)).toBe(isChange);
        step.add ? expected.add(step.id) : expected.delete(step.id);
      }

      const inOrder = [...expected].sort();
      expect([...sorted]).toEqual(inOrder);
      expect(sorted.size).toBe(inOrder.length);
      expect(sorted.has(after)).toBe(expected.has(after));
      expect([...sorted.after(after)]).toEqual(inOrder.filter((other) => other > after));
    }),
  );
});
