import type { RequestRecord } from '../ledger/request-record.ts';

/** Whether the share was there, was deleted to be made again, and was not made again. */
export function isNotMadeAgain({ request, share, intent, before }: RequestRecord): boolean {
  if (request.action !== 'SHARE' || before === undefined || before === 'ABSENT') return false;
  return share?.write === 'DELETE' || (intent?.write === 'DELETE' && intent.answer === 'UNANSWERED');
}
