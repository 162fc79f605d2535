import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorAnswer } from '../fault-matrix/happen.ts';
import { shareRequest } from './requests.ts';
import { runCommand } from './run-command.ts';
import { type Service, startService } from './start-service.ts';

let isTableAway = false;
let isStatusForeign = false;
let isIdLost = false;
let service: Service;
beforeAll(async () => {
  service = await startService({
    functionHost: 'MEMORY',
    speed: 6_000,
    async interceptCall({ service: called, operation, functionName = '', body: asked }, perform) {
      const isWrite = called === 'dynamodb' && /^(Put|Update)Item$/.test(operation);
      if (isTableAway && isWrite) return errorAnswer('InternalServerError', 500);
      if (isIdLost && functionName.endsWith('acceptRequest') && asked.includes('"REQUESTID#')) {
        const running = service.sandbox.executions().find(({ status }) => status === 'RUNNING');
        running?.stop('StoppedByHand', 'by the test');
        return errorAnswer('InternalServerError', 500);
      }
      const outcome = await perform();
      const isForeign = isStatusForeign && operation === 'DescribePortfolioShareStatus';
      if (!isForeign || typeof outcome === 'string') return outcome;
      isStatusForeign = false;
      const body = { PortfolioShareToken: 'share-another000', Status: 'COMPLETED', ShareDetails: {} };
      return { ...outcome, body: JSON.stringify(body) };
    },
  });
});
afterAll(() => service.close());

test('a request that somebody stopped while the ledger is away is cancelled when it is back', async () => {
  isTableAway = true;
  const request = shareRequest();
  service.at(request.requestId, 'AcceptRequest', () => {
    const [first] = service.sandbox.executions();
    if (first?.status === 'RUNNING') first.stop('StoppedByHand', 'by the test');
  });
  await service.put(request);
  await service.until(
    'a start that failed',
    () => service.sandbox.executions().filter(({ status }) => status === 'FAILED').length > 2,
  );
  isTableAway = false;

  const answer = await service.answer(request.requestId);

  expect(answer['detail-type']).toBe('PortfolioShareFailed');
  expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'CANCELLED' } });
  expect(service.sandbox.simulator.calls.count('CreatePortfolioShare')).toBe(0);
});

test('a request that died between its claim and the item that leads to it is found by its id', async () => {
  isIdLost = true;
  const request = shareRequest();
  await service.put(request);
  await service.answer(request.requestId);
  isIdLost = false;

  const { status, out } = await runCommand(service, 'show', request.requestId);

  expect(out).toContain(`${request.requestId}: PortfolioShareFailed, UNCHANGED`);
  expect(status).toBe(0);
});

test('a status about another share is not believed', async () => {
  isStatusForeign = true;

  const answer = await service.ask(shareRequest());

  expect(isStatusForeign).toBe(false);
  expect(answer.detail).toMatchObject({ effect: 'CREATED', share: { status: 'COMPLETED' } });
  expect(answer.detail.accounts.succeeded).toBeGreaterThan(0);
});
