import { inject } from 'vitest';
import type { FunctionHost } from '../../sandbox/functions/functions.ts';
import type { InterceptCall } from '../../sandbox/intercept-call.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import type { WireOutcome } from '../../sandbox/wire/message.ts';
import { noteGrants } from '../note-grants.ts';
import type { Cell } from './cell.ts';
import type { FaultKind } from './fault-kinds.ts';
import { approvalOf, portfolioOf, requestBehind, requestOf, requestsBefore } from './flavours.ts';
import { errorAnswer, happen } from './happen.ts';
import { forgetLease, forgetOrganization, leaseLeft } from './lease-left.ts';
import { rivalRequestOf } from './rival.ts';
import { isAhead, setTrap, type Trap } from './trap.ts';

/** In memory time moves only when nothing else can run: a cell does the same however busy the machine is. */
const PACES: Readonly<Record<FunctionHost, { readonly speed: number } | { readonly seed: number }>> = {
  PROCESSES: { speed: 6_000 },
  MEMORY: { seed: 1 },
};
/** A minute of real time in processes; in memory some three hours of nominal time, longer than a lease drains. */
const MOST_LOOKS: Readonly<Record<FunctionHost, number>> = { PROCESSES: 12_000, MEMORY: 500 };

export interface World {
  readonly sandbox: Sandbox;
  /** Puts the request of a cell on the bus, lets the fault happen, and waits until everything has come to rest. */
  run(cell: Cell, portfolioId: string): Promise<Ended>;
  close(): Promise<void>;
}

export interface Ended {
  readonly requestId: string;
  readonly hasMetFault: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
  readonly outcomes: readonly { readonly 'detail-type': string; readonly detail: any }[];
  /** Of the rival, where one was let in. */
  // biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
  readonly rivalOutcomes: readonly { readonly 'detail-type': string; readonly detail: any }[];
  /** What the lease still holds, in words; empty once it is free. */
  readonly leftBehind: string;
}

