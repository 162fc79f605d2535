import { createPortfolioShare } from '../aws/service-catalog/write-share.ts';
import { writeShare } from './share/write-share.ts';
import { taskHandler } from './task/task-handler.ts';

export const handler = taskHandler(writeShare('CREATE', createPortfolioShare));
