import { createHash } from 'node:crypto';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { WireOutcome } from '../../sandbox/wire/message.ts';
import { happen } from '../fault-matrix/happen.ts';
import { leaseLeft } from '../fault-matrix/lease-left.ts';
import { draw } from './draw.ts';
import { watchLedger } from './ledger-watch.ts';
import { defectsOf, nameOfDefect, type PlantedDefect, withoutPart } from './planted-defect.ts';
import { plantedPackage } from './planted-package.ts';
import { watchSweeps } from './sweep-watch.ts';
import { nameOf, type StormCall, weatherOf } from './weather.ts';
import { detailOf, drawWishes, rivalOf, scenarioOf, type Wish } from './wishes.ts';
import { AFTER_EACH_CALL, AT_THE_END, type OutcomeEvent } from './world-invariants.ts';

export interface World {
  readonly packageDirectory: string;
  readonly seed: number;
  readonly requests: number;
  /** The only requests, and the only faults, by their names; all that the seed draws where left out. */
  readonly onlyRequests?: ReadonlySet<string>;
  readonly onlyFaults?: ReadonlySet<string>;
  /** What is wrong with the service in this world. */
  readonly planted?: PlantedDefect | Plant | PlantedTemplate;
}

/** The body of a call as a service with some defect would send it. */
type Plant = (body: string) => string;

/** The packaged template as a service with some defect would have it. */
interface PlantedTemplate {
  readonly template: (template: string) => string;
}

/** What came of a world. Two runs of one world have the same trace, byte for byte. */
export interface Run {
  readonly hash: string;
  readonly trace: readonly string[];
  /** Each begins with the sentence that does not hold; what it is about follows in parentheses. */
  readonly problems: readonly string[];
  readonly requests: readonly string[];
  readonly faults: readonly string[];
  readonly conditions: ReadonlyMap<string, PlantedDefect>;
  /** Those whose writes were refused at least once: without such a refusal a planted defect changes nothing. */
  readonly refused: ReadonlyMap<string, PlantedDefect>;
  readonly minutes: number;
}

const STORM_MS = 20 * 60_000;
/** Nominal: whoever has no answer by then has none. Longer than a lease drains, and than a client's last try. */
const DEADLINE_MS = 3 * 3_600_000;
/** A world that goes round in circles is dear, and has failed. */
const MOST_CALLS = 8_000;
const OUTCOME = /^PortfolioShare(Completed|CompletedWithErrors|Failed)$/;

