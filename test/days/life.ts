import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { WireOutcome } from '../../sandbox/wire/message.ts';
import { draw } from '../storm/draw.ts';
import { createAccounts } from './accounts.ts';
import { answerTo, type Drift } from './answer-to-drift.ts';
import { type Deed, deedsOf, type Request } from './deeds.ts';
import { Diary } from './diary.ts';
import { type Level, levelOf } from './levels.ts';
import { createOthers } from './others.ts';
import { scenario } from './place.ts';
import { reckon } from './reckoning.ts';
import { createTroubles } from './troubles.ts';
import { createUsage } from './usage.ts';

export interface Life {
  readonly packageDirectory: string;
  readonly seed: number;
  readonly days: number;
  /** What happens; drawn by the seed where left out. */
  readonly deeds?: (seed: number, day: number) => readonly Deed[];
  readonly onNight?: (level: Level, diary: Diary) => void;
  readonly onLine?: (line: string) => void;
  /** Answers a call in the place of AWS, to see that what comes of it is noticed. */
  readonly corrupt?: (operation: string, body: string) => WireOutcome | undefined;
}

export interface Lived {
  readonly problems: readonly string[];
  readonly levels: readonly Level[];
  readonly work: ReturnType<typeof createUsage>['work'];
  readonly diary: Diary;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An idle sweep changes nothing, and most of a life is idle: one in so many is made. */
const SWEPT_WHEN_IDLE = 10;

/** Lives some days of an organization, and says what is otherwise than it should be in the end. */
export async function live(life: Life): Promise<Lived> {
  const { packageDirectory, seed, days, deeds = deedsOf, onNight, onLine, corrupt } = life;
  const diary = new Diary();
  const problems: string[] = [];
  const levels: Level[] = [];
  const usage = createUsage();
  let schedules = 0;
  let sandbox: Sandbox;
  const troubles = createTroubles(() => sandbox, seed);
  const isIdle = () => !sandbox.executions().some(({ status }) => status === 'RUNNING');
  const note = (...words: unknown[]) =>
    onLine?.([new Date(sandbox.clock.now()).toISOString(), ...words].join(' '));

  const put = (Source: string, DetailType: string, detail: object) => {
    const entry = { EventBusName: 'foliocast-dev', Source, DetailType, Detail: JSON.stringify(detail) };
    sandbox.buses.putEvents([entry], { accountId: sandbox.stack.place.accountId });
  };
  const ask = (request: Request) =>
    put('acme.people', 'PortfolioShareRequested', { version: '1', ...request });
  const acknowledge = ({ driftId }: Drift) =>
    put('acme.people', 'PortfolioShareDriftAcknowledged', { version: '1', driftId, by: 'ana' });
  const react = (drift: Drift, requestId: string) => {
    const done = answerTo(drift, diary.wanted(), requestId);
    if (done === 'ACKNOWLEDGE') return acknowledge(drift);
    // What is to be made again is first taken away.
    for (const [nth, request] of done.entries()) sandbox.clock.setTimeout(() => ask(request), nth * HOUR_MS);
  };
  const decide = ({ requestId, approvalId, digest }: Drift) => {
    const luck = requestId.startsWith('last-') ? 0 : draw(seed, 'answer', approvalId);
    if (luck > 0.85) return; // nobody finds the time
    const decision = luck < 0.65 ? 'APPROVED' : 'REJECTED';
    const detail = { version: '1', approvalId, digest, decision, by: 'ana@acme.example', reason: 'seen' };
    const waitMs = 4 * HOUR_MS * draw(seed, 'decides', approvalId);
    sandbox.clock.setTimeout(() => put('acme.security', 'PortfolioShareApprovalDecided', detail), waitMs);
  };

  sandbox = await startSandbox({
    packageDirectory,
    seed,
    scenario,
    onDefect: (defect) => void problems.push(`sandbox: ${defect}`),
    async interceptCall({ functionName, service, operation, body }, perform) {
      if (functionName === undefined) return perform();
      const corrupted = corrupt?.(operation, body);
      if (corrupted) return corrupted;
      if (functionName.endsWith('sweepLedger')) return troubles.isOut(service) ? 'DROP' : perform();
      usage.count('calls');
      if (service === 'servicecatalog') note(functionName, operation, body);
      const counted =
        service === 'dynamodb' ? () => usage.ofLedger(operation, body, perform) : () => perform();
      return troubles.meet({ functionName, service, operation }, body, counted);
    },
    deliveryFault({ event, target }) {
      if (target.id === 'sweep-ledger') {
        schedules += 1;
        const isLeftOut = isIdle() && schedules % SWEPT_WHEN_IDLE > 0;
        return troubles.isOut('schedule') || isLeftOut ? 'LOSE' : 'DELIVER';
      }
      if (target.type === 'FUNCTION') usage.count('invocations');
      return draw(seed, 'twice', event.id) < 0.02 ? 'DELIVER_TWICE' : 'DELIVER';
    },
    onHistoryEvent(execution, event) {
      if (event.type === 'LambdaFunctionScheduled') usage.count('invocations');
      diary.see(execution, event);
    },
    onStatusChange({ status, stateTransitions }) {
      if (status !== 'RUNNING') usage.count('transitions', stateTransitions);
    },
    onLog: ({ line }) => usage.count('logKilobytes', line.length / 1_000),
    onEvent(passed) {
      const { source, detail, 'detail-type': type } = passed.event;
      note(source, type, JSON.stringify(detail));
      if (source === 'foliocast') usage.count('events');
      if (type === 'PortfolioShareApprovalRequested') decide(detail);
      diary.hear(passed);
    },
  });
  const { clock } = sandbox;
  const began = clock.now();
  const others = createOthers(sandbox, seed);
  const accounts = createAccounts(sandbox, seed);

  const act = async (deed: Deed) => {
    note(JSON.stringify(deed));
    troubles.act(deed);
    accounts.act(deed);
    if (deed.kind === 'ASK') for (let time = 0; time < deed.times; time++) ask(deed.request);
    if (deed.kind === 'HAND') await others.act(deed);
    if (deed.kind === 'COMPARE_NOW') put('acme.people', 'ReconciliationRequested', { checkAccounts: true });
    if (deed.kind !== 'READ_REPORTS') return;
    const reports = diary.lastNight.filter(({ whatWillBeDone }) => whatWillBeDone.action === 'REPORT');
    for (const [nth, drift] of reports.entries())
      if (draw(seed, 'acts', deed.key, nth) < 0.5) react(drift, `answer-${deed.key}-${nth}`);
  };
  /** Until the next midnight, and half an hour more, in which the nightly run says what it found. */
  const night = async () => {
    const day = levels.length;
    await clock.delay(began + (day + 1) * DAY_MS - 60_000 - clock.now());
    diary.newNight();
    await clock.delay(30 * 60_000);
    const level = await levelOf(sandbox, day);
    levels.push(level);
    onNight?.(level, diary);
  };

  for (let day = 0; day < days; day++) {
    for (const deed of deeds(seed, day)) {
      const inMs = began + day * DAY_MS + deed.at - clock.now();
      clock.setTimeout(() => void act(deed).catch((error) => problems.push(`the test: ${error}`)), inMs);
    }
    await night();
  }
  troubles.end();
  await night(); // approvals that nobody answers have timed out by then
  const arrivedAt = new Map(accounts.arrivals.map(({ accountId, at }) => [accountId, at]));
  problems.push(...(await reckon({ sandbox, diary, arrivedAt, react, acknowledge, night })));
  others.close();
  await sandbox.close();
  return { problems, levels, work: usage.work, diary };
}
