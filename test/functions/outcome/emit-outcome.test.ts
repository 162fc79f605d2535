import { expect, test } from 'vitest';
import { handler as emitOutcome } from '../../../functions/outcome/emit-outcome.ts';
import { BEFORE, type Given, NOW, RECORD, REQUEST, SHARE_ITEM, UNIT } from '../given.ts';
import { INVOCATION, step } from '../step.ts';

const OUTCOME = { detailType: 'PortfolioShareCompleted', detail: { outcomeId: 'out-1', effect: 'CREATED' } };
const OFF = { shareTagOptions: true, sharePrincipals: false };
const SELF = `${NOW} ${INVOCATION}`;
const REFUSES = {
  PutEvents: { FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'slow' }] },
};

const emit = (admission: string, given: Given = {}) =>
  step(
    emitOutcome,
    { admission, requestKey: 'req-1', requestId: 'test-1' },
    { ...given, record: { outcome: OUTCOME, ...given.record } },
  );

test('an outcome is told once, and marked as told', async () => {
  const { told, record, said, lines } = await emit('NEW', {
    record: { work: 'OPEN_REQUEST', workAt: BEFORE },
  });

  expect(told).toEqual([
    { detailType: OUTCOME.detailType, detail: { ...OUTCOME.detail, delivery: { repeat: false } } },
  ]);
  expect(record).toMatchObject({
    emittedAt: NOW,
    phase: 'EMITTED',
    firstEmission: SELF,
    expiresAt: expect.any(Number),
  });
  expect(record).not.toHaveProperty('work');
  expect(said).toEqual(['INFO Emitted the outcome']);
  expect(lines[0]).toMatchObject({ eventId: 'event-2', detailType: OUTCOME.detailType, isRepeat: false });
});

test('one that was told meanwhile is not told again', async () => {
  const { told, said, error } = await emit('NEW', { record: { emittedAt: BEFORE } });

  expect([told, said, error]).toEqual([[], [], undefined]);
});

test.each([
  [
    'that may have been told before says so',
    'NEW',
    { firstEmission: 'another' },
    { repeat: true, unconfirmed: true },
  ],
  [
    'that is asked for again is a repeat',
    'REPEATED',
    { firstEmission: 'another', emittedAt: BEFORE },
    { repeat: true },
  ],
  [
    'that was told without an answer, and is asked for again, too',
    'REPEATED',
    { firstEmission: 'another' },
    { repeat: true, unconfirmed: true },
  ],
])('an outcome %s', async (_, admission, record, delivery) => {
  const { told, lines } = await emit(admission, { record });

  expect(told[0]?.detail.delivery).toEqual(delivery);
  expect(lines[0]).toMatchObject({ isRepeat: admission === 'REPEATED' });
});

test.each([
  ['refused by the bus, it is as if it was never begun', {}, REFUSES, 'EventNotAccepted', false],
  ['without an answer, it may have been told', {}, { PutEvents: 'DROP' }, 'ServiceUnavailable', true],
  [
    'refused after another attempt, it may have been told',
    { firstEmission: 'another' },
    REFUSES,
    'EventNotAccepted',
    true,
  ],
])('%s', async (_, record, aws, error, isBegun) => {
  const happened = await emit('NEW', { record, aws });

  expect(happened.error).toContain(error);
  expect('firstEmission' in happened.record).toBe(isBegun);
  expect(happened.record).not.toHaveProperty('emittedAt');
});

test('a request without an outcome has nothing to tell', async () => {
  expect((await emit('NEW', { record: { outcome: undefined } })).error).toBe(
    'Error: The ledger holds no outcome for req-1',
  );
});

const LEFT = { before: OFF, share: { write: 'DELETE', status: 'COMPLETED', successfulSoFar: 0 } };
const WANTED = { ...SHARE_ITEM, wanted: { ...OFF, principals: [], requestId: 'x' } };

test('what was deleted to be made again, and was not, is asked for again first', async () => {
  const { told, inputs } = await emit('NEW', { record: LEFT, items: [WANTED] });

  expect(told.map(({ detailType }) => detailType)).toEqual(['PortfolioShareRequested', OUTCOME.detailType]);
  expect(told[0]?.detail).toMatchObject({
    requestId: 'repair-out-1',
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNIT },
    shareTagOptions: true,
  });
  expect(told[0]?.detail).not.toHaveProperty('retryOf');
  expect(inputs.PutEvents?.[0].input.Entries[0].Source).toBe('foliocast.reconciliation');
});

test.each([
  ['nobody wants it any more', 'NEW', LEFT, []],
  ['it was asked for already', 'REPEATED', { ...LEFT, emittedAt: BEFORE }, [WANTED]],
  ['it is there', 'NEW', { before: OFF }, [WANTED]],
])('it is not asked for where %s', async (_, admission, record, items) => {
  expect((await emit(admission, { record, items })).told).toHaveLength(1);
});

test('a refusal is told as it is', async () => {
  const refusal = { refusalId: 'ref-1', code: 'REQUEST_INVALID' };

  const { told, said, lines } = await step(emitOutcome, { admission: 'REFUSED', refusal }, { record: null });

  expect(told).toEqual([{ detailType: 'PortfolioShareRefused', detail: refusal }]);
  expect(said).toEqual(['INFO Emitted the refusal']);
  expect(lines[0]).toMatchObject({ eventId: 'event-2', code: 'REQUEST_INVALID' });
});

const TRIAL = {
  admission: 'DRY_RUN',
  requestId: 'test-1',
  trial: { eventId: 'event-1', requester: RECORD.requester, request: REQUEST },
};

test('a trial is told as it was planned', async () => {
  const planned = { planId: 'plan-event-1' };

  const { told, said, lines } = await step(emitOutcome, { ...TRIAL, planned }, { record: null });

  expect(told).toEqual([{ detailType: 'PortfolioSharePlanned', detail: planned }]);
  expect(said).toEqual(['INFO Told what a request would do']);
  expect(lines[0]).toMatchObject({ eventId: 'event-2' });
});

test.each([
  [{ Error: 'ThrottlingException', Cause: '{"errorMessage":"slow"}' }, 'THROTTLED', false],
  [undefined, 'INTERNAL_ERROR', true],
])('a trial that could not be made is answered with its error: %j', async (error, code, isDefect) => {
  const { told, said, lines } = await step(emitOutcome, { ...TRIAL, error }, { record: null });

  expect(told[0]).toMatchObject({
    detailType: 'PortfolioSharePlanned',
    detail: { planId: 'plan-event-1', decision: 'ALLOW', failure: { code } },
  });
  expect(said).toEqual(['WARN A request could not be tried']);
  expect(lines[0]).toMatchObject({ eventId: 'event-2', code, isDefect });
});
