import { type OrganizationId, readOrganizationId, type SaidByArn } from '../organization/organization-id.ts';
import type { OrganizationNode } from './recipient.ts';

const EXPECTED: Readonly<Record<OrganizationNode['type'], string>> = {
  ORGANIZATION: 'an organization id such as o-a1b2c3d4e5, or its ARN',
  ORGANIZATIONAL_UNIT: 'an organizational unit id such as ou-ab12-cdef3456, or its ARN',
  ACCOUNT: 'an account id of twelve digits, or its Organizations ARN',
};

/** The bare id of a node, with what its ARN says besides, or what was expected instead. */
export function parseNodeValue(
  type: OrganizationNode['type'],
  value: unknown,
): { readonly id: string; readonly said?: SaidByArn } | { readonly expected: string } {
  const read = readOrganizationId(value);
  if (read?.kind === type) return { id: read.id, ...(read.said && { said: read.said }) };
  return { expected: read || !isPath(value) ? expectedOf(type, read) : OF_A_PATH };
}

/** As other tools name units: from the root down, by their names. */
const OF_A_PATH =
  "the unit's id such as ou-ab12-cdef3456 in place of its path (Organizations: list-organizational-units-for-parent)";

function isPath(value: unknown): boolean {
  return typeof value === 'string' && value.includes('/') && !value.startsWith('arn:');
}

function expectedOf(type: OrganizationNode['type'], read: OrganizationId | undefined): string {
  if (!read) return EXPECTED[type];
  return read.kind === 'ROOT'
    ? 'type ORGANIZATION with the organization id (o-…): a root cannot be shared with'
    : `type ${read.kind} for this value, or ${EXPECTED[type]}`;
}
