import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import * as v from 'valibot';
import { inject } from 'vitest';
import { describeProblem } from '../../core/problem.ts';
import { EVENT_CATALOGUE } from '../../events/catalogue.ts';
import { problemsOf } from '../../events/problems-of.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { SandboxOptions } from '../../sandbox/sandbox-options.ts';
import type { Fault } from '../../sandbox/simulator/scenario-faults.ts';
import type { Execution } from '../../sandbox/state-machines/execution.ts';
import { callsBeyondRoles } from '../contract/calls-beyond-roles.ts';
import { noteGrants } from '../note-grants.ts';
import { enteredStates, takenTransitions } from './machine-transitions.ts';
import { shareRequest } from './requests.ts';

type PassedEvent = ReturnType<Sandbox['events']>[number]['event'];

export interface AnswerEvent extends PassedEvent {
  // biome-ignore lint/suspicious/noExplicitAny: tests look at a foreign event as its receiver would
  readonly detail: any;
}

export interface Service {
  readonly sandbox: Sandbox;
  /** Puts an event on the Foliocast bus by the SDK; answers its id. */
  put(
    detail: object,
    overrides?: { source?: string; detailType?: string; accessKeyId?: string },
  ): Promise<string>;
  /** Puts an event on the bus past its policy, which would not admit it; answers its id. */
  forge(detail: object, entry: { source: string; detailType?: string; accountId?: string }): string;
  /** Puts a request and waits for the first answer to it. */
  ask(detail: { readonly requestId: string }, overrides?: { source?: string }): Promise<AnswerEvent>;
  /** Waits for the nth answer about a request. */
  answer(requestId: string, nth?: number): Promise<AnswerEvent>;
  /** Waits until something holds, in real time with a bound; time inside the sandbox is scaled. */
  until<T>(what: string, look: () => T | undefined | false): Promise<T>;
  /** Lets calls of an operation fail as the simulator's scenarios can. */
  fault(operation: string, answer: Partial<Fault>): void;
  /** Leaves the unit, or whom `detail` names, without a share, so that the next test begins as this one did. */
  unshare(detail?: Record<string, unknown>): Promise<void>;
  /** Does something at the moment at which a request's execution enters a state, before its task is called. */
  at(requestId: string, state: string, action: () => void): void;
  executionOf(requestId: string): Execution;
  /** Names of the states that an execution entered, in order. */
  statesOf(requestId: string): string[];
  close(): Promise<void>;
}

const ANSWERS = /^PortfolioShare(Completed|CompletedWithErrors|Failed|Refused)$/;
/** Of a loaded machine: on a quiet one an answer takes a second or two. */
const REAL_BOUND_MS = 100_000;
const LOOK_EVERY_MS = 5;
/** A process takes real time to start and to answer: at a higher speed its neighbours would time out. */
const SPEEDS = { MEMORY: 6_000, PROCESSES: 600 };

