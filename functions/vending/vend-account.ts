import { knownOrganization } from '../../aws/organizations/organization-tree.ts';
import { OF_MINUTES, patiently } from '../../aws/patiently.ts';
import { wrongInArn } from '../../core/organization/wrong-in-arn.ts';
import { describeProblem } from '../../core/problem.ts';
import type { Placed } from '../../core/vending/announcement.ts';
import { isAnnouncerTrusted } from '../../core/vending/is-announcer-trusted.ts';
import { readAnnouncement } from '../../core/vending/read-announcement.ts';
import { readIncomingEvent } from '../request/incoming-event.ts';
import { asObject } from '../task/as-object.ts';
import { vendingPolicy } from '../task/settings.ts';
import { ownAccount, partition } from '../task/stack.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { followAccount } from './follow-account.ts';
import { type Announcer, tellAnnouncer } from './tell-announcer.ts';

/** Started by the events of account-vending systems: an account that comes to a unit gets what config.yml says. */
export const handler = taskHandler(
  // Lambda tries twice more: a burst of accounts may be throttled for longer than that.
  (event: object, task) => patiently(() => vendAccount(event, task), OF_MINUTES),
  () => ({}),
);

async function vendAccount(event: object, { now, logger }: Task): Promise<void> {
  const incoming = readIncomingEvent(event, 'unknown', now);
  const { eventId, requester, time, detail } = incoming;
  const announcement = readAnnouncement({
    ...asEvent(event),
    source: requester.source,
    detail: asObject(detail),
  });
  if (announcement.kind === 'IGNORED') {
    logger.info('Ignored an event', { eventId, requester, because: announcement.because });
    return;
  }
  const { ticket } = announcement;
  const announcer: Announcer = { eventId, requester, time, ...(ticket && { ticket }) };
  const organization = await knownOrganization(Date.parse(now));
  if (organization === undefined && requester.source.startsWith('aws.')) {
    // Nobody could tell it from a forged one, and it may be real: it is kept among the undelivered events.
    throw new Error('Organizations does not tell which account is the management account');
  }
  const accounts = { ownAccount: ownAccount(), managementAccount: organization?.managementAccountId };
  if (!isAnnouncerTrusted(requester, vendingPolicy, accounts)) {
    const because = `account ${requester.account} may not announce accounts as source ${requester.source}`;
    logger.warn('Ignored an announcement', { eventId, requester, because });
    // Not to its ticket: that would be whatever the stranger named.
    return tellAnnouncer({ eventId, requester, time }, 'REQUESTER_NOT_ALLOWED', because, logger);
  }
  if (announcement.kind === 'UNREADABLE') {
    return tellAnnouncer(announcer, 'REQUEST_INVALID', describeProblem(announcement.problem), logger, [
      announcement.problem,
    ]);
  }
  const wrong = wrongIn(announcement, organization);
  if (wrong !== undefined) {
    return tellAnnouncer(
      announcer,
      'NODE_NOT_FOUND',
      `the event names another place: expected ${wrong}`,
      logger,
    );
  }
  if (announcement.accountId === ownAccount()) {
    const because = 'the account owns the portfolios itself';
    logger.info('Ignored an event', { eventId, because });
    return ticket && tellAnnouncer(announcer, 'NOTHING_TO_SHARE', because, logger);
  }
  await followAccount({ ...announcement, eventId }, announcer, now, logger);
}

function wrongIn(
  { said }: Placed,
  organization: Awaited<ReturnType<typeof knownOrganization>>,
): string | undefined {
  const here = { partition: partition(), ...organization };
  return said.map((one) => wrongInArn(one, here)).find((wrong) => wrong !== undefined);
}

function asEvent(event: object): { readonly 'detail-type': string; readonly resources: readonly unknown[] } {
  const { 'detail-type': detailType, resources } = event as Readonly<Record<string, unknown>>;
  return {
    'detail-type': typeof detailType === 'string' ? detailType : 'unknown',
    resources: Array.isArray(resources) ? resources : [],
  };
}
