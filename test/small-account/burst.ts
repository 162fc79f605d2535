import { startSandbox } from '../../sandbox/sandbox.ts';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { UNIT } from '../workflow/requests.ts';

export interface Burst {
  readonly packageDirectory: string;
  /** All at once, each for a portfolio of its own. */
  readonly requests: number;
  readonly withinMinutes: number;
}

interface Answer {
  readonly detailType: string;
  readonly requestId: string;
  readonly code: string | undefined;
  readonly afterSeconds: number;
}

/** What AWS gives a new account: Lambda's concurrency of 10, and what DynamoDB documents for one item. */
const LIMITS = {
  lambdaConcurrency: 10,
  invocationSeconds: 1,
  itemWritesPerSecond: 1_000,
  itemReadsPerSecond: 3_000,
};
const SHARE_SECONDS = 10;
const ANSWERS = /^PortfolioShare(Completed|CompletedWithErrors|Failed|Refused)$/;

/** Requests at once under the limits of a small account, in simulated time: the same seed, the same run. */
export async function runBurst({ packageDirectory, requests, withinMinutes }: Burst) {
  const answers: Answer[] = [];
  const ids = Array.from({ length: requests }, (_, at) => `port-burst${String(at).padStart(6, '0')}`);
  const sandbox = await startSandbox({
    packageDirectory,
    seed: 1,
    limits: LIMITS,
    scenario: {
      organization: defaultScenario.organization,
      portfolios: ids.map((id) => ({ id, displayName: id })),
      durations: { shareSeconds: SHARE_SECONDS },
      undocumented: { oneShareActionPer: 'PORTFOLIO' },
    },
    onEvent({ event }) {
      if (!ANSWERS.test(event['detail-type'])) return;
      const { requestId, failure } = event.detail as { requestId: string; failure?: { code: string } };
      const afterSeconds = (sandbox.clock.now() - began) / 1_000;
      answers.push({ detailType: event['detail-type'], requestId, code: failure?.code, afterSeconds });
    },
  });
  const { clock, buses, stack } = sandbox;
  const began = clock.now();
  try {
    for (const portfolioId of ids) {
      const node = { type: 'ORGANIZATIONAL_UNIT', value: UNIT };
      const detail = { version: '1', requestId: portfolioId, portfolioId, organizationNode: node };
      const entry = {
        EventBusName: 'foliocast-dev',
        Source: 'acme.test',
        DetailType: 'PortfolioShareRequested',
        Detail: JSON.stringify(detail),
      };
      buses.putEvents([entry], { accountId: stack.place.accountId });
    }
    const end = began + withinMinutes * 60_000;
    while (answers.length < requests && clock.now() < end) await clock.delay(1_000);
    return { answers, ids };
  } finally {
    await sandbox.close();
  }
}
