import { expect, test } from 'vitest';
import { keepPaused } from '../../../aws/ledger/pause.ts';
import { handler as acquireLease } from '../../../functions/lease/acquire-lease.ts';
import { handler as releaseLease } from '../../../functions/lease/release-lease.ts';
import { stepAside } from '../../../functions/lease/step-aside.ts';
import {
  BEFORE,
  type Given,
  HELD,
  HOLDER,
  NOW,
  PLACE,
  PORTFOLIO,
  RECORD,
  SCOPE,
  SHARE_ITEM,
  TURN,
  UNIT,
} from '../given.ts';
import { meanwhile, part, step } from '../step.ts';

const LEASE = `LEASE#${SCOPE} LEASE`;
const TICKET = 'REQUEST#req-1 TURN';
const FREE = { fence: 7, queue: [] };
const NEW = { leaseScope: undefined, fence: undefined, grantedAt: undefined, phase: 'CHECKED' };
const OTHER = { ...HOLDER, requestKey: 'req-2', place: undefined };
const WAITING = {
  pk: 'REQUEST#req-1',
  sk: 'TURN',
  turn: 1,
  state: 'WAITING',
  taskToken: 'token-0',
  tokenAt: BEFORE,
  scope: SCOPE,
  place: PLACE,
};
const SECOND = '1#000000000006#req-2#0001';
const NEXT = [
  {
    pk: 'REQUEST#req-2',
    sk: 'TURN',
    turn: 1,
    state: 'WAITING',
    taskToken: 'token-2',
    tokenAt: BEFORE,
    scope: SCOPE,
    place: SECOND,
  },
  { pk: `QUEUE#${SCOPE}`, sk: SECOND, since: BEFORE },
  { pk: `LENGTH#${SCOPE}`, sk: 'LENGTH', waiting: 1 },
];

function acquire(given: Given = {}, input: object = {}) {
  const event = { ...TURN, taskToken: 'token-1', turn: { number: 1 }, ...input };
  return step(acquireLease, event, { lease: FREE, ...given, record: { ...NEW, ...given.record } });
}

test('whoever comes to a free lease has it at once, and is told so', async () => {
  const { ledger, record, inputs, said, lines, error } = await acquire({ lease: null });

  expect(error).toBeUndefined();
  expect(ledger[LEASE]).toMatchObject({
    fence: 1,
    lastGrantedAt: NOW,
    holder: { requestKey: 'req-1', turn: 1, place: PLACE, fence: 1, grantedAt: NOW },
  });
  expect(ledger[TICKET]).toMatchObject({
    state: 'GRANTED',
    fence: 1,
    taskToken: 'token-1',
    tokenAt: NOW,
    scope: SCOPE,
    place: PLACE,
  });
  expect(ledger).not.toHaveProperty([`QUEUE#${SCOPE} ${PLACE}`]);
  expect(ledger[`LENGTH#${SCOPE} LENGTH`].waiting).toBe(0);
  expect(record).toMatchObject({ phase: 'QUEUED', leaseScope: SCOPE });
  expect(ledger[`PORTFOLIO#${PORTFOLIO} SHARE#ORGANIZATIONAL_UNIT#${UNIT}`].newestWish).toMatchObject({
    sequence: 3,
    requestKey: 'req-1',
  });
  const [{ input }] = inputs.SendTaskSuccess as [{ input: { taskToken: string; output: string } }];
  expect(input.taskToken).toBe('token-1');
  expect(JSON.parse(input.output)).toEqual({ fence: 1, grantedAt: NOW, scope: SCOPE });
  expect(said).toEqual(['INFO Waiting for the lease']);
  expect(lines[0]).toMatchObject({ scope: SCOPE, joined: 'WAITING', turn: 1 });
});

