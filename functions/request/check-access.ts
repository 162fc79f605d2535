import { readPortfolio } from '../../aws/service-catalog/read-portfolio.ts';
import { taskHandler } from '../task/task-handler.ts';
import { refuseNotOurs } from './refuse-not-ours.ts';

interface Input {
  readonly portfolioId: string;
}

/** What can be known without writing: the portfolio is ours. */
export const handler = taskHandler(async ({ portfolioId }: Input, { logger }) => {
  const portfolio = await readPortfolio(portfolioId);
  refuseNotOurs(portfolioId, portfolio);
  logger.info('The portfolio can be shared', { arn: portfolio.arn });
});
