import { createPortfolioShare } from '../../aws/service-catalog/write-share.ts';
import { taskHandler } from '../task/task-handler.ts';
import { explainRefusal } from './explain-refusal.ts';
import { writeShare } from './write-share.ts';

export const handler = taskHandler(
  writeShare('CREATE', (request) => createPortfolioShare(request).catch(explainRefusal)),
);