test.each([
  ['somebody holds it', { ...HELD, holder: OTHER }],
  [
    'a share of a former holder may still run',
    { ...FREE, draining: { requestKey: 'req-2', fence: 7, since: BEFORE, until: NOW } },
  ],
  ['an operator has paused it', { ...FREE, pausedAt: BEFORE }],
])('it waits while %s', async (_, lease) => {
  const { ledger, calls } = await acquire({ lease });

  expect(calls).toEqual([]);
  expect(ledger[TICKET].state).toBe('WAITING');
  expect(ledger[`QUEUE#${SCOPE} ${PLACE}`]).toBeDefined();
  expect(ledger[`LENGTH#${SCOPE} LENGTH`].waiting).toBe(1);
});

test('it waits while writes are paused, though the command ended before it marked the lease', async () => {
  const pause = { pk: 'PAUSE', sk: 'PAUSE', pausedAt: BEFORE, pausedBy: 'ana' };

  const { ledger, calls } = await acquire({ items: [pause] });

  expect(calls).toEqual([]);
  expect(ledger[LEASE]).toEqual({ ...FREE, pausedAt: BEFORE });
});

test('a holder that was granted a moment ago is not told by those who join; an older one is', async () => {
  const holder = { ...OTHER, confirmedAt: undefined, place: SECOND, turn: 1 };
  const [ticket] = NEXT;
  const items = [{ ...ticket, state: 'GRANTED', fence: 7 } as never];
  const granted = (grantedAt: string) =>
    acquire({ items, lease: { ...HELD, holder: { ...holder, grantedAt } } });

  const young = await granted('2026-03-02T09:59:55.001Z');
  const old = await granted('2026-03-02T09:59:55.000Z');

  expect(young.calls).toEqual([]);
  expect(old.inputs.SendTaskSuccess?.[0].input.taskToken).toBe('token-2');
});

test('a repeated attempt that was granted meanwhile is told by its own token, at once', async () => {
  const items = [{ ...WAITING, state: 'GRANTED', fence: 7 }];
  const lease = { ...HELD, holder: { ...HOLDER, confirmedAt: undefined, grantedAt: NOW } };

  const { inputs, lines } = await acquire({ items, lease });

  expect(inputs.SendTaskSuccess?.[0].input.taskToken).toBe('token-1');
  expect(lines[0]).toMatchObject({ joined: 'GRANTED' });
});

test('a later attempt is later by the count of the machine, though its clock is behind', async () => {
  const attempt = (RetryCount: number, redrives = 0) => ({
    attempt: { state: { EnteredTime: BEFORE, RetryCount }, redrives },
  });
  const recorded = { ...WAITING, tokenAt: `${BEFORE} 00000 00009` };

  const repeated = await acquire({ items: [recorded] }, attempt(10));
  const redriven = await acquire({ items: [recorded] }, attempt(0, 1));
  const frozen = await acquire({ items: [recorded] }, attempt(8));

  for (const { error, ledger } of [repeated, redriven]) {
    expect(error).toBeUndefined();
    expect(ledger[TICKET].taskToken).toBe('token-1');
  }
  expect(frozen.error).toBe('LedgerUnavailable: A later attempt waits for the lease already');
});

test.each([
  ['is over', { ...WAITING, state: 'ENDED', closedAt: NOW }, 'LeaseLost: Turn 1 of the request is over'],
  ['was begun by a later one', { ...WAITING, turn: 2 }, 'LeaseLost: Turn 1 of the request is over'],
  [
    'waits for a later attempt',
    { ...WAITING, tokenAt: '2026-03-02T10:00:01.000Z' },
    'LedgerUnavailable: A later attempt waits for the lease already',
  ],
])('an attempt whose turn %s does not join', async (_, ticket, error) => {
  const happened = await acquire({ items: [ticket] });

  expect(happened.error).toBe(error);
  expect(happened.ledger).not.toHaveProperty([`QUEUE#${SCOPE} ${PLACE}`]);
});

