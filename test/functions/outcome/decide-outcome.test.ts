import { expect, test } from 'vitest';
import { handler as decideOutcome } from '../../../functions/outcome/decide-outcome.ts';
import { handler as startReconciliation } from '../../../functions/reconciliation/start-reconciliation.ts';
import { BEFORE, type Given, NOW, PORTFOLIO, RECORD, SHARE_ITEM, UNIT } from '../given.ts';
import { meanwhile, step } from '../step.ts';

const ENTRY = `PORTFOLIO#${PORTFOLIO} SHARE#ORGANIZATIONAL_UNIT#${UNIT}`;
const OFF = { shareTagOptions: false, sharePrincipals: false };
const accounts = { succeeded: 2, failed: 0, alreadyReached: 0, alreadyReachedAccounts: [], failures: [] };
const SHARE = {
  write: 'CREATE',
  portfolioShareToken: 'share-1',
  status: 'COMPLETED',
  successfulSoFar: 2,
  accounts,
};
const INTENT = { write: 'CREATE', number: 1, startedAt: '2026-03-02T09:51:00.000Z', answer: 'ANSWERED' };
const MADE = { before: 'ABSENT', plannedWrite: 'CREATE', intent: INTENT, share: SHARE };
const GONE = {
  before: OFF,
  plannedWrite: 'DELETE',
  intent: { ...INTENT, write: 'DELETE' },
  share: { ...SHARE, write: 'DELETE' },
};
const WANTED = {
  ...OFF,
  principals: [],
  requestId: 'x',
  requestKey: 'req-x',
  keptAt: BEFORE,
  severity: 'NONE',
  lentRights: false,
  alreadyReached: { count: 0, accounts: [] },
};
const KEPT = { ...SHARE_ITEM, wanted: WANTED, generation: 1, decidedSequence: 1 };
const PRINCIPAL = { principalArn: 'arn:aws:iam::111122223333:role/a', principalType: 'IAM' };
const DENIED =
  'User: arn:aws:sts::111122223333:assumed-role/share/x is not authorized to perform: servicecatalog:CreatePortfolioShare';

const decide = (given: Given = {}, error?: object) =>
  step(decideOutcome, { requestKey: 'req-1', requestId: 'test-1', error }, { record: MADE, ...given });

test('what was made is completed, and wanted from now on', async () => {
  const { out, record, ledger, said, lines, metrics } = await decide();

  expect(out).toEqual({ detailType: 'PortfolioShareCompleted', isDefect: false });
  expect(record).toMatchObject({
    stoppedAt: NOW,
    phase: 'DECIDED',
    outcome: { detailType: 'PortfolioShareCompleted' },
  });
  expect(ledger[ENTRY]).toMatchObject({
    wanted: { ...OFF, requestId: 'test-1' },
    generation: 1,
    decidedSequence: 3,
    end: { access: 'ALL', requestId: 'test-1' },
  });
  expect(ledger[ENTRY]).not.toHaveProperty('expiresAt');
  expect(ledger[`PORTFOLIO#${PORTFOLIO} PORTFOLIO`]).toMatchObject({ work: 'PORTFOLIO', workAt: PORTFOLIO });
  expect(said).toEqual(['INFO Decided']);
  expect(lines[0]).toMatchObject({ detailType: 'PortfolioShareCompleted', effect: 'CREATED' });
  expect(metrics).toEqual([]);
});

test('the first outcome that was written stands', async () => {
  const outcome = {
    detailType: 'PortfolioShareFailed',
    detail: {
      outcomeId: 'out-x',
      effect: 'UNCHANGED',
      failure: { code: 'SHARE_BUSY' },
      timing: { decidedAt: BEFORE },
    },
  };

  const { out, record } = await decide({ record: { ...MADE, outcome } });

  expect(out).toEqual({ detailType: 'PortfolioShareFailed', isDefect: false });
  expect(record.outcome).toEqual(outcome);
});

