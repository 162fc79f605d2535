import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeliveryError } from '../../sandbox/bus/deliver.ts';
import type { AlarmChange } from '../../sandbox/metrics/alarms.ts';
import { packagedResources } from '../contract/packaged-service.ts';
import { knownRed } from '../known-red.ts';
import { packageWithConfig } from './package-with-config.ts';
import { shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:on-call';

/** What a test breaks, until it mends it. */
const broken = { rules: new Set<string>(), calls: new Map<string, string>() };
const changes: AlarmChange[] = [];
const covered = new Set<string>();
let service: Service;

async function start(): Promise<Service> {
  const packageDirectory = await packageWithConfig('alarms-config.yml', [
    `--param=alarmTopicArn=${TOPIC}`,
    '--param=reconciliationSchedule=rate(1 hour)',
  ]);
  return startService({
    packageDirectory,
    functionHost: 'MEMORY',
    speed: 100_000,
    scenario: { durations: { shareSeconds: 20 } },
    onAlarm: (change) => void changes.push(change),
    deliveryFault: ({ rule }) =>
      [...broken.rules].some((name) => rule.name.includes(name))
        ? new DeliveryError('NO_PERMISSIONS', 'broken by the test')
        : 'DELIVER',
    interceptCall: async ({ functionName = '', operation }, perform) => {
      const name = broken.calls.get(operation);
      return functionName !== '' && name !== undefined && functionName.includes(name) ? 'DROP' : perform();
    },
  });
}

beforeAll(async () => {
  service = await start();
});
afterAll(() => service?.close());

/** Does what an alarm is for, sees it ring and tell the topic; mends it, and sees it fall silent. */
async function ringsAndFallsSilent(alarm: string, cause: () => unknown, mend: () => unknown): Promise<void> {
  const alarmName = `foliocast-dev-${alarm}`;
  covered.add(alarmName);
  const changedTo = (to: string, since: number) =>
    service.until(`${alarmName} ${to}`, () =>
      changes.slice(since).find((change) => change.alarmName === alarmName && change.to === to),
    );
  await service.until(`${alarmName} is silent`, () => service.sandbox.alarms.stateOf(alarmName) === 'OK');
  const before = changes.length;

  await cause();
  const rang = await changedTo('ALARM', before);
  await mend();
  const fellSilent = await changedTo('OK', changes.indexOf(rang));

  expect(rang.told).toEqual([TOPIC]);
  expect(fellSilent.told).toEqual([TOPIC]);
}

function clientOptions() {
  const { endpoint, stack } = service.sandbox;
  const { region, accountId } = stack.place;
  return { endpoint, region, credentials: { accessKeyId: accountId, secretAccessKey: 'test' } };
}

const purge = async () => {
  const [queue] = service.sandbox.queues.all;
  await new SQSClient(clientOptions()).send(new PurgeQueueCommand({ QueueUrl: String(queue?.url) }));
};

describe('an alarm rings, and falls silent once it is mended:', () => {
  test('the sweeper does not run', async () => {
    await ringsAndFallsSilent(
      'sweep',
      () => broken.rules.add('EveryMinute'),
      () => broken.rules.clear(),
    );
  });

  test('an event cannot be delivered', async () => {
    await ringsAndFallsSilent(
      'undelivered-events',
      async () => {
        broken.rules.add('ShareRequested');
        await service.put(shareRequest());
      },
      async () => {
        broken.rules.clear();
        await purge();
      },
    );
  });

  test('a function that EventBridge calls keeps failing', async () => {
    await ringsAndFallsSilent(
      'functions',
      () => broken.calls.set('UpdateItem', 'sweepLedger'),
      () => broken.calls.clear(),
    );
  });

  knownRed('foliocast-dev-defect did not ring within 100 s; cause not known')(
    'an execution is stopped',
    async () => {
      const request = shareRequest();
      service.at(request.requestId, 'PlanShare', () =>
        service.executionOf(request.requestId).stop('Stopped', 'by hand'),
      );

      await ringsAndFallsSilent(
        'defect',
        () => service.put(request),
        () => service.answer(request.requestId),
      );
    },
  );

  test('a request fails for want of a permission', async () => {
    const request = shareRequest();
    await ringsAndFallsSilent(
      'failures',
      async () => {
        service.fault('DescribePortfolio', {
          error: 'AccessDeniedException',
          message: 'is not authorized to perform',
          times: 1,
        });
        await service.put(request);
      },
      () => service.answer(request.requestId),
    );
  });

  test('an outcome cannot be emitted for longer than all deadlines', async () => {
    const request = shareRequest();
    await ringsAndFallsSilent(
      'oldest-request',
      async () => {
        broken.calls.set('PutEvents', '');
        await service.put(request);
      },
      async () => {
        broken.calls.clear();
        await service.answer(request.requestId);
      },
    );
    await purge();
  });

  test('an event pretends to be ours', async () => {
    const forged = {
      source: 'foliocast',
      account: '999900001111',
      'detail-type': 'PortfolioShareCompleted',
      detail: {},
    };

    await ringsAndFallsSilent(
      'forged-events',
      async () => {
        const FunctionName = 'foliocast-dev-reportForgery';
        const Payload = Buffer.from(JSON.stringify(forged));
        await new LambdaClient(clientOptions()).send(
          new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }),
        );
      },
      () => undefined,
    );
  });

  test('a reconciliation fails', async () => {
    await ringsAndFallsSilent(
      'reconciliation',
      () => broken.calls.set('Query', 'startReconciliation'),
      () => broken.calls.clear(),
    );
  });

  test('a reconciliation is overdue', async () => {
    await ringsAndFallsSilent(
      'reconciliation-overdue',
      () => broken.rules.add('ReconciliationDue'),
      () => broken.rules.clear(),
    );
    await purge();
  });
});

test('every alarm of the service is among them, but for three', () => {
  const alarms = Object.values(packagedResources())
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties.AlarmName as string);

  // Not caused by a test yet: their metrics are written and their rules are those of the others.
  const notCaused = ['queue-age', 'queue-length', 'throttles'].map((name) => `foliocast-dev-${name}`);
  expect(alarms.filter((name) => !covered.has(name) && !notCaused.includes(name))).toEqual([]);
});