test('the queue has an end, except for what takes access away', async () => {
  const full = [{ pk: `LENGTH#${SCOPE}`, sk: 'LENGTH', waiting: 5_000 }];
  const lease = { ...HELD, holder: OTHER };

  const refused = await acquire({ items: full, lease });
  const last = await acquire({ items: [{ ...full[0], waiting: 4_999 } as never], lease });
  const removal = await acquire({ items: full, lease, request: { action: 'UNSHARE' } });
  const repeated = await acquire({ items: [...full, WAITING], lease });

  expect(refused.error).toBe('RequestRejected: QUEUE_FULL: 5000 requests wait for their turn already');
  for (const { error } of [last, removal, repeated]) expect(error).toBeUndefined();
  expect(removal.ledger[TICKET].place).toBe(PLACE.replace('1#', '0#'));
});

test('its place is by its number, and its turn by the round of its approval', async () => {
  const lease = { ...HELD, holder: OTHER };
  const placed = async (record: object, input: object) =>
    (await acquire({ record, lease }, input)).ledger[TICKET];

  expect(await placed({}, { turn: { number: 3 } })).toMatchObject({
    turn: 3,
    place: '1#000000000005#req-1#0003',
  });
  expect(await placed({ approval: { round: 2, requestedAt: BEFORE } }, { turn: undefined })).toMatchObject({
    turn: 3,
  });
  expect(await placed({ number: undefined }, { turn: undefined })).toMatchObject({
    turn: 1,
    place: '1#000000000000#req-1#0001',
  });
});

test('it joins the queue that it joined before', async () => {
  const { ledger, record } = await acquire({ record: { leaseScope: 'port-x' } });

  expect(ledger['LEASE#port-x LEASE'].holder).toMatchObject({ requestKey: 'req-1' });
  expect(record.leaseScope).toBe('port-x');
});

test.each([
  ['cancelled', { cancelledBy: 'ana' }, 'RequestRejected: CANCELLED: cancelled by ana'],
  [
    'too old',
    { requestedAt: '2026-03-01T09:00:00.000Z' },
    'RequestRejected: EXPIRED: request test-1 of 2026-03-01T09:00:00.000Z is 90000 s old',
  ],
  ['stopped', { stoppedAt: BEFORE }, 'LeaseLost: The outcome of the request is decided'],
])('a request that is %s does not join', async (_, record, error) => {
  const happened = await acquire({ record });

  expect(happened.error).toContain(error);
  expect(happened.ledger).not.toHaveProperty([TICKET]);
});

const release = (given: Given = {}) => step(releaseLease, TURN, given);
const SHARE = { write: 'CREATE', portfolioShareToken: 'share-1', status: 'IN_PROGRESS', successfulSoFar: 0 };

test('whoever leaves lets the next one on', async () => {
  const { ledger, inputs, said, lines } = await release({
    items: [{ ...WAITING, state: 'GRANTED', fence: 7 }, ...NEXT],
  });

  expect(ledger[LEASE]).toMatchObject({ fence: 8, holder: { requestKey: 'req-2', fence: 8 } });
  expect(ledger[TICKET]).toMatchObject({ state: 'ENDED', closedAt: NOW });
  expect(inputs.SendTaskSuccess?.map(({ input }) => input.taskToken)).toEqual(['token-2']);
  expect(said).toEqual(['INFO Left the lease']);
  expect(lines[0]).toMatchObject({ scope: SCOPE, left: 'RELEASED' });
});

test('while its share may still run, the lease drains', async () => {
  const { ledger, lines, calls } = await release({ record: { share: SHARE }, items: NEXT });

  const draining = {
    requestKey: 'req-1',
    fence: 7,
    portfolioShareToken: 'share-1',
    since: NOW,
    until: '2026-03-02T12:00:00.000Z',
  };
  expect(ledger[LEASE]).toEqual({ ...FREE, draining });
  expect(lines[0]).toMatchObject({ left: 'DRAINING' });
  expect(calls).toEqual([]);
});

test('whoever waits leaves the queue', async () => {
  const items = [
    WAITING,
    { pk: `QUEUE#${SCOPE}`, sk: PLACE, since: BEFORE },
    { pk: `LENGTH#${SCOPE}`, sk: 'LENGTH', waiting: 1 },
  ];

  const { ledger, lines } = await release({
    items,
    lease: { ...HELD, holder: OTHER },
    record: { leaseScope: undefined },
  });

  expect(ledger).not.toHaveProperty([`QUEUE#${SCOPE} ${PLACE}`]);
  expect(ledger[`LENGTH#${SCOPE} LENGTH`].waiting).toBe(0);
  expect(ledger[LEASE].holder).toEqual(JSON.parse(JSON.stringify(OTHER)));
  expect(lines[0]).toMatchObject({ scope: SCOPE, left: 'LEFT' });
});

