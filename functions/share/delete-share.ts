import { deletePortfolioShare } from '../../aws/service-catalog/write-share.ts';
import { taskHandler } from '../task/task-handler.ts';
import { writeShare } from './write-share.ts';

export const handler = taskHandler(writeShare('DELETE', deletePortfolioShare));
