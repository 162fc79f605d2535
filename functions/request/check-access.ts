import { readOrganizationsAccess, readPortfolio } from '../../aws/service-catalog/read-portfolio.ts';
import { rejected } from '../../core/foliocast-error.ts';
import { hasShareToken, type Recipient } from '../../core/share/recipient.ts';
import { taskHandler } from '../task/task-handler.ts';

interface Input {
  readonly portfolioId: string;
  readonly recipient: Recipient;
}

/** What can be known without writing: the portfolio is ours, and we may share with organization nodes. */
export const handler = taskHandler(async ({ portfolioId, recipient }: Input, { logger }) => {
  const { arn } = await readPortfolio(portfolioId);
  if (hasShareToken(recipient)) {
    const access = await readOrganizationsAccess();
    if (access !== 'ENABLED') {
      const sentence = `Service Catalog's access to AWS Organizations is ${access}, it must be ENABLED`;
      throw rejected('ORGANIZATIONS_ACCESS_DISABLED', sentence);
    }
  }
  logger.info('The portfolio can be shared', { arn });
});
