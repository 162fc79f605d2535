import { knownOrganization } from '../../aws/organizations/organization-tree.ts';
import { rejected } from '../../core/foliocast-error.ts';
import { wrongInArn } from '../../core/organization/wrong-in-arn.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';

/**
 * A node that was given as an ARN is cut to its id, and an id says nothing of its organization. Where we may not
 * read ours, Service Catalog tells. @throws NODE_NOT_FOUND
 */
export async function refuseForeignNode(
  { nodeArn, recipient }: Pick<ShareRequest, 'nodeArn' | 'recipient'>,
  nowMs: number,
): Promise<void> {
  if (!nodeArn) return;
  const expected = wrongInArn(nodeArn, (await knownOrganization(nowMs)) ?? {});
  if (expected !== undefined) {
    throw rejected('NODE_NOT_FOUND', `the ARN of ${recipient.value} is of elsewhere: expected ${expected}`);
  }
}