/** Starts the packaged service with one portfolio for each cell, and time so fast that hours are moments. */
export async function startWorld(
  portfolioIds: readonly string[],
  functionHost: FunctionHost,
): Promise<World> {
  let trap: Trap | undefined;
  const answers: Ended['outcomes'][number][] = [];
  const intercept: InterceptCall = async (call, perform) => {
    const set = trap;
    const sprung = await set?.spring(call);
    if (sprung === 'DROP') return 'DROP';
    if (sprung === 'REFUSE') return errorAnswer('OperationNotSupportedException', 400);
    if (set && asksOrganization(set, call)) await forgetOrganization(sandbox);
    return set && typeof sprung === 'object'
      ? meet(set, sprung, call.functionName ?? '', perform)
      : perform();
  };
  const sandbox = await startSandbox({
    packageDirectory: inject('packageDirectory'),
    ...PACES[functionHost],
    functionHost,
    scenario: {
      ...defaultScenario,
      portfolios: portfolioIds.map(portfolioOf),
      durations: { shareSeconds: 20 },
    },
    interceptCall: intercept,
    onEvent({ event }) {
      if (/^PortfolioShare(Completed|CompletedWithErrors|Failed)$/.test(event['detail-type'])) {
        answers.push(event as Ended['outcomes'][number]);
      }
      if (event['detail-type'] === 'PortfolioShareApprovalRequested') {
        const approval = approvalOf(event.detail as unknown as Parameters<typeof approvalOf>[0]);
        put(approval, 'acme.security', 'PortfolioShareApprovalDecided');
      }
    },
  });
  /** In memory the pauses grow: what a lease drains for is hours. */
  const pause = (look: number) =>
    functionHost === 'MEMORY'
      ? sandbox.clock.delay(Math.min(30_000, 100 * 1.05 ** look))
      : new Promise((resolve) => setTimeout(resolve, 5));
  const isSoWithin = async (isSo: () => boolean | Promise<boolean>) => {
    for (let look = 0; look < MOST_LOOKS[functionHost]; look++) {
      if (await isSo()) return true;
      await pause(look);
    }
    return false;
  };
  const until = async (what: string, isSo: () => boolean) => {
    if (!(await isSoWithin(isSo))) throw new Error(`${what} did not come`);
  };
  const hasRival = (requestId: string) =>
    sandbox.executions().some(({ input }) => input.includes(`"${requestId}-rival"`));
  const isAnswered = (requestId: string) => answers.some(({ detail }) => detail.requestId === requestId);
  const put = (detail: object, Source = 'acme.test', DetailType = 'PortfolioShareRequested') => {
    const entry = {
      EventBusName: 'foliocast-dev',
      Source,
      DetailType,
      Detail: JSON.stringify(detail),
    };
    sandbox.buses.putEvents([entry], { accountId: sandbox.stack.place.accountId });
  };

  const meet = (
    { cell, requestId }: Trap,
    fault: FaultKind,
    functionName: string,
    perform: () => Promise<WireOutcome>,
  ) =>
    happen(fault, perform, {
      async letRivalIn() {
        const rival = rivalRequestOf(cell, requestId);
        put(rival);
        await until(`the acceptance of ${rival.requestId}`, () => isAccepted(sandbox, rival.requestId));
      },
      killFunction: () => sandbox.functions.kill(functionName),
      askAgain() {
        for (let time = 0; time < 2; time++) put(requestOf(cell.flavour, requestId));
      },
      stopExecution() {
        const running = sandbox
          .executions()
          .find(({ input, status }) => status === 'RUNNING' && input.includes(requestId));
        running?.stop('StoppedByHand', 'by the fault matrix');
      },
    });

  return {
    sandbox,
    close: async () => {
      noteGrants(sandbox);
      await sandbox.close();
    },
    async run(cell, portfolioId) {
      const requestId = portfolioId;
      for (const before of requestsBefore(cell.flavour, requestId)) {
        put(before);
        await until(`an outcome of ${before.requestId}`, () => isAnswered(before.requestId));
      }
      if (cell.call.service === 'organizations') {
        sandbox.functions.kill(functionNameOf(sandbox, cell)); // what it read before is cached
      }
      if (cell.call.functionKey === 'acquireLease') await forgetLease(sandbox); // made anew then
      const set = setTrap(cell, requestId);
      trap = set;
      put(requestOf(cell.flavour, requestId));
      if (isAhead(cell)) {
        await until(`the share of ${requestId}`, () => set.isRunning);
        put(requestBehind(requestId));
        await until('somebody to wait for a turn', () => isWaiting(sandbox, `${requestId}-behind`));
      }
      set.follow();
      if (cell.flavour === 'TWICE') put(requestOf(cell.flavour, requestId));
      const mine = () => answers.filter(({ detail }) => detail.requestId === requestId);
      if (cell.flavour === 'AGAIN') {
        await until(`an outcome of ${requestId}`, () => isAnswered(requestId));
        put(requestOf(cell.flavour, requestId));
      }
      const isQuiet = () =>
        mine().length > 0 &&
        (cell.flavour !== 'AGAIN' || set.hasMet) &&
        (!isAhead(cell) || isAnswered(`${requestId}-behind`)) &&
        (!hasRival(requestId) || isAnswered(`${requestId}-rival`)) &&
        sandbox.executions().every(({ status, input }) => status !== 'RUNNING' || !input.includes(requestId));
      await until(`an outcome of ${cell.name}`, isQuiet);
      await isSoWithin(async () => (await leaseLeft(sandbox)) === '');
      const leftBehind = await leaseLeft(sandbox);
      await until(`the end of ${cell.name}`, isQuiet);
      trap = undefined;
      const rivalOutcomes = answers.filter(({ detail }) => detail.requestId === `${requestId}-rival`);
      return { requestId, hasMetFault: set.hasMetAny, outcomes: mine(), rivalOutcomes, leftBehind };
    },
  };
}

/** What one function has read is in the ledger for the next. */
function asksOrganization({ cell, hasMet }: Trap, { functionName, service }: Parameters<InterceptCall>[0]) {
  return (
    !hasMet &&
    cell.call.service === 'organizations' &&
    service === 'dynamodb' &&
    functionName?.endsWith(`-${cell.call.functionKey}`) === true
  );
}

/** It has its number: its function has answered, or it is over. */
function isAccepted(sandbox: Sandbox, requestId: string): boolean {
  const execution = sandbox.executions().find(({ input }) => input.includes(`"${requestId}"`));
  const hasLeft = execution?.history.some(({ type }) => type === 'ChoiceStateEntered');
  return hasLeft === true || (execution !== undefined && execution.status !== 'RUNNING');
}

/** Its place in the queue is taken, and the function that took it has answered. */
function isWaiting(sandbox: Sandbox, requestId: string): boolean {
  const execution = sandbox.executions().find(({ input }) => input.includes(`"${requestId}"`));
  return execution?.history.some(({ type }) => type === 'TaskSubmitted') ?? false;
}

function functionNameOf(sandbox: Sandbox, { call }: Cell): string {
  const found = sandbox.functions.definitions.find(({ functionName }) =>
    functionName.endsWith(`-${call.functionKey}`),
  );
  if (!found) throw new Error(`No function is called ${call.functionKey}`);
  return found.functionName;
}