test.each([
  ['a defect', { Error: 'TypeError', Cause: '{"errorMessage":"x"}' }, true, 1],
  [
    'a missing right',
    { Error: 'AccessDeniedException', Cause: JSON.stringify({ errorMessage: DENIED }) },
    true,
    1,
  ],
  ['a lost lease', { Error: 'LeaseLost', Cause: '{"errorMessage":"x"}' }, false, 1],
  [
    'what its sender can mend',
    { Error: 'RequestRejected', Cause: '{"errorMessage":"PORTFOLIO_NOT_FOUND: x"}' },
    false,
    0,
  ],
])('the alarm rings for what only its operator can mend: %s', async (_, error, isDefect, failures) => {
  const { out, metrics, lines } = await decide({ record: {} }, error);

  expect(out).toEqual({ detailType: 'PortfolioShareFailed', isDefect });
  expect(metrics.map(({ FailuresOfOurs }) => FailuresOfOurs)).toEqual(failures ? [1] : []);
  expect(lines.at(-1)).toMatchObject({ error });
});

test('so it does where a call was denied, and the share is there all the same', async () => {
  const { out, lines } = await decide({ record: { ...MADE, meansRefused: DENIED } });

  expect(out).toEqual({ detailType: 'PortfolioShareCompleted', isDefect: true });
  expect(lines.at(-1)).toMatchObject({ denied: DENIED });
});

test('what was removed is not wanted any more, and its item expires', async () => {
  const { ledger } = await decide({ record: GONE, request: { action: 'UNSHARE' }, items: [KEPT] });

  expect(ledger[ENTRY]).toMatchObject({ generation: 2, decidedSequence: 3, leftBehind: [] });
  expect(ledger[ENTRY]).not.toHaveProperty('wanted');
  expect(ledger[ENTRY].expiresAt).toBeGreaterThan(Date.parse(NOW) / 1_000 + 400 * 86_400);
  expect(ledger).not.toHaveProperty([`PORTFOLIO#${PORTFOLIO} PORTFOLIO`]);
});

test('what a failed request left on the portfolio is kept', async () => {
  const principals = { associated: 1, alreadyAssociated: 0, toAssociate: [0], settled: [0] };
  const failed = { Error: 'RequestRejected', Cause: '{"errorMessage":"SHARE_BUSY: x"}' };
  const request = { principals: [PRINCIPAL] };

  const wanted = await decide({ record: { principals }, request, items: [KEPT] }, failed);
  const unwanted = await decide({ record: { principals }, request, items: [SHARE_ITEM] }, failed);

  expect(wanted.ledger[ENTRY]).toMatchObject({ wanted: WANTED, leftBehind: [PRINCIPAL], generation: 1 });
  for (const { ledger, error } of [wanted, unwanted]) {
    expect(error).toBeUndefined();
    expect(ledger[ENTRY]).not.toHaveProperty('expiresAt');
  }
});

test('a failed request that left nothing behind changes nothing, and an unwanted item expires', async () => {
  const failed = { Error: 'RequestRejected', Cause: '{"errorMessage":"SHARE_BUSY: x"}' };

  const wanted = await decide({ record: {}, items: [KEPT] }, failed);
  const unwanted = await decide({ record: {}, items: [SHARE_ITEM] }, failed);

  expect(wanted.ledger[ENTRY]).toEqual({ wanted: WANTED, generation: 1, decidedSequence: 1 });
  expect(unwanted.ledger[ENTRY]).toEqual({ expiresAt: expect.any(Number) });
});

test('it is not under way any more', async () => {
  const flight = {
    pk: SHARE_ITEM.pk,
    sk: `FLIGHT#ORGANIZATIONAL_UNIT#${UNIT}#req-1`,
    expiresAt: 99_999_999_999,
  };
  const listed = { ...SHARE_ITEM, inFlight: new Set(['req-1', 'req-2']) };

  const { ledger } = await decide({ items: [flight, listed] });

  expect(ledger[`${flight.pk} ${flight.sk}`].expiresAt).toBe(Date.parse(NOW) / 1_000);
  expect(ledger[ENTRY].inFlight).toEqual(new Set(['req-2']));
});

