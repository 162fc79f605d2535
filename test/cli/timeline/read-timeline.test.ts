import { expect, test } from 'vitest';
import { linesOf } from '../../../cli/timeline/read-timeline.ts';

const BEGIN = '2026-03-02T09:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(BEGIN) + seconds * 1000).toISOString();

function looksAt(says: string, seconds: readonly number[]) {
  return seconds.flatMap((second) => [
    { at: at(second), name: 'DescribeShareStatus', says },
    { at: at(second), name: 'WaitForShare', says: '60 s' },
  ]);
}

test('looks that say the same are counted; where one says more, it is shown', () => {
  const steps = [
    { at: at(0), name: 'WaitForShare', says: '12 s' },
    ...looksAt('IN_PROGRESS  0 accounts done', [12, 72, 132, 192, 252]),
    ...looksAt('IN_PROGRESS  █ 1 account done', [312, 372]),
    { at: at(432), name: 'ConfirmAccess', says: '' },
  ];

  expect(linesOf(steps, BEGIN)).toEqual([
    '  00:00  WaitForShare           12 s',
    '  00:12  DescribeShareStatus    IN_PROGRESS  0 accounts done',
    '         … 3 more times the same',
    '  04:12  DescribeShareStatus    IN_PROGRESS  0 accounts done',
    '  04:12  WaitForShare           60 s',
    '  05:12  DescribeShareStatus    IN_PROGRESS  █ 1 account done',
    '  05:12  WaitForShare           60 s',
    '  06:12  DescribeShareStatus    IN_PROGRESS  █ 1 account done',
    '  06:12  WaitForShare           60 s',
    '  07:12  ConfirmAccess',
  ]);
});

test('of no step there is no line, and pauses alone stay', () => {
  expect(linesOf([], BEGIN)).toEqual([]);
  expect(linesOf([{ at: at(0), name: 'WaitForShare', says: '12 s' }], BEGIN)).toHaveLength(1);
});
