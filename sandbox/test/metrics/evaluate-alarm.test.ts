import { describe, expect, test } from 'vitest';
import { evaluateAlarm } from '../../metrics/evaluate-alarm.ts';

/** As CloudWatch's guide draws them, oldest first: X breaches, 0 does not, - has no data. */
function retrieved(drawing: string): (boolean | undefined)[] {
  const one = { X: true, '0': false, '-': undefined } as const;
  return [...drawing].map((character) => one[character as keyof typeof one]).reverse();
}

describe('all of three', () => {
  test.each([
    ['0-X-X', 'OK', 'OK'],
    ['----0', 'OK', 'OK'],
    ['-----', 'ALARM', 'OK'],
    ['0XX-X', 'ALARM', 'ALARM'],
    ['--X--', 'ALARM', 'OK'],
    ['XXX00', 'OK', 'OK'],
  ])('%s is %s where missing breaches, else %s', (drawing, breaching, notBreaching) => {
    const rules = { evaluationPeriods: 3, datapointsToAlarm: 3 };

    expect(evaluateAlarm(retrieved(drawing), { ...rules, missingIsBreaching: true })).toBe(breaching);
    expect(evaluateAlarm(retrieved(drawing), { ...rules, missingIsBreaching: false })).toBe(notBreaching);
  });
});

describe('two of three', () => {
  test.each([
    ['0-X-X', 'ALARM', 'ALARM'],
    ['00X0X', 'ALARM', 'ALARM'],
    ['0-X--', 'ALARM', 'OK'],
    ['----0', 'ALARM', 'OK'],
    ['---X-', 'ALARM', 'OK'],
    ['XX000', 'OK', 'OK'],
  ])('%s is %s where missing breaches, else %s', (drawing, breaching, notBreaching) => {
    const rules = { evaluationPeriods: 3, datapointsToAlarm: 2 };

    expect(evaluateAlarm(retrieved(drawing), { ...rules, missingIsBreaching: true })).toBe(breaching);
    expect(evaluateAlarm(retrieved(drawing), { ...rules, missingIsBreaching: false })).toBe(notBreaching);
  });
});
