import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import type { VirtualClock } from '../../sandbox/clock/virtual-clock.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { isRunning } from '../../sandbox/service-catalog/share-action.ts';
import type { Otherness } from './otherness.ts';
import type { Grounds, Place } from './place.ts';
import { OWNER, placeOf, scenarioOf } from './place.ts';
import { watchQuestions } from './questions.ts';
import { type Reality, realityOf, untruthsOf } from './untruths.ts';

// biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
export type Outcome = { readonly 'detail-type': string; readonly detail: any };

export interface Request {
  readonly organizationNode?: { readonly type: string; readonly value: string };
  readonly accountId?: string;
  readonly action?: 'UNSHARE';
  readonly [field: string]: unknown;
}

export interface Stage extends Place {
  readonly sandbox: Sandbox;
  /** Asks, waits for the outcome and until nothing runs, and compares the outcome with the simulator. */
  ask(request: Request): Promise<Outcome>;
  /** The same while somebody else changes the share: already, or just before a call of ours. */
  askMeanwhile(request: Request, rival?: Rival): Promise<Outcome>;
  /** The same for several at once. */
  askTogether(requests: readonly Request[]): Promise<void>;
  /** Somebody else's write, whose action runs on when the promise is kept. */
  outsider: Pick<ServiceCatalogClient, 'send'>;
  organizations: Pick<OrganizationsClient, 'send'>;
  reconcile(): Promise<Outcome>;
  /** Waits until nothing runs in the simulator. */
  settle(): Promise<void>;
  reality(request: Request): Reality;
  problem(sentence: string): void;
}

/** What somebody else does, once, just before the service makes its next call of an operation for the portfolio. */
export interface Rival {
  readonly before: string;
  act(): Promise<unknown>;
}

export interface Scene extends Grounds {
  play(stage: Stage): Promise<void>;
}

export interface Played {
  /** How each request of each scene ended, e.g. `CREATED`. */
  readonly endings: Readonly<Record<string, readonly string[]>>;
  readonly problems: readonly string[];
  /** What each scene asked of the simulator: settings, e.g. `errors.shareExists`, and operations. */
  readonly questions: Readonly<Record<string, ReadonlySet<string>>>;
}

/** Ten in a row whose leases all drain to their limit are through by then. */
const NOMINAL_BOUND_MS = 48 * 3_600_000;
/** Of a loaded machine. */
const REAL_BOUND_MS = 600_000;

