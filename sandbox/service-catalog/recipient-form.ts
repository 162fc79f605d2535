import type { Catalog } from './catalog.ts';

type Place = 'recipientInShares' | 'recipientInNodes' | 'recipientInStatus';

/** A recipient as the scenario lets an answer name it: its bare id or its ARN. */
export function formOf({ organization, settings }: Catalog, place: Place, id: string): string {
  if (settings.undocumented[place] === 'ID') {
    return id;
  }
  const prefix = `arn:${organization.partition}:organizations::${organization.managementAccountId}`;
  if (id === organization.id) {
    return `${prefix}:organization/${id}`;
  }
  if (id.startsWith('ou-')) {
    return `${prefix}:ou/${organization.id}/${id}`;
  }
  // The model's pattern for nodes has no ARN of an account.
  return place === 'recipientInShares' && organization.account(id)
    ? `${prefix}:account/${organization.id}/${id}`
    : id;
}