/** Starts what was packaged on the embedded AWS, with time scaled so that no test waits for an hour. */
export async function startService(options: Partial<SandboxOptions> = {}): Promise<Service> {
  const { functionHost = inject('functionHost') } = options;
  const answers: AnswerEvent[] = [];
  const passedEvents: PassedEvent[] = [];
  const actions: { readonly requestId: string; readonly state: string; readonly action: () => void }[] = [];
  const sandbox = await startSandbox({
    packageDirectory: inject('packageDirectory'),
    functionHost,
    speed: SPEEDS[functionHost],
    ...options,
    onHistoryEvent(execution, event) {
      const { stateEnteredEventDetails } = event as { stateEnteredEventDetails?: { name: string } };
      for (const { requestId, state, action } of actions) {
        if (stateEnteredEventDetails?.name === state && isAbout(execution, requestId)) action();
      }
      options.onHistoryEvent?.(execution, event);
    },
    onEvent(passed) {
      if (ANSWERS.test(passed.event['detail-type'])) {
        answers.push(passed.event as AnswerEvent);
      }
      passedEvents.push(passed.event);
      options.onEvent?.(passed);
    },
  });
  const { accountId, region } = sandbox.stack.place;

  const put: Service['put'] = async (detail, { source = 'acme.test', detailType, accessKeyId } = {}) => {
    const client = new EventBridgeClient({
      endpoint: sandbox.endpoint,
      region,
      credentials: { accessKeyId: accessKeyId ?? accountId, secretAccessKey: 'test' },
    });
    const entry = {
      EventBusName: 'foliocast-dev',
      Source: source,
      DetailType: detailType ?? 'PortfolioShareRequested',
      Detail: JSON.stringify(detail),
    };
    const { Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    client.destroy();
    const [answer] = Entries ?? [];
    if (!answer?.EventId) throw new Error(`The bus refused the event: ${answer?.ErrorMessage}`);
    return answer.EventId;
  };

  const forge: Service['forge'] = (detail, { source, detailType, accountId: account = accountId }) => {
    const entry = {
      EventBusName: 'foliocast-dev',
      Source: source,
      DetailType: detailType ?? 'PortfolioShareRequested',
      Detail: JSON.stringify(detail),
    };
    const [answer] = sandbox.buses.putEvents([entry], { accountId: account }).Entries;
    if (!answer?.EventId) throw new Error(`The bus refused the event: ${answer?.ErrorMessage}`);
    return answer.EventId;
  };

  const until: Service['until'] = async (what, look) => {
    const end = performance.now() + REAL_BOUND_MS;
    for (;;) {
      const found = look();
      if (found) return found as Exclude<typeof found, false | undefined>;
      if (performance.now() > end) throw new Error(`${what} did not happen within ${REAL_BOUND_MS} ms`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };

  const answer: Service['answer'] = (requestId, nth = 1) =>
    until(
      `answer ${nth} to ${requestId}`,
      () => answers.filter(({ detail }) => detail.requestId === requestId)[nth - 1],
    );

  const executionOf = (requestId: string) => {
    const found = sandbox.executions().find((execution) => isAbout(execution, requestId));
    if (!found) throw new Error(`No execution is about ${requestId}`);
    return found;
  };

  const service: Service = {
    sandbox,
    put,
    forge,
    until,
    answer,
    executionOf,
    fault: (operation, answer) => sandbox.simulator.controls.addFault({ operation, ...answer } as Fault),
    async unshare(detail = {}) {
      await service.ask(shareRequest({ action: 'UNSHARE', ...detail }));
    },
    at: (requestId, state, action) => void actions.push({ requestId, state, action }),
    async ask(detail, overrides) {
      await put(detail, overrides);
      const answered = await answer(detail.requestId);
      await executionOf(detail.requestId).ended;
      return answered;
    },
    statesOf: (requestId) => enteredStates(executionOf(requestId)),
    async close() {
      noteTransitions(sandbox.executions());
      noteGrants(sandbox);
      const beyond = callsBeyondRoles(sandbox.calls());
      await sandbox.close();
      const offSchema = passedEvents
        .filter((event) => event.account === accountId)
        .flatMap(problemsOfOutgoing);
      if (offSchema.length > 0) throw new Error(`Answers against their schema: ${offSchema.join('; ')}`);
      if (beyond.length > 0) throw new Error(`Calls that no role allows: ${beyond.join(', ')}`);
    },
  };
  return service;
}

function isAbout({ input }: Execution, requestId: string): boolean {
  return input.includes(`"requestId":"${requestId}"`);
}

/** Whatever Foliocast says is as its schema says; other accounts may pretend to be it. */
function problemsOfOutgoing({ 'detail-type': detailType, detail }: PassedEvent): string[] {
  const schema = EVENT_CATALOGUE.find(
    (one) => one.detailType === detailType && one.direction === 'OUT',
  )?.schema;
  const parsed = schema && v.safeParse(schema, detail);
  return !parsed || parsed.success
    ? []
    : problemsOf(schema, parsed.issues).map((problem) => `${detailType}: ${describeProblem(problem)}`);
}

/** For the last test of all, which asks whether every way through the machines was taken. */
function noteTransitions(executions: readonly Execution[]): void {
  const path = join(inject('transitionsDirectory'), `${randomUUID()}.json`);
  writeFileSync(path, JSON.stringify(executions.flatMap(takenTransitions)));
}