export async function runWorld(world: World): Promise<Run> {
  const { seed } = world;
  const drawn = drawWishes(world.requests, seed);
  const wishes = new Map(
    drawn
      .filter(({ requestId }) => world.onlyRequests?.has(requestId) ?? true)
      .map((wish) => [wish.requestId, wish]),
  );
  const weather = weatherOf(seed);
  const { planted } = world;
  const template = planted && 'template' in planted ? planted.template : undefined;
  const plant =
    planted && 'condition' in planted
      ? (body: string) => (isLedgerWrite(body) ? withoutPart(body, planted) : body)
      : planted;
  const hash = createHash('sha256');
  const trace: string[] = [];
  const faults: string[] = [];
  const outcomes: OutcomeEvent[] = [];
  const problems = new Set<string>();
  const conditions = new Map<string, PlantedDefect>();
  const refused = new Map<string, PlantedDefect>();
  const times = new Map<string, number>();
  const count = (name: string) => {
    times.set(name, (times.get(name) ?? 0) + 1);
    return times.get(name) ?? 0;
  };
  const note = (line: string) => {
    trace.push(line);
    hash.update(line).update('\n');
  };
  const broke = (sentence: string, where: readonly string[]) => {
    for (const one of where) problems.add(`${sentence} (${one})`);
  };
  let isStormy = false;
  let sandbox: Sandbox;
  const watch = watchLedger(() => sandbox.tables);
  const lookAtSweep = watchSweeps(watch.items);

  const put = (detailType: string, detail: object, source = 'acme.test') => {
    const entry = {
      EventBusName: 'foliocast-dev',
      Source: source,
      DetailType: detailType,
      Detail: JSON.stringify(detail),
    };
    sandbox.buses.putEvents([entry], { accountId: sandbox.stack.place.accountId });
  };
  const ask = (wish: Wish) => put('PortfolioShareRequested', detailOf(wish));
  const isAccepted = ({ requestId }: Wish) =>
    [...watch.items.values()].some(
      ({ sequence, request }) => request?.requestId === requestId && sequence > 0,
    );
  const until = async (isSo: () => boolean | Promise<boolean>, deadline: number, everyMs = 1_000) => {
    while (!(await isSo()) && sandbox.clock.now() < deadline && trace.length < MOST_CALLS * 3)
      await sandbox.clock.delay(everyMs);
  };
  const executionOf = (requestId: string) =>
    sandbox
      .executions()
      .find(({ input, status }) => status === 'RUNNING' && input.includes(`"${requestId}"`));

  /** The effect of a call, and what can be told from outside at that moment. */
  const performing = (body: string, perform: (body?: string) => Promise<WireOutcome>) => async () => {
    const isWrite = isLedgerWrite(body);
    if (isWrite) for (const defect of defectsOf(body)) conditions.set(nameOfDefect(defect), defect);
    const outcome = await perform(typeof plant === 'function' ? plant(body) : undefined);
    if (typeof outcome === 'string') return outcome;
    if (isWrite && outcome.body.includes('ConditionalCheckFailedException')) {
      for (const defect of defectsOf(body)) refused.set(nameOfDefect(defect), defect);
    }
    if (isWrite && outcome.statusCode === 200) {
      for (const sentence of await watch.look(body)) problems.add(sentence);
    }
    const error = outcome.headers['x-amzn-errortype'];
    for (const [sentence, found] of Object.entries(AFTER_EACH_CALL))
      broke(sentence, found({ sandbox, ledger: watch.items, body, error }));
    return outcome;
  };

  sandbox = await startSandbox({
    packageDirectory: template ? plantedPackage(world.packageDirectory, template) : world.packageDirectory,
    seed,
    scenario: scenarioOf(drawn),
    onDefect: (defect) => void problems.add(`The sandbox found a defect. (${defect})`),
    async interceptCall({ functionName, service, operation, body }, perform) {
      if (functionName === undefined) return perform();
      const functionKey = functionName.replace(/^.*-/, '');
      const [subject = ''] = /(storm-\d+(-rival)?|port-storm\d+)/.exec(body) ?? [];
      const unnumbered: StormCall = { functionKey, service, operation, subject, nth: 0 };
      const call = { ...unnumbered, nth: count(nameOf(unnumbered)) };
      const id = `${nameOf(call)} ${call.nth}`;
      const { clock } = sandbox;
      await clock.delay(weather.latencyMs(call, 'THERE'));
      note(`${clock.now()} > ${id} ${body}`);
      const met = isStormy ? weather.faultOf(call) : undefined;
      const fault = met && (world.onlyFaults?.has(id) ?? true) ? met : undefined;
      if (fault) {
        faults.push(id);
        note(`${clock.now()} ! ${id} ${JSON.stringify(fault)}`);
      }
      const performed = performing(body, perform);
      const subjectWish = wishes.get(subject) ?? wishOf(wishes, body) ?? [...wishes.values()][0];
      let outcome: WireOutcome;
      if (fault?.kind === 'RIVAL' && subjectWish) {
        const rival = rivalOf(subjectWish, seed);
        if (!wishes.has(rival.requestId) && !subjectWish.requestId.endsWith('-rival')) {
          wishes.set(rival.requestId, rival);
          ask(rival);
          await until(() => isAccepted(rival), clock.now() + 5_000, 50);
        }
        outcome = await performed();
      } else if (fault?.kind === 'LATE') {
        await clock.delay(fault.seconds * 1_000);
        outcome = await performed();
      } else if (fault && fault.kind !== 'RIVAL') {
        outcome = await happen(fault, performed, {
          killFunction: () => sandbox.functions.kill(functionName),
          stopExecution() {
            executionOf(subjectWish?.requestId ?? '')?.stop('StoppedByHand', 'by the storm');
          },
          askAgain: () => subjectWish && ask(subjectWish),
          letRivalIn: () => undefined,
        });
      } else outcome = await performed();
      if (functionKey === 'sweepLedger' && service === 'dynamodb')
        for (const sentence of lookAtSweep(operation, body, outcome)) problems.add(sentence);
      await clock.delay(weather.latencyMs(call, 'BACK'));
      note(
        `${clock.now()} < ${id} ${typeof outcome === 'string' ? outcome : `${outcome.statusCode} ${outcome.body}`}`,
      );
      return outcome;
    },
    async deliveryFault({ event, target }) {
      const name = `${event['detail-type']} ${target.id}`;
      if (!isStormy) return 'DELIVER';
      const { delayMs, decision } = weather.delivery(`${name} ${count(name)}`);
      await sandbox.clock.delay(delayMs);
      // Only what AWS calls best effort may be lost.
      return decision === 'LOSE' && !event['detail-type'].startsWith('Step Functions') ? 'DELIVER' : decision;
    },
    onEvent({ event }) {
      note(`event ${JSON.stringify(event)}`);
      if (OUTCOME.test(event['detail-type'])) outcomes.push(event as OutcomeEvent);
      if (event['detail-type'] === 'PortfolioShareApprovalRequested')
        answer(event.detail as OutcomeEvent['detail']);
    },
  });
  const { clock } = sandbox;
  const answer = ({ requestId, approvalId, digest }: OutcomeEvent['detail']) => {
    const decision = wishes.get(requestId)?.answer;
    if (decision === undefined) return;
    const detail = { version: '1', approvalId, digest, decision, by: 'ana@acme.example', reason: 'seen' };
    const waitMs = 60_000 * draw(seed, 'decides', approvalId);
    clock.setTimeout(() => put('PortfolioShareApprovalDecided', detail, 'acme.security'), waitMs);
  };
  const began = clock.now();
  const isAnswered = () => {
    const told = new Set(outcomes.map(({ detail }) => detail.requestId));
    return [...wishes.values()].every(({ requestId }) => told.has(requestId) || waitsForSomebody(requestId));
  };
  const waitsForSomebody = (requestId: string) =>
    [...watch.items.values()].some(
      ({ request, phase, outcome }) =>
        request?.requestId === requestId && phase === 'AWAITING_APPROVAL' && outcome === undefined,
    );

  isStormy = true;
  for (const wish of [...wishes.values()]) {
    await clock.delay(8_000 * draw(seed, 'asks', wish.requestId));
    for (let time = 0; time < wish.times; time++) ask(wish);
  }
  await until(isAnswered, began + STORM_MS);
  isStormy = false;
  await until(isAnswered, began + DEADLINE_MS);
  // Nobody answers the rest: it is cancelled, as by an operator, so that nothing is left open.
  const open = () => sandbox.executions().filter(({ status }) => status === 'RUNNING');
  for (const execution of open()) execution.stop('StoppedByHand', 'at the end');
  await until(() => open().length === 0, clock.now() + DEADLINE_MS);
  await until(async () => (await leaseLeft(sandbox)) === '', clock.now() + DEADLINE_MS);
  await until(() => told(outcomes).size >= wishes.size, clock.now() + 3_600_000);

  const end = { sandbox, wishes: [...wishes.values()], outcomes };
  for (const [sentence, found] of Object.entries(AT_THE_END)) broke(sentence, await found(end));
  if (trace.length >= MOST_CALLS * 3) problems.add(`A storm has an end. (${trace.length} lines of trace)`);
  const minutes = Math.round((clock.now() - began) / 60_000);
  await sandbox.close();
  return {
    hash: hash.digest('hex').slice(0, 16),
    trace,
    problems: [...problems],
    requests: [...wishes.keys()].filter((id) => !id.endsWith('-rival')),
    faults,
    conditions,
    refused,
    minutes,
  };
}

function isLedgerWrite(body: string): boolean {
  return body.includes('"UpdateExpression"') || body.includes('"Item"');
}

function told(outcomes: readonly OutcomeEvent[]): Set<string> {
  return new Set(outcomes.map(({ detail }) => detail.requestId));
}

/** A call that names no request is about the portfolio of one. */
function wishOf(wishes: ReadonlyMap<string, Wish>, body: string): Wish | undefined {
  return [...wishes.values()].find(({ portfolioId }) => body.includes(`"${portfolioId}"`));
}
