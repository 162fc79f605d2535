import { readRequest, recordSeen } from '../../aws/ledger/requests.ts';
import { listOrganizationAccounts } from '../../aws/organizations/list-organization-accounts.ts';
import { listInheritedAccess, listPortfolioAccess } from '../../aws/service-catalog/list-access.ts';
import { accountsAt } from '../../core/organization/organization-account.ts';
import { outcomeOf } from '../../core/outcome/outcome-of.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { pollDelaySeconds } from '../../core/share/poll-delay.ts';
import { stepAside } from '../lease/step-aside.ts';
import { keepWanted } from '../outcome/keep-wanted.ts';
import { verificationSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';

interface Input {
  readonly requestKey: string;
  readonly requestId: string;
  /** Of the turn that is left. */
  readonly lease: { readonly fence: number };
}

/** `$.verification` of the machine. */
interface VerificationState {
  readonly phase: 'PENDING' | 'LISTED' | 'OVERDUE';
  /** An integer: Wait states take no other. */
  readonly waitSeconds: number;
}

/**
 * Looks whether Service Catalog lists the account that the request asked about. The share has ended by then, so the
 * request leaves the lease first: nobody else has to wait until that account appears.
 */
export const handler = taskHandler(
  async ({ requestKey, lease }: Input, { now, logger, signal }): Promise<VerificationState> => {
    const record = await readRequest(requestKey);
    const { request, verification: before } = record;
    const accountId = request.verifyAccountId;
    if (accountId === undefined) throw new Error(`${request.requestId} asks about no account`);
    const { startedAt = now, looks = 0 } = before ?? {};
    if (looks === 0) {
      const verification = { accountId, startedAt, looks, listed: false };
      signal.throwIfAborted();
      await recordSeen(requestKey, { phase: 'VERIFYING', verification }, now);
      // Still with the lease: from now on others must find that the share and its principals are wanted.
      await keepWanted(record, outcomeOf({ ...record, verification }, undefined, now), now);
      await stepAside(record, lease.fence, now);
    }
    if (record.cancelledBy !== undefined) return { phase: 'OVERDUE', waitSeconds: 1 };
    const listed = await isListed(request, accountId, Date.parse(now));
    const verification = { accountId, startedAt, looks: looks + 1, lookedAt: now, listed };
    signal.throwIfAborted();
    await recordSeen(requestKey, { verification }, now);
    logger.info(listed ? 'The account is listed' : 'The account is not listed', { ...verification });
    if (listed) return { phase: 'LISTED', waitSeconds: 1 };
    const { deadlineSeconds, poll } = verificationSettings;
    const left = Math.ceil((Date.parse(startedAt) - Date.parse(now)) / 1000) + deadlineSeconds;
    if (left <= 0) return { phase: 'OVERDUE', waitSeconds: 1 };
    return { phase: 'PENDING', waitSeconds: Math.max(1, Math.min(left, pollDelaySeconds(looks, poll))) };
  },
);

/**
 * Asks for the accounts that inherit the share from the node. AWS does not document whether this lists accounts of
 * units further below. So an account that is below the node by the tree may also be listed for the portfolio alone.
 */
async function isListed(
  { portfolioId, recipient }: ShareRequest,
  accountId: string,
  nowMs: number,
): Promise<boolean> {
  const isNode = recipient.type === 'ORGANIZATION' || recipient.type === 'ORGANIZATIONAL_UNIT';
  if (!isNode) return (await listPortfolioAccess(portfolioId)).includes(accountId);
  if ((await listInheritedAccess(portfolioId, recipient.value)).includes(accountId)) return true;
  const tree = (await listOrganizationAccounts(nowMs)) ?? [];
  const isBelow = accountsAt(tree, recipient.value).some((account) => account.accountId === accountId);
  return isBelow && (await listPortfolioAccess(portfolioId)).includes(accountId);
}
