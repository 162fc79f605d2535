import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { isRunning } from '../../sandbox/service-catalog/share-action.ts';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { GUARDED_PATTERN, PORTFOLIO, UNIT } from '../workflow/requests.ts';
import { contradictions } from './distinct-outcomes.ts';
import { happen } from './happen.ts';
import { leaseLeft } from './lease-left.ts';
import type { OtherCell } from './other-cell.ts';
import { layTrap } from './trap.ts';

// biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
type Event = { readonly 'detail-type': string; readonly source: string; readonly detail: any };

export interface OtherWorld {
  readonly sandbox: Sandbox;
  readonly outsider: Pick<ServiceCatalogClient, 'send'>;
  readonly events: readonly Event[];
  /** From now on the fault of the cell lies in wait. */
  arm(): void;
  /** An event of the scene: DUPLICATE puts the last one again. */
  put(detailType: string, detail: object, source?: string): void;
  /** Asks for the share, and waits for the outcome. */
  share(detail?: object): Promise<void>;
  outcomesOf(requestId: string): readonly Event[];
  /** How many events nobody could deliver. */
  undelivered(): number;
  until(what: string, isSo: () => boolean): Promise<void>;
  problem(sentence: string): void;
  /** Nothing runs, and nobody has a turn or waits for one. */
  quiet(): Promise<void>;
}

export interface OtherEnd {
  readonly problems: readonly string[];
  /** Which calls each function made, e.g. `vendAccount dynamodb:GetItem`. */
  readonly calls: ReadonlySet<string>;
}

const OUTCOME = /^PortfolioShare(Completed|CompletedWithErrors|Failed)$/;
/** Together some hours, longer than a lease drains. */
const MOST_LOOKS = 500;
const portfolios = defaultScenario.portfolios.map((portfolio) => ({
  ...portfolio,
  constraints: portfolio.products.map(({ id }) => ({ type: 'TEMPLATE' as const, productId: id })),
}));
const SHARE = {
  version: '1',
  portfolioId: PORTFOLIO,
  organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNIT },
  principals: [GUARDED_PATTERN],
  sharePrincipals: true,
};

