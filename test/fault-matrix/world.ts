import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { inject } from 'vitest';
import type { FunctionHost } from '../../sandbox/functions/functions.ts';
import type { InterceptCall } from '../../sandbox/intercept-call.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import type { WireOutcome } from '../../sandbox/wire/message.ts';
import type { Cell } from './cell.ts';
import { portfolioOf, requestBehind, requestOf } from './flavours.ts';
import { forgetLease, leaseLeft } from './lease-left.ts';

/** How often the fault meets the call: an SDK tries a read, or a ledger call, up to four times by itself. */
const TIMES = 4;
const LOOK_EVERY_MS = 5;
/** In memory even a time-out of an SDK passes at this speed. */
const SPEEDS: Readonly<Record<FunctionHost, number>> = { PROCESSES: 6_000, MEMORY: 100_000 };
const REAL_BOUND_MS = 60_000;

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
  /** What the lease still holds, in words; empty once it is free. */
  readonly leftBehind: string;
}

interface Armed {
  readonly cell: Cell;
  readonly requestId: string;
  left: number;
  hasMet: boolean;
}

/** Starts the packaged service with one portfolio for each cell, and time so fast that hours are moments. */
export async function startWorld(
  portfolioIds: readonly string[],
  functionHost: FunctionHost,
): Promise<World> {
  let armed: Armed | undefined;
  const answers: Ended['outcomes'][number][] = [];
  const intercept: InterceptCall = async (call, perform) => {
    const fault = armed;
    const isMeant =
      fault &&
      fault.left > 0 &&
      call.functionName?.replace(/^foliocast-[a-z]+-/, '') === fault.cell.call.functionKey &&
      call.service === fault.cell.call.service &&
      call.operation === fault.cell.call.operation;
    if (!isMeant) return perform();
    fault.left -= 1;
    fault.hasMet = true;
    return happen(fault, call.functionName ?? '', perform);
  };
  const sandbox = await startSandbox({
    packageDirectory: inject('packageDirectory'),
    speed: SPEEDS[functionHost],
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
    },
  });
  const bus = new EventBridgeClient({
    endpoint: sandbox.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: sandbox.stack.place.accountId, secretAccessKey: 'test' },
  });
  const put = async (detail: object) => {
    const entry = {
      EventBusName: 'foliocast-dev',
      Source: 'acme.test',
      DetailType: 'PortfolioShareRequested',
      Detail: JSON.stringify(detail),
    };
    await bus.send(new PutEventsCommand({ Entries: [entry] }));
  };

  const happen = async (
    fault: Armed,
    functionName: string,
    perform: () => Promise<WireOutcome>,
  ): Promise<WireOutcome> => {
    const { cell, requestId } = fault;
    switch (cell.fault.kind) {
      case 'ERROR':
        if (cell.call.service === 'servicecatalog' && isWrite(cell)) fault.left = 0;
        return errorAnswer(cell.fault.error, cell.fault.statusCode);
      case 'DROP_BEFORE':
        return 'DROP';
      case 'DROP_AFTER':
        fault.left = 0;
        await perform();
        return 'DROP';
      case 'HANG_BEFORE':
        return 'HANG';
      case 'HANG_AFTER':
        fault.left = 0;
        await perform();
        return 'HANG';
      case 'KILL_BEFORE':
        fault.left = 0;
        sandbox.functions.kill(functionName);
        return 'DROP';
      case 'KILL_AFTER':
        fault.left = 0;
        await perform();
        sandbox.functions.kill(functionName);
        return 'DROP';
      case 'DUPLICATE':
        fault.left = 0;
        await Promise.all([put(requestOf(cell.flavour, requestId)), put(requestOf(cell.flavour, requestId))]);
        return perform();
      case 'STOP': {
        fault.left = 0;
        const running = sandbox
          .executions()
          .find(({ input, status }) => status === 'RUNNING' && input.includes(requestId));
        running?.stop('StoppedByHand', 'by the fault matrix');
        return perform();
      }
    }
  };

  return {
    sandbox,
    close: async () => {
      bus.destroy();
      await sandbox.close();
    },
    async run(cell, portfolioId) {
      const requestId = portfolioId;
      if (cell.call.service === 'organizations') sandbox.functions.kill(functionNameOf(sandbox, cell)); // what it read before is cached
      if (cell.call.functionKey === 'acquireLease') await forgetLease(sandbox); // made anew then
      armed = { cell, requestId, left: TIMES, hasMet: false };
      await put(requestOf(cell.flavour, requestId));
      const isAhead = cell.flavour === 'AHEAD';
      if (isAhead) await put(requestBehind(requestId));
      if (cell.flavour === 'TWICE') await put(requestOf(cell.flavour, requestId));
      const mine = () => answers.filter(({ detail }) => detail.requestId === requestId);
      const isQuiet = () =>
        mine().length > 0 &&
        (!isAhead || answers.some(({ detail }) => detail.requestId === `${requestId}-behind`)) &&
        sandbox.executions().every(({ status, input }) => status !== 'RUNNING' || !input.includes(requestId));
      await until(`an outcome of ${cell.name}`, isQuiet);
      let leftBehind = await leaseLeft(sandbox);
      const end = performance.now() + 10_000;
      while (leftBehind !== '' && performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        leftBehind = await leaseLeft(sandbox);
      }
      await until(`the end of ${cell.name}`, isQuiet);
      const { hasMet } = armed;
      armed = undefined;
      return { requestId, hasMetFault: hasMet, outcomes: mine(), leftBehind };
    },
  };
}

function isWrite({ call }: Cell): boolean {
  return /^(Create|Update|Delete|Associate|Disassociate)/.test(call.operation);
}

function errorAnswer(name: string, statusCode: number): WireOutcome {
  return {
    statusCode,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': name,
      'x-amzn-requestid': 'fault',
    },
    body: JSON.stringify({ __type: name, message: `${name} by the fault matrix` }),
  };
}

function functionNameOf(sandbox: Sandbox, { call }: Cell): string {
  const found = sandbox.functions.definitions.find(({ functionName }) =>
    functionName.endsWith(`-${call.functionKey}`),
  );
  if (!found) throw new Error(`No function is called ${call.functionKey}`);
  return found.functionName;
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const end = performance.now() + REAL_BOUND_MS;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`${what} did not come within ${REAL_BOUND_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
