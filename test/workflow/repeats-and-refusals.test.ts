import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { breakLedger, breakShare } from './ledger-tampering.ts';
import { GUARDED_PATTERN, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const unit = { type: 'ORGANIZATIONAL_UNIT', value: UNIT };

describe('what is not a new request', () => {
  test('a repeat gets the same outcome again, marked as one', async () => {
    const request = shareRequest();
    const first = await service.ask(request);

    await service.put(request);
    const second = await service.answer(request.requestId, 2);

    expect(second.detail).toEqual({ ...first.detail, delivery: { repeat: true } });
    await service.unshare();
  });

  test('a repeat of a running request ends quietly', async () => {
    const request = shareRequest();
    await service.put(request);
    await service.put(request);

    await service.answer(request.requestId);

    const executions = service.sandbox
      .executions()
      .filter(({ input }) => input.includes(`"${request.requestId}"`));
    await Promise.all(executions.map(({ ended }) => ended));
    expect(executions.map(({ stateTransitions }) => stateTransitions).sort((a, b) => a - b)[0]).toBe(3);
    await service.unshare();
  });

  test('another content under the same id is refused and changes nothing', async () => {
    const request = shareRequest();
    await service.ask(request);

    const eventId = await service.put({ ...request, shareTagOptions: true });
    const refused = await service.answer(request.requestId, 2);

    expect(refused['detail-type']).toBe('PortfolioShareRefused');
    expect(refused.detail).toMatchObject({ eventId, code: 'REQUEST_ID_REUSED' });
    await service.unshare();
  });

  test('a malformed event is refused field by field, and never reaches Service Catalog', async () => {
    const calls = service.sandbox.calls().length;

    const eventId = await service.put({
      requestId: 'malformed',
      portfolioId: 7,
      organizationNode: unit,
      extra: 1,
    });
    const refused = await service.answer('malformed');

    expect(refused.detail).toMatchObject({ eventId, requestId: 'malformed', code: 'REQUEST_INVALID' });
    expect(refused.detail.problems).toEqual([
      { field: 'portfolioId', value: '7', valueType: 'number', expected: 'a text' },
      { field: 'extra', value: '1', valueType: 'number', expected: 'no field of this name' },
    ]);
    const services = service.sandbox
      .calls()
      .slice(calls)
      .map((call) => call.service);
    expect(services).not.toContain('servicecatalog');
  });
});

test('an event that the machine can take in but not hold is refused as too large', async () => {
  const request = shareRequest({ padding: '' });
  const eventId = await service.put({ ...request, requestId: `${request.requestId}-measure` });
  const small = service.sandbox.events().find(({ event }) => event.id === eventId)?.event;
  const envelope = JSON.stringify(small).length - '-measure'.length;
  const stateBytes = 262_144;

  await service.put({ ...request, padding: 'x'.repeat(stateBytes - 40 - envelope) });
  const refused = await service.answer(request.requestId);

  expect(refused['detail-type']).toBe('PortfolioShareRefused');
  expect(refused.detail).toMatchObject({ code: 'REQUEST_INVALID', requestId: request.requestId });
  expect(refused.detail.problems).toEqual([
    expect.objectContaining({
      field: 'detail',
      expected: 'at most 250000 bytes, nested at most 32 levels deep',
    }),
  ]);
  expect(service.executionOf(request.requestId).status).toBe('FAILED');
});

test('a defect of ours still has an outcome, and fails the execution so that the alarm is raised', async () => {
  const request = shareRequest();
  void breakLedger(service, request.requestId, 'WaitForShare');

  const answer = await service.ask(request);

  expect(answer.detail.failure.code).toBe('INTERNAL_ERROR');
  expect(service.executionOf(request.requestId).status).toBe('FAILED');
});

test('every line that a function of the machine logs is JSON and carries the request id', async () => {
  const request = shareRequest();
  await service.ask(request);

  const lines = service.sandbox
    .logs()
    .filter(({ functionName }) => !/sweepLedger/.test(functionName))
    .map(({ line }) => JSON.parse(line))
    // A metric belongs to no request.
    .filter((line) => line._aws === undefined);

  expect(lines.filter(({ requestId }) => requestId === request.requestId).length).toBeGreaterThan(5);
  expect(lines.filter(({ requestId }) => typeof requestId !== 'string')).toEqual([]);
});

test('a share that the ledger cannot keep as wanted delays its outcome, and neither loses it nor stops the queue', async () => {
  const mend = await breakShare(service.sandbox, PORTFOLIO, `ORGANIZATIONAL_UNIT#${UNIT}`);
  const request = shareRequest();

  const answer = await service.ask(request);
  const { organizationNode: _, ...other } = shareRequest({
    action: 'DISASSOCIATE',
    principals: [GUARDED_PATTERN],
  });
  const next = await service.ask(other);

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(service.executionOf(request.requestId).status).toBe('FAILED');
  expect(next['detail-type']).toBe('PortfolioShareCompleted');
  await mend();
});
