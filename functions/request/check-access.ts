import { readPortfolio } from '../../aws/service-catalog/read-portfolio.ts';
import { taskHandler } from '../task/task-handler.ts';

interface Input {
  readonly portfolioId: string;
}

/** What can be known without writing: the portfolio is ours. */
export const handler = taskHandler(async ({ portfolioId }: Input, { logger }) => {
  const { arn } = await readPortfolio(portfolioId);
  logger.info('The portfolio can be shared', { arn });
});
