import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDoubtful, type Placement, placeAccount } from '../../../core/vending/placement.ts';

const A = 'ou-ab12-aaaaaaaa';
const B = 'ou-ab12-bbbbbbbb';
const ROOT = 'r-ab12';
let ids = 0;

interface Told {
  readonly parentId: string;
  readonly movedFromId?: string;
  readonly happenedAt?: string;
  readonly eventId?: string;
  readonly announcedBy?: string;
}

function tell(standing: Placement | undefined, told: Told) {
  ids += 1;
  const announced = {
    kind: 'PLACED',
    said: [],
    accountId: '444455556666',
    announcedBy: 'MoveAccount',
    eventId: `event-${ids}`,
    ...told,
  } as const;
  return isDoubtful(standing, announced)
    ? ({ change: 'DOUBTFUL' } as const)
    : placeAccount(standing, announced);
}

/** Generations after each announcement, one after the other. */
function follow(...announcements: Told[]): (number | 'DOUBTFUL')[] {
  let standing: Placement | undefined;
  return announcements.map((told) => {
    const change = tell(standing, told);
    if (change.change === 'DOUBTFUL') return 'DOUBTFUL';
    standing = change.placement;
    return standing.generation;
  });
}

const at = (minute: number) => `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z`;
const creation = [
  { parentId: ROOT, happenedAt: at(1) },
  { parentId: A, movedFromId: ROOT, happenedAt: at(2) },
  { parentId: A, happenedAt: at(20) },
  { parentId: A },
];

test('the events of one creation are one stay', () => {
  expect(follow(...creation)).toEqual([1, 1, 1, 1]);
});

test('the events of one creation are one stay in any order, once the account is placed', () => {
  const placed = creation.filter(({ parentId }) => parentId === A);

  fc.assert(
    fc.property(fc.shuffledSubarray(placed, { minLength: placed.length }), (order) => {
      expect(new Set(follow(...order))).toEqual(new Set([1]));
    }),
  );
});

test('away and back is another stay', () => {
  expect(
    follow(
      { parentId: A, happenedAt: at(0) },
      { parentId: B, movedFromId: A, happenedAt: at(1) },
      { parentId: A, movedFromId: B, happenedAt: at(2) },
    ),
  ).toEqual([1, 2, 3]);
});

test('away and back is another stay where all three say the same time', () => {
  expect(
    follow(
      { parentId: A, movedFromId: ROOT, happenedAt: at(1) },
      { parentId: B, movedFromId: A, happenedAt: at(1) },
      { parentId: A, movedFromId: B, happenedAt: at(1) },
    ),
  ).toEqual([1, 2, 3]);
});

test('by way of the root it is another stay too', () => {
  expect(
    follow(
      { parentId: A, happenedAt: at(1) },
      { parentId: ROOT, happenedAt: at(2) },
      { parentId: A, happenedAt: at(3) },
    ),
  ).toEqual([1, 2, 2]);
});

test('a return whose departure is heard of later is another stay, and the late departure is doubtful', () => {
  expect(
    follow(
      { parentId: A, movedFromId: ROOT, happenedAt: at(1) },
      { parentId: A, movedFromId: B, happenedAt: at(3) },
      { parentId: B, movedFromId: A, happenedAt: at(2) },
    ),
  ).toEqual([1, 2, 'DOUBTFUL']);
});

test('what is said of an earlier time is doubtful', () => {
  expect(
    follow({ parentId: B, movedFromId: A, happenedAt: at(30) }, { parentId: A, happenedAt: at(20) }),
  ).toEqual([1, 'DOUBTFUL']);
});

test('a repeated delivery of a move changes nothing, even after the account has moved on', () => {
  const away = { parentId: B, movedFromId: A, happenedAt: at(1), eventId: 'the-same' };

  expect(
    follow(
      { parentId: A, happenedAt: at(0) },
      away,
      { parentId: A, movedFromId: B, happenedAt: at(1) },
      away,
    ),
  ).toEqual([1, 2, 3, 3]);
});

test('a move that only confirms what Control Tower said first is no other stay', () => {
  expect(
    follow({ parentId: B, happenedAt: at(20) }, { parentId: B, movedFromId: A, happenedAt: at(2) }),
  ).toEqual([1, 1]);
});

test('a change says what it is, and what is known from then on', () => {
  const first = tell(undefined, { parentId: A, happenedAt: at(1), eventId: 'first' });
  const placement = {
    accountId: '444455556666',
    parentId: A,
    generation: 1,
    eventIds: ['first'],
    happenedAt: at(1),
  };
  expect(first).toEqual({ change: 'NEW_STAY', placement });
  const untimed = tell(undefined, { parentId: A, eventId: 'first' });
  expect(untimed).toEqual({
    change: 'NEW_STAY',
    placement: { accountId: '444455556666', parentId: A, generation: 1, eventIds: ['first'] },
  });

  expect(tell(placement, { parentId: A, eventId: 'first' })).toEqual({ change: 'SAME_STAY', placement });
  expect(tell(placement, { parentId: A, eventId: 'second' })).toEqual({
    change: 'SAME_STAY',
    placement: { ...placement, eventIds: ['first', 'second'] },
  });
  expect(tell(placement, { parentId: B, eventId: 'second', happenedAt: at(2) })).toEqual({
    change: 'NEW_STAY',
    placement: {
      ...placement,
      parentId: B,
      generation: 2,
      previousParentId: A,
      happenedAt: at(2),
      eventIds: ['first', 'second'],
    },
  });
  expect(tell(placement, { parentId: A, movedFromId: B, eventId: 'second', happenedAt: at(2) })).toEqual({
    change: 'NEW_STAY',
    placement: {
      ...placement,
      generation: 2,
      previousParentId: B,
      happenedAt: at(2),
      eventIds: ['first', 'second'],
    },
  });
});

test('the same move that is told under another event is no other stay', () => {
  const move = { parentId: A, movedFromId: B };

  const stays = follow(
    { parentId: B, happenedAt: at(0) },
    { ...move, happenedAt: at(1) },
    { ...move, happenedAt: at(2) },
  );

  expect(stays).toEqual([1, 2, 2]);
});

test('a time is compared only where both are known', () => {
  expect(follow({ parentId: A }, { parentId: A, movedFromId: B, happenedAt: at(1) })).toEqual([1, 1]);
  expect(follow({ parentId: A, happenedAt: at(1) }, { parentId: A, movedFromId: B })).toEqual([1, 1]);
  expect(follow({ parentId: A, happenedAt: at(1) }, { parentId: B })).toEqual([1, 'DOUBTFUL']);
  expect(follow({ parentId: A }, { parentId: B, happenedAt: at(1) })).toEqual([1, 'DOUBTFUL']);
  expect(follow({ parentId: A }, { parentId: B })).toEqual([1, 'DOUBTFUL']);
});

test('the latest twenty events are remembered', () => {
  const eventIds = Array.from({ length: 20 }, (_, nth) => `event ${nth}`);
  const standing = { accountId: '444455556666', parentId: A, generation: 1, eventIds };

  expect(tell(standing, { parentId: A, eventId: 'last' })).toMatchObject({
    placement: { eventIds: [...eventIds.slice(1), 'last'] },
  });
});
