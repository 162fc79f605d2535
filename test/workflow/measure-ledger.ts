import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { LedgerUse } from '../../packaging/ledger-use.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { WireOutcome } from '../../sandbox/wire/message.ts';
import { askTable } from '../ask-table.ts';

const WINDOW_MS = 900_000;

export interface Meter {
  readonly sandbox: Sandbox;
  put(detailType: string, detail: object, source?: string): void;
  /** What the ledger sees in the quarter of an hour after that. */
  measure(work: () => void): Promise<LedgerUse>;
}

/** A sandbox in simulated time that counts what every call to the ledger consumes, as DynamoDB bills it. */
export async function startMeter(packageDirectory: string, scenario: object): Promise<Meter> {
  let writes = 0;
  let reads = 0;
  const sandbox: Sandbox = await startSandbox({
    packageDirectory,
    seed: 1,
    scenario,
    async interceptCall({ service, operation, body }, perform) {
      if (service !== 'dynamodb') return perform();
      const answer = await perform(JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: 'TOTAL' }));
      const units = unitsOf(answer);
      if (/^(Get|Query|Batch)/.test(operation)) reads += units;
      else writes += units + indexWrites(body);
      return answer;
    },
  });
  const { clock, buses, stack } = sandbox;
  const measure = async (work: () => void): Promise<LedgerUse> => {
    const before = { writes, reads, kilobytes: await kilobytesOf(sandbox) };
    work();
    await clock.delay(WINDOW_MS);
    const kilobytes = (await kilobytesOf(sandbox)) - before.kilobytes;
    return { writes: writes - before.writes, reads: reads - before.reads, kilobytes };
  };
  return {
    sandbox,
    put(detailType, detail, source = 'acme.test') {
      const entry = {
        EventBusName: 'foliocast-dev',
        Source: source,
        DetailType: detailType,
        Detail: JSON.stringify(detail),
      };
      buses.putEvents([entry], { accountId: stack.place.accountId });
    },
    measure,
  };
}

/** What a refused condition consumed is not told: an item's two kilobytes. */
export function unitsOf(answer: WireOutcome): number {
  if (typeof answer === 'string') return 0;
  if (answer.statusCode !== 200) return 2;
  // An empty answer is half a unit on AWS, and none here.
  return Math.max(0.5, JSON.parse(answer.body).ConsumedCapacity?.CapacityUnits ?? 0);
}

/** The index is written where its keys change: one unit for a new entry, two for one that moves. */
export function indexWrites(body: string): number {
  const { Item, UpdateExpression = '' } = JSON.parse(body);
  if (Item) return Item.work ? 1 : 0;
  return UpdateExpression.includes('workAt') ? 2 : 0;
}

/**
 * Without the organization's tree: two readings of it are kept, and which one is new is chance. A hundred bytes each for what DynamoDB keeps beside an item, and its keys once more in the index.
 */
async function kilobytesOf(sandbox: Sandbox): Promise<number> {
  const { Items } = await askTable(sandbox, 'Scan', {});
  const bytes = Items.reduce((sum: number, item: Record<string, AttributeValue>) => {
    const { pk, sk, work, workAt } = item;
    if (sk?.S?.startsWith('TREE')) return sum;
    const inIndex = work ? JSON.stringify({ pk, sk, work, workAt }).length + 100 : 0;
    return sum + JSON.stringify(unmarshall(item)).length + 100 + inIndex;
  }, 0);
  return bytes / 1_000;
}
