import { recordProgress } from '../aws/ledger/requests.ts';
import { taskHandler } from './task/task-handler.ts';

interface Input {
  readonly requestKey: string;
  readonly portfolioId: string;
}

export const handler = taskHandler(async ({ requestKey }: Input) => {
  await recordProgress(requestKey, { phase: 'CHECKED' });
});
