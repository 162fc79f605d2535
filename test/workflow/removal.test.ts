import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ORGANIZATION, shareRequest } from './requests.ts';
import { runCommand } from './run-command.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const RISKY = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };
const ARN = 'arn:aws:states:us-east-1:111122223333:stateMachine:foliocast-dev';
const MACHINES = [`${ARN}-share-portfolio`, `${ARN}-reconcile-shares`];

/** The steps of docs/deploy.md, "Removal", up to the removal itself. */
test('before a removal every execution is ended, and every request has its outcome', async () => {
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'test' };
  const client = new SFNClient({ endpoint: service.sandbox.endpoint, region: 'us-east-1', credentials });
  const running = async () => {
    const lists = await Promise.all(
      MACHINES.map((stateMachineArn) =>
        client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' })),
      ),
    );
    return lists.flatMap(({ executions = [] }) => executions.map(({ executionArn = '' }) => executionArn));
  };
  await runCommand(service, 'queue', '--pause', '--now');
  const [waits, sleeps] = [
    shareRequest(),
    shareRequest({ organizationNode: { type: 'ORGANIZATION', value: ORGANIZATION } }),
  ];
  const asks = shareRequest({ sharePrincipals: true, principals: [RISKY] });
  for (const request of [waits, sleeps, asks]) await service.put(request);
  await service.until('all of them asleep', () =>
    [waits, sleeps, asks].every(
      ({ requestId }) =>
        service.sandbox.executions().some(({ input }) => input.includes(`"${requestId}"`)) &&
        ['AcquireLease', 'RequestApproval'].includes(service.statesOf(requestId).at(-1) ?? ''),
    ),
  );

  await runCommand(service, 'queue', '--cancel', waits.requestId);
  const cancelled = await service.answer(waits.requestId);
  const stillRunning = await running();
  for (const executionArn of stillRunning) await client.send(new StopExecutionCommand({ executionArn }));
  const stopped = await Promise.all([sleeps, asks].map(({ requestId }) => service.answer(requestId)));
  const seen = await runCommand(service, 'queue');

  expect(cancelled.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'CANCELLED' } });
  expect(stillRunning.length).toBeGreaterThanOrEqual(2);
  expect(stopped.map(({ detail }) => [detail.effect, detail.failure.code])).toEqual([
    ['UNCHANGED', 'ABORTED'],
    ['UNCHANGED', 'ABORTED'],
  ]);
  expect(seen.out).toMatch(/^PAUSED since .*\nThe turn is free\.\nNobody waits\.\n0 requests are under way/);
  expect(await running()).toEqual([]);
});
