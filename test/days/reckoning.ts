import type { Sandbox } from '../../sandbox/sandbox.ts';
import { contradictions } from '../fault-matrix/distinct-outcomes.ts';
import { leaseLeft } from '../fault-matrix/lease-left.ts';
import { firstTellings } from '../storm/first-tellings.ts';
import type { Drift } from './answer-to-drift.ts';
import type { Diary } from './diary.ts';
import { type Difference, differencesOf } from './differences.ts';
import { shareNameOf, type Told } from './wanted.ts';

/** Of somebody who does what reports say: to take away and share again, and what comes of that. */
const MOST_ROUNDS = 4;
/** Foliocast and AWS need not have noticed who came later. */
const NEW_MS = 2 * 3_600_000;
const KEPT_MS = 30 * 86_400_000;

export interface World {
  readonly sandbox: Sandbox;
  readonly diary: Diary;
  /** When an account came to where it is. */
  readonly arrivedAt: ReadonlyMap<string, number>;
  react(drift: Drift, requestId: string): void;
  acknowledge(drift: Drift): void;
  night(): Promise<void>;
}

/** After the last night of a life, when nobody asks any more: what is otherwise than it should be, each a sentence. */
export async function reckon(world: World): Promise<string[]> {
  const { diary } = world;
  const saidOnce = () => [...diary.nights.values()].flat().filter(isSaidOnce);
  const unsaid = differences(world).filter(
    (difference) => ![...diary.lastNight, ...saidOnce()].some((drift) => isAbout(drift, difference)),
  );
  const refusedByAws = await actUponReports(world, saidOnce);
  const stillOtherwise = differences(world).filter(
    ({ kinds, share = '' }) => !kinds.includes('ACCESS_MISSING') || !refusedByAws.has(share),
  );
  return [
    ...unsaid.map(({ sentence }) => `not reported: ${sentence}`),
    ...diary.lastNight.map((drift) => `acted upon, and still reported: ${JSON.stringify(drift)}`),
    ...stillOtherwise.map(({ sentence }) => `stands otherwise: ${sentence}`),
    ...(await leftOpen(world)),
  ];
}

/** A person does what each report says, until there is none. Answers the shares to which AWS goes on refusing accounts. */
async function actUponReports(world: World, saidOnce: () => Drift[]): Promise<Set<string>> {
  const { diary } = world;
  const refusedByAws = new Set<string>();
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const left = differences(world);
    const leftBehind = saidOnce().filter((drift) => left.some((difference) => isAbout(drift, difference)));
    const reports = [...diary.lastNight, ...leftBehind];
    if (reports.length === 0) break;
    for (const [nth, drift] of reports.entries()) {
      const isRefused = round > 1 && drift.kind === 'ACCESS_MISSING' && isNamed(drift, diary);
      if (isRefused) refusedByAws.add(shareNameOf(drift));
      if (isRefused) world.acknowledge(drift);
      else if (drift.whatWillBeDone.action === 'REPORT') world.react(drift, `last-${round}-${nth}`);
    }
    await world.night();
  }
  return refusedByAws;
}

async function leftOpen({ sandbox, diary }: World): Promise<string[]> {
  const answers = diary.answers();
  const unanswered = [...diary.asked.keys()].filter((id) => !answers.has(id) && !diary.refused.has(id));
  const outcomes = diary.outcomes.map((told) => asAnother(told, answers));
  const left = await leaseLeft(sandbox);
  const running = sandbox.executions().filter(({ status }) => status === 'RUNNING');
  return [
    ...unanswered.map((requestId) => `no answer: ${requestId}`),
    ...contradictions(outcomes).map((requestId) => `contradiction: ${requestId}`),
    ...firstTellings(outcomes).map((requestId) => `told first twice: ${requestId}`),
    ...(left ? [`the lease is ${left}`] : []),
    ...running.map(({ executionArn }) => `runs on: ${executionArn}`),
  ];
}

/** An id that is used again after `keepDays` (test/days/config.yml) is another request's. */
function asAnother(told: Told, first: ReadonlyMap<string, Told>): Told {
  const { requestId, timing } = told.detail;
  const before = first.get(requestId)?.detail.timing.decidedAt ?? timing.decidedAt;
  const isKept = Date.parse(timing.decidedAt) - Date.parse(before) < KEPT_MS;
  return isKept ? told : { ...told, detail: { ...told.detail, requestId: `${requestId} again` } };
}

function differences({ sandbox, diary, arrivedAt }: World): Difference[] {
  const isNew = (id: string) => sandbox.clock.now() - (arrivedAt.get(id) ?? 0) < NEW_MS;
  return differencesOf(sandbox, diary.wanted(), isNew);
}

function isAbout(drift: Drift, { kinds, portfolioId, share, principalArn }: Difference): boolean {
  return (
    kinds.includes(drift.kind) &&
    drift.portfolioId === portfolioId &&
    (share === undefined || shareNameOf(drift) === share) &&
    (principalArn === undefined || drift.principal?.principalArn === principalArn)
  );
}

function isSaidOnce({ kind }: Drift): boolean {
  return kind === 'PRINCIPAL_LEFT_BEHIND';
}

/** Whether the latest outcome of the share names each account that lacks access as failed. */
function isNamed(drift: Drift, { outcomes }: Diary): boolean {
  const last = outcomes.findLast(({ detail }) => shareNameOf(detail) === shareNameOf(drift));
  const failed = (last?.detail.accounts?.failures ?? []).map(({ accountId }: Drift) => accountId);
  return drift.actual.accounts?.every((id: string) => failed.includes(id));
}
