import type { OrganizationAccount } from './organization-account.ts';

/** Accounts that stand in one place, as the ledger keeps them: ids of twelve digits, one after the other. */
export interface TreeGroup {
  readonly above: readonly string[];
  readonly active: string;
  readonly suspended: string;
}

/** An item of DynamoDB holds 400 KB. */
const MOST_CHARACTERS = 250_000;
const ID_LENGTH = 12;

/** The accounts of an organization in parts that fit into an item each: by place, since thousands share one. */
export function treeParts(accounts: readonly OrganizationAccount[]): TreeGroup[][] {
  const places = new Map<string, OrganizationAccount[]>();
  for (const account of accounts) {
    const place = account.above.join('/');
    const there = places.get(place);
    if (there) there.push(account);
    else places.set(place, [account]);
  }
  const parts: TreeGroup[][] = [[]];
  let characters = 0;
  for (const group of [...places.values()].flatMap(groupsOf)) {
    const size = group.above.join().length + group.active.length + group.suspended.length + 100;
    if (characters + size > MOST_CHARACTERS) {
      parts.push([]);
      characters = 0;
    }
    parts.at(-1)?.push(group);
    characters += size;
  }
  return parts;
}

/** So many accounts of one place stand in one group: below the size of a part. */
const MOST_IN_GROUP = 10_000;

function groupsOf(accounts: readonly OrganizationAccount[]): TreeGroup[] {
  const groups: TreeGroup[] = [];
  for (let at = 0; at < accounts.length; at += MOST_IN_GROUP) {
    const some = accounts.slice(at, at + MOST_IN_GROUP);
    const idsOf = (isActive: boolean) =>
      some
        .filter((account) => account.isActive === isActive)
        .map(({ accountId }) => accountId)
        .join('');
    groups.push({ above: some[0]?.above ?? [], active: idsOf(true), suspended: idsOf(false) });
  }
  return groups;
}

export function accountsOfParts(parts: readonly (readonly TreeGroup[])[]): OrganizationAccount[] {
  return parts
    .flat()
    .flatMap(({ above, active, suspended }) => [
      ...idsIn(active).map((accountId) => ({ accountId, isActive: true, above })),
      ...idsIn(suspended).map((accountId) => ({ accountId, isActive: false, above })),
    ]);
}

function idsIn(text: string): string[] {
  return Array.from({ length: text.length / ID_LENGTH }, (_, index) =>
    text.slice(index * ID_LENGTH, (index + 1) * ID_LENGTH),
  );
}
