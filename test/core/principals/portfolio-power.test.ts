import { expect, test } from 'vitest';
import {
  boundConstraints,
  constraintMarks,
  lendingConstraints,
  lendsRights,
  limitingConstraints,
  type PortfolioPower,
  unreadConstraints,
} from '../../../core/principals/portfolio-power.ts';

const UNREADABLE: PortfolioPower = { readable: false };
const POWER = {
  readable: true as const,
  launchConstraints: ['cons-c', 'cons-a'],
  stackSetConstraints: ['cons-b'],
  templateConstraints: ['cons-2', 'cons-1'],
} satisfies PortfolioPower;
const READ = {
  ...POWER,
  contents: {
    'cons-a': 'on prod-1: RoleArn A',
    'cons-b': 'on prod-2',
    'cons-c': 'on prod-3',
    'cons-1': 'on prod-4',
  },
} satisfies PortfolioPower;

test('a yes binds to every constraint, to those that lend rights first, whatever order AWS lists them in', () => {
  expect(boundConstraints(POWER)).toEqual(['cons-a', 'cons-b', 'cons-c', 'cons-1', 'cons-2']);
  expect(boundConstraints(UNREADABLE)).toEqual([]);
});

test('constraints are told in words, and those are named that nobody could read', () => {
  expect(lendingConstraints(READ)).toEqual([
    'cons-a on prod-1: RoleArn A',
    'cons-b on prod-2',
    'cons-c on prod-3',
  ]);
  expect(limitingConstraints(READ)).toEqual(['cons-1 on prod-4', 'cons-2 (what it says could not be read)']);
  expect(unreadConstraints(READ)).toEqual(['cons-2']);
});

test('before it was read what they say, they are told by their ids, and no yes can be held against them', () => {
  expect(lendingConstraints(POWER)).toEqual(['cons-a', 'cons-b', 'cons-c']);
  expect(limitingConstraints(POWER)).toEqual(['cons-1', 'cons-2']);
  expect(unreadConstraints(POWER)).toEqual([]);
  expect(constraintMarks(POWER)).toBeUndefined();
});

test('what cannot be read counts as lending rights', () => {
  expect(lendsRights(UNREADABLE)).toBe(true);
  expect(lendingConstraints(UNREADABLE)).toEqual(['UNREADABLE']);
  expect(limitingConstraints(UNREADABLE)).toEqual([]);
  expect(unreadConstraints(UNREADABLE)).toEqual([]);
  expect(constraintMarks(UNREADABLE)).toEqual({ lending: ['UNREADABLE'], limiting: [] });
});

test('a mark is short, and another where the constraint says something else', () => {
  const says = (text: string) => {
    const contents = { ...READ.contents, 'cons-a': text };
    return constraintMarks({ ...READ, contents })?.lending[0];
  };

  expect(constraintMarks(READ)?.limiting).toEqual([
    expect.stringMatching(/^cons-1#[0-9a-f]{16}$/),
    expect.stringMatching(/^cons-2#[0-9a-f]{16}$/),
  ]);
  expect(says('on prod-1: RoleArn A')).toBe(constraintMarks(READ)?.lending[0]);
  expect(says('on prod-1: RoleArn B')).not.toBe(constraintMarks(READ)?.lending[0]);
  expect(constraintMarks({ readable: true, launchConstraints: [], stackSetConstraints: [] })).toEqual({
    lending: [],
    limiting: [],
  });
});
