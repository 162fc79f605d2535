import { nodesOfManagementAccount } from '../../aws/organizations/nodes-of-management-account.ts';
import { isInOrganization } from '../../aws/organizations/organization-tree.ts';
import { rejected } from '../../core/foliocast-error.ts';
import type { Recipient } from '../../core/share/recipient.ts';

const WORDS: Partial<Record<Recipient['type'], string>> = {
  ORGANIZATIONAL_UNIT: 'organizational unit',
  ORGANIZATION_MEMBER_ACCOUNT: 'account',
};

/**
 * Refuses a node that does not exist before principals are associated for it. If we may not look, the write tells.
 * @throws NODE_NOT_FOUND
 */
export async function refuseUnknownNode({ type, value }: Recipient, nowMs: number): Promise<void> {
  if (type === 'ORGANIZATION') return refuseOtherOrganization(value, nowMs);
  const word = WORDS[type];
  if (word === undefined || (await isInOrganization(value)) !== false) return;
  throw rejected('NODE_NOT_FOUND', `AWS Organizations knows no ${word} ${value} in this organization`);
}

async function refuseOtherOrganization(value: string, nowMs: number): Promise<void> {
  const own = await nodesOfManagementAccount(nowMs);
  if (!own || own.has(value)) return;
  throw rejected('NODE_NOT_FOUND', `this account is not in organization ${value}`);
}
