import { readPortfolio } from '../../aws/service-catalog/read-portfolio.ts';
import { rejected } from '../../core/foliocast-error.ts';
import { ownAccount } from '../task/stack.ts';
import { taskHandler } from '../task/task-handler.ts';

interface Input {
  readonly portfolioId: string;
}

/** What can be known without writing: the portfolio is ours. */
export const handler = taskHandler(async ({ portfolioId }: Input, { logger }) => {
  const { arn, ownerAccountId } = await readPortfolio(portfolioId);
  if (ownerAccountId !== undefined && ownerAccountId !== ownAccount()) {
    const sentence = `portfolio ${portfolioId} is account ${ownerAccountId}'s, shared with this one`;
    throw rejected('PORTFOLIO_NOT_OURS', `${sentence}: AWS lets only its owner share it`);
  }
  logger.info('The portfolio can be shared', { arn });
});