test('whoever waits in another queue leaves that one, and whoever holds leaves no place', async () => {
  const place = { pk: 'QUEUE#port-x', sk: PLACE, since: BEFORE };
  const own = { pk: `QUEUE#${SCOPE}`, sk: PLACE, since: BEFORE };

  const elsewhere = await release({ items: [{ ...WAITING, scope: 'port-x' }, place] });
  const unsaid = await release({
    items: [{ ...WAITING, scope: undefined }, own],
    lease: { ...HELD, holder: OTHER },
  });
  const holding = await release({
    items: [{ ...WAITING, state: 'GRANTED', fence: 7 }, own],
    lease: { ...HELD, pausedAt: BEFORE },
  });

  expect(elsewhere.ledger).not.toHaveProperty([`QUEUE#port-x ${PLACE}`]);
  expect(unsaid.ledger).not.toHaveProperty([`QUEUE#${SCOPE} ${PLACE}`]);
  expect(holding.ledger).toHaveProperty([`QUEUE#${SCOPE} ${PLACE}`]);
});

test('one that waited under version 0.1.0 leaves its list; one with a ticket leaves it to its turn', async () => {
  const lease = { ...HELD, holder: OTHER, queue: ['req-0', 'req-1'] };

  const listed = await release({ lease });
  const ticketed = await release({ lease, items: [WAITING] });

  expect(listed.ledger[LEASE].queue).toEqual(['req-0']);
  expect(ticketed.ledger[LEASE].queue).toEqual(['req-0', 'req-1']);
});

test('who waited under version 0.1.0 is told by the token in its record', async () => {
  const old = { pk: 'REQUEST#req-2', sk: 'REQUEST', requestKey: 'req-2', taskToken: 'token-old' };

  const told = await release({ lease: { ...HELD, queue: ['req-2'] }, items: [old] });
  const unknown = await release({ lease: { ...HELD, queue: ['req-2'] } });

  expect(told.inputs.SendTaskSuccess?.[0].input.taskToken).toBe('token-old');
  expect(told.ledger[LEASE]).toMatchObject({
    queue: [],
    holder: { requestKey: 'req-2', fence: 8, grantedAt: NOW },
  });
  expect(unknown.calls).toEqual([]);
});

test('a turn that steps aside ends under its own fence alone', async () => {
  const aside = (fence: number | undefined, record: object = RECORD) =>
    part((task) => stepAside(record as never, fence, task.now), { items: NEXT });

  const left = await aside(7);
  const never = await aside(0);
  const late = await aside(6);
  const old = await aside(undefined, { ...RECORD, leaseScope: undefined });

  for (const { ledger } of [left, old])
    expect(ledger[LEASE].holder).toMatchObject({ requestKey: 'req-2', fence: 8 });
  for (const { ledger } of [never, late]) expect(ledger[LEASE].holder).toEqual(HOLDER);
  expect(left.calls).toEqual(['SendTaskSuccess']);
  expect(left.ledger).not.toHaveProperty([TICKET]);
  expect(SHARE_ITEM.pk).toContain(PORTFOLIO);
});

test('whoever resumes while a pause is being marked leaves no mark', async () => {
  const items = [{ pk: 'PAUSE', sk: 'PAUSE', pausedAt: BEFORE, pausedBy: 'ana' }];
  const resume = meanwhile('SET pausedAt', () => keepPaused(undefined, ''), {});

  const { ledger } = await acquire({ items, ledger: resume });
  const paused = await acquire({ items });

  expect(ledger[LEASE]).not.toHaveProperty('pausedAt');
  expect(paused.ledger[LEASE]).toMatchObject({ pausedAt: BEFORE });
});