const END = {
  access: 'ALL',
  flags: 'ALL',
  failures: [],
  requestId: 'x',
  grantedAt: '2026-03-01T00:00:00.000Z',
};

test('an end that is as it was is not written again', async () => {
  const untouched = await decide(
    { record: { grantedAt: undefined }, items: [{ ...SHARE_ITEM, end: END }] },
    { Error: 'LeaseLost', Cause: '{}' },
  );

  expect(untouched.ledger[ENTRY].end).toEqual(END);
});

test.each([
  ['an earlier turn', {}, true],
  ['another request whose turn began at the same instant', { grantedAt: BEFORE }, true],
  ['this very turn, of which more was learned since', { grantedAt: BEFORE, requestId: 'test-1' }, false],
  ['a later turn', { grantedAt: NOW }, false],
])('the end of %s is replaced: %j, %s', async (_, more, isReplaced) => {
  const before = { ...END, access: 'UNKNOWN', ...more };

  const { ledger } = await decide({ items: [{ ...SHARE_ITEM, end: before }] });

  if (isReplaced)
    expect(ledger[ENTRY].end).toMatchObject({ access: 'ALL', requestId: 'test-1', grantedAt: BEFORE });
  else expect(ledger[ENTRY].end).toEqual(before);
});

const refuses = (text: string, times: number) => {
  let left = times;
  return async (operation: string, body: string) =>
    operation === 'UpdateItem' && body.includes(text) && left-- > 0
      ? 'ConditionalCheckFailedException: changed'
      : undefined;
};

test.each([
  ['known', { end: END }],
  ['not known', {}],
])('an act of others that is told at the same time is not lost, the end before being %s', async (_, item) => {
  const detail = {
    eventName: 'UpdatePortfolioShare',
    eventTime: '2026-03-02T09:58:00Z',
    requestParameters: { portfolioId: PORTFOLIO, organizationNode: { value: UNIT } },
  };
  const event = { 'detail-type': 'AWS API Call via CloudTrail', detail };
  const told = { event, runId: 'run-1', startedAt: NOW };
  const items = [
    { pk: `PORTFOLIO#${PORTFOLIO}`, sk: 'PORTFOLIO' },
    { ...SHARE_ITEM, lastSequence: 1, ...item },
  ];

  const { ledger } = await decide({ items, ledger: meanwhile('"#end"', startReconciliation, told) });

  expect(ledger[ENTRY].end).toMatchObject({
    access: 'UNKNOWN',
    flags: 'UNKNOWN',
    requestId: 'test-1',
    othersActedAt: '2026-03-02T09:58:00.000Z',
  });
});

test('it tries again where others have decided about the same share meanwhile, ten times', async () => {
  const ninth = await decide({ ledger: refuses('decidedSequence', 9) });
  const tenth = await decide({ ledger: refuses('decidedSequence', Number.POSITIVE_INFINITY) });

  expect(ninth.ledger[ENTRY].wanted).toMatchObject({ requestId: 'test-1' });
  expect(tenth.error).toBe('Error: The wanted share of req-1 was changed by others 10 times');
  expect(tenth.record.outcome.detailType).toBe('PortfolioShareCompleted');
});

test('so it does where others have changed what is known of its end', async () => {
  const ninth = await decide({ ledger: refuses('endVersion', 9) });
  const tenth = await decide({ ledger: refuses('endVersion', Number.POSITIVE_INFINITY) });

  expect(ninth.ledger[ENTRY].end).toMatchObject({ requestId: 'test-1' });
  expect(tenth.error).toBe(
    `Error: The end of the share of ${PORTFOLIO} with ${UNIT} was changed by others 10 times`,
  );
});

test('a request that is not in the ledger has no outcome', async () => {
  expect((await decide({ record: null })).error).toContain('The ledger holds no request req-1');
  expect(RECORD.requestKey).toBe('req-1');
});