/** Plays a scene in a world of its own while one call of a function meets a fault; then two reconciliations find what is left. */
export async function playOther(
  packageDirectory: string,
  cell: OtherCell | undefined,
  scene: (world: OtherWorld) => Promise<void>,
  losesStatusChanges = false,
): Promise<OtherEnd> {
  const events: Event[] = [];
  const calls = new Set<string>();
  const problems: string[] = [];
  const trap = cell && layTrap(cell);
  let isArmed = false;
  let hasMet = cell === undefined;
  let last: Parameters<OtherWorld['put']> | undefined;
  const sandbox: Sandbox = await startSandbox({
    packageDirectory,
    seed: 1,
    scenario: { ...defaultScenario, portfolios, durations: { shareSeconds: 20 } },
    onEvent: ({ event }) => void events.push(event as Event),
    deliveryFault: async ({ event }) =>
      losesStatusChanges && event['detail-type'].startsWith('Step Functions') ? 'LOSE' : 'DELIVER',
    async interceptCall({ functionName = '', service, operation }, perform) {
      const functionKey = functionName.replace(/^.*-/, '');
      calls.add(`${functionKey} ${service}:${operation}`);
      const fault = isArmed ? trap?.({ functionKey, service, operation }) : undefined;
      if (!fault) return perform();
      hasMet = true;
      return happen(fault, perform, {
        killFunction: () => sandbox.functions.kill(functionName),
        stopExecution: () => running().at(-1)?.stop('StoppedByHand', 'by the fault matrix'),
        askAgain() {
          for (let time = 0; time < 2; time++) if (last) put(...last);
        },
        letRivalIn: () =>
          ask({ ...SHARE, requestId: 'rival', action: 'UNSHARE', sharePrincipals: undefined }),
      });
    },
  });
  const { clock, buses, stack, simulator } = sandbox;
  const running = () => sandbox.executions().filter(({ status }) => status === 'RUNNING');
  const put: OtherWorld['put'] = (detailType, detail, source = 'acme.test') => {
    last = [detailType, detail, source];
    putSilently(detailType, detail, source);
  };
  const putSilently = (DetailType: string, detail: object, Source: string) => {
    const entry = { EventBusName: 'foliocast-dev', Source, DetailType, Detail: JSON.stringify(detail) };
    buses.putEvents([entry], { accountId: stack.place.accountId });
  };
  const isSoWithin = async (isSo: () => boolean | Promise<boolean>) => {
    for (let look = 0; look < MOST_LOOKS; look++) {
      if (await isSo()) return true;
      await clock.delay(Math.min(30_000, 100 * 1.05 ** look));
    }
    return false;
  };
  const until: OtherWorld['until'] = async (what, isSo) => {
    if (!(await isSoWithin(isSo))) throw new Error(`${what} did not come`);
  };
  /** Accepts a request in the middle of something. */
  const ask = async (detail: { readonly requestId: string; readonly [field: string]: unknown }) => {
    putSilently('PortfolioShareRequested', detail, 'acme.rival');
    await until(`the acceptance of ${detail.requestId}`, () =>
      sandbox
        .executions()
        .some(
          ({ input, history }) =>
            input.includes(`"${detail.requestId}"`) &&
            history.some(({ type }) => type === 'ChoiceStateEntered'),
        ),
    );
  };
  const outcomes = () => events.filter((event) => OUTCOME.test(event['detail-type']));
  const outcomesOf = (requestId: string) => outcomes().filter(({ detail }) => detail.requestId === requestId);
  const quiet = async () => {
    const isQuiet = async () =>
      running().length === 0 &&
      !simulator.controls.shareActions().some(isRunning) &&
      (await leaseLeft(sandbox)) === '';
    if (!(await isSoWithin(isQuiet))) throw new Error(`quiet did not come: ${await leaseLeft(sandbox)}`);
  };
  const queueArn = stack.resources.find(({ logicalId }) => logicalId === 'UndeliveredEvents')?.attributes.Arn;
  const outsider = new ServiceCatalogClient({
    region: 'us-east-1',
    credentials: { accessKeyId: stack.place.accountId, secretAccessKey: 'outsider' },
    requestHandler: simulator.requestHandler,
  });
  const world: OtherWorld = {
    sandbox,
    outsider,
    events,
    put,
    outcomesOf,
    until,
    quiet,
    problem: (sentence) => void problems.push(sentence),
    arm: () => {
      isArmed = true;
    },
    undelivered: () => sandbox.queues.byArn(queueArn ?? '')?.messages().length ?? 0,
    async share(detail = {}) {
      put('PortfolioShareRequested', { ...SHARE, requestId: 'first', ...detail });
      await until('the outcome of first', () => outcomesOf('first').length > 0);
    },
  };
  const reconcile = async () => {
    const isDone = (event: Event) => event['detail-type'] === 'ReconciliationCompleted';
    const seen = events.filter(isDone).length;
    putSilently('ReconciliationRequested', {}, 'acme.test');
    await until('the end of a reconciliation', () => events.filter(isDone).length > seen);
    await quiet();
    return events.filter(isDone).at(-1)?.detail;
  };
  try {
    await clock.delay(5_000);
    await scene(world);
    await quiet();
    isArmed = false;
    await reconcile();
    const { drifts } = await reconcile();
    if (!hasMet) problems.push('the call was not made');
    for (const id of contradictions(outcomes())) problems.push(`distinct outcomes of ${id}`);
    const asked = new Set(
      events
        .filter((event) => event['detail-type'] === 'PortfolioShareRequested')
        .map(({ detail }) => detail.requestId as string),
    );
    for (const id of asked) if (outcomesOf(id).length === 0) problems.push(`no outcome of ${id}`);
    const left = drifts.found - drifts.acknowledged - ownLeftovers(events).size;
    // What was stopped by hand, or has an unknown end, leaves what nobody asked for.
    const isKnown = outcomes().every(
      ({ detail }) => detail.effect !== 'UNKNOWN' && detail.failure?.code !== 'ABORTED',
    );
    if (left > 0 && isKnown && world.undelivered() === 0) problems.push(`${left} drifts are left`);
  } catch (error) {
    problems.push(String(error));
  } finally {
    outsider.destroy();
    await sandbox.close();
  }
  return { problems, calls };
}

/**
 * Principals that a request brought and a later one, which took the share away, did not name. They stay until somebody
 * takes them off, and are told with the request that brought them.
 */
function ownLeftovers(events: readonly Event[]): Set<string> {
  const brought = new Set(
    events
      .filter((event) => OUTCOME.test(event['detail-type']) && event.detail.principals.associated > 0)
      .map(({ detail }) => detail.requestId),
  );
  const isLeftover = ({ kind, askedBy }: Event['detail']) =>
    kind === 'PRINCIPAL_LEFT_BEHIND' && brought.has(askedBy);
  const told = events.filter(
    (event) => event['detail-type'] === 'PortfolioShareDriftDetected' && isLeftover(event.detail),
  );
  return new Set(told.map(({ detail }) => detail.driftId));
}
