import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeliveryError } from '../../sandbox/bus/deliver.ts';
import type { AlarmChange } from '../../sandbox/metrics/alarms.ts';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { packagedResources } from '../contract/packaged-service.ts';
import { packageWithConfig } from './package-with-config.ts';
import { shareRequest } from './requests.ts';
import { runCommand } from './run-command.ts';
import { type Service, startService } from './start-service.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:on-call';
const CONCURRENCY = 10;

/** What a test breaks, until it mends it. */
const broken = { rules: new Set<string>(), calls: new Map<string, string>() };
const changes: AlarmChange[] = [];
const covered = new Set<string>();
let service: Service;

async function start(): Promise<Service> {
  const packageDirectory = await packageWithConfig('alarms-config.yml', [
    `--param=alarmTopicArn=${TOPIC}`,
    '--param=reconciliationSchedule=rate(30 minutes)',
  ]);
  return startService({
    packageDirectory,
    functionHost: 'MEMORY',
    speed: 100_000,
    scenario: { ...defaultScenario, durations: { shareSeconds: 20 } },
    limits: { lambdaConcurrency: CONCURRENCY },
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

/** Does what alarms are for, sees them ring and tell the topic; mends it, and sees them fall silent. */
async function ringAndFallSilent(
  names: readonly string[],
  cause: () => unknown,
  mend: () => unknown,
): Promise<void> {
  const alarms = names.map((name) => `foliocast-dev-${name}`);
  for (const alarm of alarms) covered.add(alarm);
  const all = async (to: string, since: number) => {
    const changedTo = (alarm: string) =>
      changes.slice(since).find((change) => change.alarmName === alarm && change.to === to);
    await service.until(`${names} ${to}`, () => alarms.every(changedTo));
    return alarms.map((alarm) => changedTo(alarm)?.told);
  };
  await service.until(`${names} silent`, () =>
    alarms.every((alarm) => service.sandbox.alarms.stateOf(alarm) === 'OK'),
  );
  const before = changes.length;

  await cause();
  const rang = await all('ALARM', before);
  const mended = changes.length;
  await mend();
  const fellSilent = await all('OK', mended);

  expect(rang).toEqual(alarms.map(() => [TOPIC]));
  expect(fellSilent).toEqual(alarms.map(() => [TOPIC]));
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

const isWaiting = (requestId: string) =>
  service.sandbox
    .logs()
    .some(({ line }) => line.includes(`"${requestId}"`) && line.includes('Waiting for the lease'));

/** More invocations at once than the account may have, again and again until `isEnough`. */
async function crowd(isEnough: () => boolean): Promise<void> {
  const lambda = new LambdaClient({ ...clientOptions(), maxAttempts: 1 });
  const invocation = {
    FunctionName: 'foliocast-dev-sweepLedger',
    InvocationType: 'Event' as const,
    Payload: Buffer.from('{}'),
  };
  while (!isEnough()) {
    const invoked = Array.from({ length: 2 * CONCURRENCY }, () => lambda.send(new InvokeCommand(invocation)));
    await Promise.allSettled(invoked);
    await service.sandbox.clock.delay(20_000);
  }
}

describe('an alarm rings, and falls silent once it is mended:', () => {
  test('the sweeper does not run', async () => {
    await ringAndFallSilent(
      ['sweep'],
      () => broken.rules.add('EveryMinute'),
      () => broken.rules.clear(),
    );
  });

  test('an event cannot be delivered', async () => {
    await ringAndFallSilent(
      ['undelivered-events'],
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
    await ringAndFallSilent(
      ['functions'],
      () => broken.calls.set('UpdateItem', 'sweepLedger'),
      () => broken.calls.clear(),
    );
  });

  test('one that EventBridge calls once an hour may not read the organization', async () => {
    await ringAndFallSilent(
      ['functions'],
      () =>
        service.fault('ListAccounts', {
          error: 'AccessDeniedException',
          message: 'is not authorized to perform',
        }),
      () => service.sandbox.simulator.controls.clearFaults(),
    );
  });

  test('an execution is stopped', async () => {
    const request = shareRequest();
    service.at(request.requestId, 'PlanShare', () =>
      service.executionOf(request.requestId).stop('Stopped', 'by hand'),
    );

    await ringAndFallSilent(
      ['defect'],
      () => service.put(request),
      () => service.answer(request.requestId),
    );
  });

  test('a request fails for want of a permission', async () => {
    const request = shareRequest();
    await ringAndFallSilent(
      ['failures'],
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

  test('for an hour an outcome cannot be emitted, requests wait for their turn, and no reconciliation begins', async () => {
    const [done, ...waiting] = [shareRequest(), shareRequest(), shareRequest()];

    await ringAndFallSilent(
      ['oldest-request', 'queue-length', 'queue-age', 'reconciliation-overdue'],
      async () => {
        broken.rules.add('ReconciliationDue');
        broken.calls.set('PutEvents', '');
        const emission = Promise.withResolvers<void>();
        service.at(done.requestId, 'EmitOutcome', emission.resolve);
        await service.put(done);
        await emission.promise;
        await runCommand(service, 'queue', '--pause');
        for (const request of waiting) await service.put(request);
        await service.until('the queue', () => waiting.every(({ requestId }) => isWaiting(requestId)));
      },
      async () => {
        broken.calls.clear();
        broken.rules.clear();
        await runCommand(service, 'queue', '--resume');
        for (const { requestId } of [done, ...waiting]) await service.answer(requestId);
      },
    );
    await purge();
  });

  test('Lambda turns invocations away', async () => {
    let isMended = false;
    let crowding = Promise.resolve();

    await ringAndFallSilent(
      ['throttles'],
      () => {
        crowding = crowd(() => isMended);
      },
      async () => {
        isMended = true;
        await crowding;
      },
    );

    // One sweep at a time, however many are asked for.
    expect(service.sandbox.logs().some(({ line }) => line.includes('Another sweep is under way'))).toBe(true);
  });

  test('an event pretends to be ours', async () => {
    const entry = {
      source: 'foliocast',
      detailType: 'PortfolioShareDriftDetected',
      accountId: '999900001111',
    };
    await ringAndFallSilent(
      ['forged-events'],
      () => service.forge({}, entry),
      () => undefined,
    );
  });

  test('a reconciliation fails', async () => {
    await ringAndFallSilent(
      ['reconciliation'],
      () => broken.calls.set('Query', 'startReconciliation'),
      () => broken.calls.clear(),
    );
  });
});

test('every alarm of the service is among them', () => {
  const alarms = Object.values(packagedResources())
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties.AlarmName as string);

  expect([...covered].sort()).toEqual(alarms.sort());
});