/** Plays every scene on the packaged service, in a world that is other in one way. */
export async function play(
  scenes: readonly Scene[],
  otherness: Otherness,
  packageDirectory: string,
): Promise<Played> {
  const answers: Outcome[] = [];
  const reconciliations: Outcome[] = [];
  let rival: (Rival & { readonly portfolioId: string }) | undefined;
  const sandbox = await startSandbox({
    packageDirectory,
    functionHost: 'MEMORY',
    seed: 1,
    scenario: scenarioOf(scenes, otherness.scenario),
    async interceptCall({ functionName, operation, body }, perform) {
      const isMet = functionName && operation === rival?.before && body.includes(rival.portfolioId);
      if (isMet) {
        const { act } = rival as Rival;
        rival = undefined;
        await act();
      }
      return perform();
    },
    onEvent({ event }) {
      const outcome = event as Outcome;
      if (/^PortfolioShare(Completed|CompletedWithErrors|Failed|Refused)$/.test(outcome['detail-type'])) {
        answers.push(outcome);
      }
      if (outcome['detail-type'] === 'ReconciliationCompleted') reconciliations.push(outcome);
    },
  });
  const until = (what: string, isSo: () => boolean) => untilSo(what, sandbox.clock, isSo);
  const problems: string[] = [];
  const questions: Record<string, ReadonlySet<string>> = {};
  const endings: Record<string, string[]> = {};
  let asked = 0;
  let repairs = 0;
  const put = (Source: string, DetailType: string, detail: object): void => {
    const entry = { EventBusName: 'foliocast-dev', Source, DetailType, Detail: JSON.stringify(detail) };
    sandbox.buses.putEvents([entry], { accountId: sandbox.stack.place.accountId });
  };
  const connection = {
    region: 'us-east-1',
    credentials: { accessKeyId: OWNER, secretAccessKey: 'outsider' },
    requestHandler: sandbox.simulator.requestHandler,
  };
  const outsider = new ServiceCatalogClient(connection);
  const organizations = new OrganizationsClient(connection);

  try {
    for (const [nth, scene] of scenes.entries()) {
      const place = placeOf(nth, scene);
      const problem = (sentence: string) =>
        void problems.push(`${otherness.name}: ${scene.name}: ${sentence}`);
      const settle = () => until('quiet', () => !sandbox.simulator.controls.shareActions().some(isRunning));
      const askOne = async (request: Request, isAlone = true): Promise<Outcome> => {
        asked += 1;
        const requestId = `ask-${asked}`;
        const before = realityOf(sandbox, place.portfolioId, request);
        put('acme.test', 'PortfolioShareRequested', {
          version: '1',
          requestId,
          portfolioId: place.portfolioId,
          ...request,
        });
        const answered = () => answers.find(({ detail }) => detail.requestId === requestId);
        await until(`an outcome of ${JSON.stringify(request)}`, () => answered() !== undefined);
        await settle();
        const outcome = answered() as Outcome;
        const after = realityOf(sandbox, place.portfolioId, request);
        for (const untruth of untruthsOf(request, outcome, { before, after, isAlone })) problem(untruth);
        const ending = `${outcome.detail.effect ?? 'REFUSED'} ${outcome.detail.failure?.code ?? ''}`.trim();
        const errors = outcome['detail-type'].endsWith('WithErrors') ? ' with errors' : '';
        endings[scene.name] = [...(endings[scene.name] ?? []), `${ending}${errors}`];
        return outcome;
      };
      const stage: Stage = {
        ...place,
        sandbox,
        outsider,
        organizations,
        settle,
        problem,
        ask: (request) => askOne(request),
        async askMeanwhile(request, theirs) {
          rival = theirs && { ...theirs, portfolioId: place.portfolioId };
          const outcome = await askOne(request, false);
          rival = undefined;
          return outcome;
        },
        askTogether: async (requests) => void (await Promise.all(requests.map((request) => askOne(request)))),
        reality: (request) => realityOf(sandbox, place.portfolioId, request),
        async reconcile() {
          const seen = reconciliations.length;
          put('acme.test', 'ReconciliationRequested', {
            portfolioIds: [place.portfolioId],
            checkAccounts: true,
          });
          await until('a reconciliation', () => reconciliations.length > seen);
          const completed = reconciliations.at(-1) as Outcome;
          const repaired = () => answers.filter(({ detail }) => detail.requestId?.startsWith('repair-'));
          repairs += completed.detail.repairs.askedFor;
          await until('the end of its repairs', () => repaired().length >= repairs);
          await settle();
          if (completed.detail.refused) problem(`refused to reconcile: ${completed.detail.refused}`);
          return completed;
        },
      };
      const questionsAsked = watchQuestions(sandbox);
      await scene.play(stage).catch((error: unknown) => problem(String(error)));
      questions[scene.name] = questionsAsked();
    }
  } finally {
    outsider.destroy();
    organizations.destroy();
    await sandbox.close();
  }
  return { endings, problems, questions };
}

async function untilSo(what: string, { now }: Pick<VirtualClock, 'now'>, isSo: () => boolean): Promise<void> {
  const [nominalEnd, realEnd] = [now() + NOMINAL_BOUND_MS, performance.now() + REAL_BOUND_MS];
  while (!isSo()) {
    if (now() > nominalEnd || performance.now() > realEnd) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
