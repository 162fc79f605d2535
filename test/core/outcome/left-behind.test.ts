import { expect, test } from 'vitest';
import { leftBehindWithout } from '../../../core/outcome/left-behind.ts';

const one = (principalArn: string) => ({ principalArn, principalType: 'IAM' as const });
const ROLE = 'arn:aws:iam::111122223333:role';
const left = [
  { ...one(`${ROLE}/team/a`), askedBy: 'vend-1' },
  { ...one(`${ROLE}/b`), askedBy: 'vend-2' },
];

test('what was taken off is left behind no longer, with or without its path', () => {
  expect(leftBehindWithout(left, [one(`${ROLE}/a`)])).toEqual([left[1]]);
});

test('a list that names none of what was taken off stays as it is', () => {
  expect(leftBehindWithout(left, [one(`${ROLE}/c`)])).toBeUndefined();
  expect(leftBehindWithout([], [one(`${ROLE}/a`)])).toBeUndefined();
});
