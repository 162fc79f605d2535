import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Placement, placeAccount } from '../../../core/vending/placement.ts';

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
  return placeAccount(standing, {
    kind: 'PLACED',
    said: [],
    accountId: '444455556666',
    announcedBy: 'MoveAccount',
    eventId: `event-${ids}`,
    ...told,
  });
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
      { parentId: A },
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
  expect(follow({ parentId: A }, { parentId: ROOT }, { parentId: A })).toEqual([1, 2, 2]);
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

  expect(follow({ parentId: A }, away, { parentId: A, movedFromId: B, happenedAt: at(1) }, away)).toEqual([
    1, 2, 3, 3,
  ]);
});

test('a move that only confirms what Control Tower said first is no other stay', () => {
  expect(
    follow({ parentId: B, happenedAt: at(20) }, { parentId: B, movedFromId: A, happenedAt: at(2) }),
  ).toEqual([1, 1]);
});
