import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { packageService } from '../../packaging/package-service.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { NotDone } from '../command/failures.ts';
import { whenStopped } from '../command/stopping.ts';
import type { ContentionScenario } from './contention-scenario.ts';
import type { Measured } from './measured.ts';

const SPEED = 6_000;
/** PutEvents takes ten entries a call. */
const ENTRIES = 10;
const LOOK_EVERY_MS = 20;
/** Real time; 200 requests take about a minute on two cores. */
const LONGEST_MS = 1_800_000;

/** The packaged service in the sandbox, all requests on its bus at once. */
export async function runFoliocast(
  contended: ContentionScenario,
  packageDirectory: string | undefined,
  onProgress: (text: string) => void,
): Promise<Measured> {
  whenStopped({ close: () => undefined, says: NOTHING_MEASURED });
  return shareAll(contended, packageDirectory ?? (await packageService()), onProgress);
}

const NOTHING_MEASURED = 'Interrupted: nothing was measured.';

async function shareAll(
  contended: ContentionScenario,
  packageDirectory: string,
  onProgress: (text: string) => void,
): Promise<Measured> {
  const outcomes: string[] = [];
  let createCalls = 0;
  const sandbox = await startSandbox({
    packageDirectory,
    speed: SPEED,
    warm: true,
    scenario: contended.scenario,
    onCall({ operation }) {
      if (operation === 'CreatePortfolioShare') createCalls += 1;
    },
    onEvent({ event }) {
      const type = event['detail-type'];
      if (/^PortfolioShare(Completed|CompletedWithErrors|Failed)$/.test(type)) outcomes.push(type);
    },
  });
  whenStopped({ close: () => sandbox.close(), says: NOTHING_MEASURED });
  try {
    await putAll(sandbox, contended);
    await allAnswered(outcomes, contended.unitIds.length, onProgress);
    return { ...measure(sandbox, outcomes, contended), createCalls };
  } finally {
    await sandbox.close();
  }
}

async function putAll(
  { endpoint, stack, buses }: Sandbox,
  { portfolioId, unitIds }: ContentionScenario,
): Promise<void> {
  const { region, accountId } = stack.place;
  const client = new EventBridgeClient({
    endpoint,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'bench' },
  });
  const EventBusName = buses.names.find((name) => name.startsWith('foliocast-'));
  const entries = unitIds.map((Value, at) => ({
    EventBusName,
    Source: 'acme.bench',
    DetailType: 'PortfolioShareRequested',
    Detail: JSON.stringify({
      version: '1',
      requestId: `bench-${at}`,
      portfolioId,
      organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: Value },
    }),
  }));
  for (let at = 0; at < entries.length; at += ENTRIES) {
    const { FailedEntryCount } = await client.send(
      new PutEventsCommand({ Entries: entries.slice(at, at + ENTRIES) }),
    );
    if (FailedEntryCount) throw new Error(`The bus refused ${FailedEntryCount} requests`);
  }
  client.destroy();
}

async function allAnswered(
  outcomes: readonly string[],
  expected: number,
  onProgress: (text: string) => void,
): Promise<void> {
  const end = performance.now() + LONGEST_MS;
  const each = Math.ceil(expected / 10);
  while (outcomes.length < expected) {
    onProgress(
      `${outcomes.length - (outcomes.length % each)} of ${expected} requests by Foliocast are answered …`,
    );
    if (performance.now() > end)
      throw new NotDone(`Only ${outcomes.length} of ${expected} requests were answered.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Overhead: from the end of one share to the start of the next, during which Service Catalog is idle. */
function measure(
  { simulator }: Sandbox,
  outcomes: readonly string[],
  { scenario }: ContentionScenario,
): Omit<Measured, 'createCalls'> {
  const seconds = scenario.durations.nodes;
  const actions = simulator.controls.shareActions();
  const gaps = actions.slice(1).map(({ startedAt }, at) => {
    const before = actions[at];
    return before ? (startedAt - before.startedAt) / 1000 - (seconds[before.nodeId] ?? 0) : 0;
  });
  const [first] = actions;
  const last = actions.at(-1);
  const span = first && last ? (last.startedAt - first.startedAt) / 1000 + (seconds[last.nodeId] ?? 0) : 0;
  return {
    name: 'Foliocast',
    succeeded: outcomes.filter((type) => type === 'PortfolioShareCompleted').length,
    makespanSeconds: span,
    overheadSecondsPerShare: gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length),
    overheadSecondsAtMost: Math.max(0, ...gaps),
  };
}
