import { managementAccountId } from '../../aws/organization-tree.ts';
import { isAnnouncerTrusted } from '../../core/vending/is-announcer-trusted.ts';
import { readAnnouncement } from '../../core/vending/read-announcement.ts';
import { readIncomingEvent } from '../request/incoming-event.ts';
import { vendingPolicy } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { followAccount } from './follow-account.ts';

/** Started by the events of account-vending systems: an account that comes to a unit gets what config.yml says. */
export const handler = taskHandler(vendAccount, () => ({}));

async function vendAccount(event: object, { now, logger }: Task): Promise<void> {
  const { eventId, requester, detail } = readIncomingEvent(event, 'unknown', now);
  const announcement = readAnnouncement({
    ...asEvent(event),
    source: requester.source,
    detail: asObject(detail),
  });
  if (announcement.kind === 'IGNORED') {
    logger.info('Ignored an event', { eventId, requester, because: announcement.because });
    return;
  }
  const managementAccount = await managementAccountId();
  if (managementAccount === undefined && requester.source.startsWith('aws.')) {
    // Nobody could tell it from a forged one, and it may be real: it is kept among the undelivered events.
    throw new Error('Organizations does not tell which account is the management account');
  }
  const accounts = { ownAccount: ownAccount(), managementAccount };
  if (!isAnnouncerTrusted(requester, vendingPolicy, accounts)) {
    const because = `account ${requester.account} may not announce accounts as source ${requester.source}`;
    logger.warn('Ignored an announcement', { eventId, requester, because });
    return;
  }
  if (announcement.accountId === ownAccount()) {
    logger.info('Ignored an event', { eventId, because: 'the account owns the portfolios itself' });
    return;
  }
  await followAccount({ ...announcement, eventId }, now, logger);
}

function asEvent(event: object): { readonly 'detail-type': string; readonly resources: readonly unknown[] } {
  const { 'detail-type': detailType, resources } = event as Readonly<Record<string, unknown>>;
  return {
    'detail-type': typeof detailType === 'string' ? detailType : 'unknown',
    resources: Array.isArray(resources) ? resources : [],
  };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}
