import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlarmChange } from '../../sandbox/metrics/alarms.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { ORGANIZATION, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { runCommand } from './run-command.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

const changes: AlarmChange[] = [];
let service: Service;
beforeAll(async () => {
  service = await startService({
    functionHost: 'MEMORY',
    speed: 20_000,
    onAlarm: (change) => void changes.push(change),
  });
});
afterAll(() => service.close());

const DAY_SECONDS = 86_400;
const ACCOUNT = '123400000001';
const TICKET = { system: 'ops', id: 'after-the-pause' };

const vend = (detail: object = {}) =>
  service.put({ accountId: ACCOUNT, organizationalUnitId: UNIT, ...detail }, { detailType: 'AccountVended' });

const vended = (ticket?: object): Promise<AnswerEvent> =>
  service.until('the request of vending', () =>
    service.sandbox
      .events()
      .map(({ event }) => event as AnswerEvent)
      .filter(({ source, detail }) => source === 'foliocast.vending' && detail.verifyAccountId === ACCOUNT)
      .find(({ detail }) => (detail.ticket === undefined) === (ticket === undefined)),
  );

/** What docs/deploy.md says of a pause that is longer than a day. */
test('what waits through a pause of more than a day expires, the pause does not, and what was lost is asked again', async () => {
  await service.ask(shareRequest());
  service.sandbox.simulator.controls.addAccount({ id: ACCOUNT, parentId: UNIT });
  await runCommand(service, 'queue', '--pause');
  await new Console(service).delete(PORTFOLIO, toUnit(UNIT));
  const { repairs } = await reconcile(service);
  const asked = shareRequest({ organizationNode: { type: 'ORGANIZATION', value: ORGANIZATION } });
  await service.put(asked);
  await vend();
  const lost = (await vended()).detail.requestId;

  const waited = [asked.requestId, lost, ...repairs.map(({ requestId }) => requestId)];
  const expired = await Promise.all(waited.map((requestId) => service.answer(requestId)));
  const seen = await runCommand(service, 'queue');
  const failed = await runCommand(service, 'show', '--state', 'failed', '--from', 'foliocast.vending');
  await runCommand(service, 'queue', '--resume');
  const mended = await reconcile(service);
  const repaired = await Promise.all(mended.repairs.map(({ requestId }) => service.answer(requestId)));
  await vend({ ticket: TICKET });
  const came = await service.answer((await vended(TICKET)).detail.requestId);
  const after = await reconcile(service);

  expect(repairs).toHaveLength(1);
  for (const { detail } of expired) {
    expect(detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'EXPIRED', mayRetry: true } });
    expect(detail.timing.waitedSeconds).toBeGreaterThanOrEqual(DAY_SECONDS - 60);
  }
  expect(seen.out).toMatch(/^PAUSED since/);
  expect(failed.out).toContain(`${lost}: PortfolioShareFailed, UNCHANGED, EXPIRED`);
  const rang = changes.find(({ alarmName, to }) => alarmName === 'foliocast-dev-queue-age' && to === 'ALARM');
  expect(rang).toBeDefined();
  expect(mended.repairs.map(({ requestId }) => requestId)).toEqual([`${repairs[0]?.requestId}-2`]);
  expect(repaired.map(({ detail }) => detail.effect)).toEqual(['CREATED']);
  expect(came.detail).toMatchObject({ ticket: TICKET, verification: { accountId: ACCOUNT, listed: true } });
  expect(after.drifts).toEqual([]);
});
