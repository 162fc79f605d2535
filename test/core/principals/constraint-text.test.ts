import { describe, expect, it } from 'vitest';
import { constraintText } from '../../../core/principals/constraint-text.ts';

const text = (parameters: unknown) => constraintText('prod-1', JSON.stringify(parameters));

describe('a constraint in words', () => {
  it.each([
    [{ RoleArn: 'arn:aws:iam::1:role/L' }, 'on prod-1: RoleArn arn:aws:iam::1:role/L ('],
    [{ LocalRoleName: 'Basic' }, 'on prod-1: LocalRoleName Basic ('],
    [
      { Version: '2.0', Properties: { AdminRole: 'arn:a', ExecutionRole: 'E', AccountList: ['1'] } },
      'on prod-1: AdminRole arn:a, ExecutionRole E (',
    ],
    [{ Rules: {} }, 'on prod-1: ('],
    [null, 'on prod-1: ('],
    [['RoleArn'], 'on prod-1: ('],
    [{ RoleArn: 5 }, 'on prod-1: ('],
  ])('%j', (parameters, begin) => {
    expect(text(parameters).startsWith(begin)).toBe(true);
  });

  it('is the same whatever the order and the spaces', () => {
    expect(constraintText('prod-1', '{ "b": {"d":1,"c":[2]}, "a": 1 }')).toBe(
      text({ a: 1, b: { c: [2], d: 1 } }),
    );
  });

  it.each([
    ['another role', { RoleArn: 'b' }],
    ['one member more', { RoleArn: 'a', More: 1 }],
  ])('is another with %s', (_, other) => {
    expect(text(other)).not.toBe(text({ RoleArn: 'a' }));
  });

  it('is short, and yet another at the end of a long name', () => {
    const long = (end: string) => text({ RoleArn: `arn:aws:iam::1:role/${'x'.repeat(600)}${end}` });

    expect(long('a').length).toBeLessThan(250);
    expect(long('a')).not.toBe(long('b'));
  });

  it('is read where it is no JSON', () => {
    expect(constraintText('prod-1', 'none')).not.toBe(constraintText('prod-1', 'nine'));
  });
});
