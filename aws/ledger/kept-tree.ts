import type { OrganizationTree } from '../../core/organization/organization-tree.ts';
import { accountsOfParts, type TreeGroup, treeParts } from '../../core/organization/tree-parts.ts';
import { getItem, type ItemKey, updateItem } from './table.ts';

/**
 * Keeps a reading of the tree. It writes the parts first, into the one of two places that is not in use, and then the
 * head item that names them: so nobody who reads the old tree is disturbed. An older reading never replaces a newer one,
 * nor its parts: two readings at once use the same place.
 * @returns false if a newer one is kept, or is being kept
 */
export async function keepTree({ readAt, accounts }: OrganizationTree): Promise<boolean> {
  const head = await getItem(HEAD);
  const place = head?.place === 'A' ? 'B' : 'A';
  const parts = treeParts(accounts);
  for (const [number, groups] of parts.entries()) {
    const isWritten = await updateItem(partOf(place, number), {
      update: 'SET readAt = :at, groups = :groups',
      condition: NOT_NEWER,
      values: { ':at': readAt, ':groups': groups },
      isOurs: ({ readAt: at }) => at === readAt,
    });
    if (!isWritten) return false;
  }
  return updateItem(HEAD, {
    update: 'SET readAt = :at, #parts = :parts, place = :place',
    condition: NOT_NEWER,
    names: { '#parts': 'parts' },
    values: { ':at': readAt, ':parts': parts.length, ':place': place },
    isOurs: ({ readAt: at, place: there }) => at === readAt && there === place,
  });
}

const NOT_NEWER = 'attribute_not_exists(readAt) OR readAt < :at';

let remembered: OrganizationTree | undefined;

/** The tree that was kept last; `undefined` where there is none, or it is being written anew at this moment. */
export async function findTree(): Promise<OrganizationTree | undefined> {
  const head = await getItem(HEAD);
  if (typeof head?.readAt !== 'string') return undefined;
  const { readAt } = head;
  if (remembered?.readAt === readAt) return remembered;
  const parts: TreeGroup[][] = [];
  for (let number = 0; number < Number(head.parts); number++) {
    const part = await getItem(partOf(String(head.place), number));
    if (part?.readAt !== readAt) return undefined;
    parts.push(part.groups as TreeGroup[]);
  }
  remembered = { readAt, accounts: accountsOfParts(parts) };
  return remembered;
}

/** Marks that a reading begins. @returns false if another reading has begun since `notSince` */
export function beginReading(now: string, notSince: string): Promise<boolean> {
  return updateItem(HEAD, {
    update: 'SET begunAt = :now',
    condition: 'attribute_not_exists(begunAt) OR begunAt < :since',
    values: { ':now': now, ':since': notSince },
    isOurs: ({ begunAt }) => begunAt === now,
  });
}

const HEAD: ItemKey = { pk: 'ORGANIZATION', sk: 'TREE' };

function partOf(place: string, number: number): ItemKey {
  return { pk: 'ORGANIZATION', sk: `TREE#${place}#${number}` };
}
