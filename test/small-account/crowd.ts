import { startSandbox } from '../../sandbox/sandbox.ts';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { askTable } from '../ask-table.ts';
import { turnsOf } from '../storm/turns.ts';
import { PORTFOLIO, UNIT } from '../workflow/requests.ts';

export interface Crowd {
  readonly packageDirectory: string;
  readonly requests: number;
  /** They come evenly for so long. */
  readonly seconds: number;
  /** So long after the last one they are counted. */
  readonly waitSeconds: number;
}

/** Concurrency as AWS gives it to an account in use, and what DynamoDB documents for one item. */
const LIMITS = {
  lambdaConcurrency: 1_000,
  invocationSeconds: 0.3,
  itemWritesPerSecond: 1_000,
  itemReadsPerSecond: 3_000,
};
const ANSWERS = /^PortfolioShare(Completed|CompletedWithErrors|Failed|Refused)$/;

/** Very many requests for one lease, in simulated time: who stands in its queue, who had a turn, and what was told. */
export async function runCrowd({ packageDirectory, requests, seconds, waitSeconds }: Crowd) {
  const answers: string[] = [];
  const sandbox = await startSandbox({
    packageDirectory,
    seed: 1,
    limits: LIMITS,
    scenario: { ...defaultScenario, durations: { shareSeconds: 600 } },
    onEvent({ event }) {
      if (ANSWERS.test(event['detail-type'])) answers.push(event['detail-type']);
    },
  });
  const { clock, buses, stack } = sandbox;
  try {
    for (let at = 0; at < requests; at++) {
      const organizationNode = { type: 'ORGANIZATIONAL_UNIT', value: UNIT };
      const detail = { version: '1', requestId: `crowd-${at}`, portfolioId: PORTFOLIO, organizationNode };
      const entry = {
        EventBusName: 'foliocast-dev',
        Source: 'acme.test',
        DetailType: 'PortfolioShareRequested',
        Detail: JSON.stringify(detail),
      };
      buses.putEvents([entry], { accountId: stack.place.accountId });
      await clock.delay((1_000 * seconds) / requests);
    }
    await clock.delay(1_000 * waitSeconds);
    const { Items } = await askTable(sandbox, 'Query', {
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'QUEUE#ACCOUNT_AND_REGION' } },
    });
    const places = (Items as { readonly sk: { readonly S: string } }[]).map(
      ({ sk }) => sk.S.split('#')[2] ?? '',
    );
    return { places, hadTurn: [...turnsOf(sandbox).keys()].map(String), answers };
  } finally {
    await sandbox.close();
  }
}
