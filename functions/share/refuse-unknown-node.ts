import { nodesOfManagementAccount } from '../../aws/organizations/nodes-of-management-account.ts';
import { isInOrganization } from '../../aws/organizations/organization-tree.ts';
import { rejected } from '../../core/foliocast-error.ts';
import type { Recipient } from '../../core/share/recipient.ts';

const WORDS: Partial<Record<Recipient['type'], string>> = {
  ORGANIZATIONAL_UNIT: 'organizational unit',
  ORGANIZATION_MEMBER_ACCOUNT: 'account',
};

/**
 * Before principals are associated for a share that cannot be created, or that nobody has: a unit may have been
 * deleted, and an account may have left, while the share with it is still listed. Where we may not look, a creation
 * tells.
 * @throws NODE_NOT_FOUND
 */
export async function refuseUnknownNode(
  { type, value }: Recipient,
  now: string,
  isListed: boolean,
): Promise<void> {
  if (type === 'ORGANIZATION') return refuseOtherOrganization(value, Date.parse(now));
  if (!WORDS[type] || (await isInOrganization(value)) !== false) return;
  throw rejected(
    'NODE_NOT_FOUND',
    isListed ? goneSentence({ type, value }) : unknownSentence({ type, value }),
  );
}

function unknownSentence({ type, value }: Recipient): string {
  return `AWS Organizations knows no ${WORDS[type]} ${value} in this organization`;
}

/** Of a node that a share is still listed with. */
export function goneSentence(recipient: Recipient): string {
  return `${unknownSentence(recipient)}. The share with it is still listed: ask for UNSHARE to take it away`;
}

async function refuseOtherOrganization(value: string, nowMs: number): Promise<void> {
  const own = await nodesOfManagementAccount(nowMs);
  if (!own || own.has(value)) return;
  throw rejected('NODE_NOT_FOUND', `this account is not in organization ${value}`);
}
