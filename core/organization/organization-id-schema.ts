import * as v from 'valibot';
import { type OrganizationId, readOrganizationId } from './organization-id.ts';

type Kind = OrganizationId['kind'];

/** An id of one of these kinds, however it is written, as its bare form; or one of the words that stand for some. */
export function organizationIdOr<Word extends string>(
  kinds: readonly Kind[],
  words: readonly Word[],
  expected: string,
) {
  const isWord = (value: unknown): value is Word => (words as readonly unknown[]).includes(value);
  return v.pipe(
    v.union([v.string(), v.number()], expected),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      if (isWord(dataset.value)) return dataset.value as string;
      const read = readOrganizationId(dataset.value);
      if (read && kinds.includes(read.kind)) return read.id;
      addIssue({ message: expected });
      return NEVER;
    }),
  );
}
