import { beginReading, keepTree } from '../../aws/ledger/kept-tree.ts';
import { listOrganizationAccounts } from '../../aws/organizations/list-organization-accounts.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { taskHandler } from '../task/task-handler.ts';

/** A burst of account events is read once; the next event, or the schedule, reads what came after. */
const NOT_AGAIN_WITHIN_MS = 30_000;

/** By schedule and after account events: reads the organization's accounts and where they are, and keeps them. */
export const handler = taskHandler(
  async (_: object, { now, logger }): Promise<void> => {
    const nowMs = Date.parse(now);
    if (!(await beginReading(now, new Date(nowMs - NOT_AGAIN_WITHIN_MS).toISOString()))) return;
    const accounts = await listOrganizationAccounts(nowMs, nowMs);
    if (!accounts)
      throw new FoliocastError(
        'AccessDeniedException',
        'The accounts of the organization cannot be read, so what a request reaches is not known: look at the policies of this role, and at service control policies',
      );
    await keepTree({ readAt: now, accounts });
    logger.info('Read the organization', { accounts: accounts.length });
  },
  () => ({}),
);
