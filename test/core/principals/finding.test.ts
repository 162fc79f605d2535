import { expect, test } from 'vitest';
import { makeFinding, makeFindingOf, sortFindings } from '../../../core/principals/finding.ts';

test('findings of one severity come by principal, and those of one principal as the catalogue has them', () => {
  const of = (id: 'looks-guarded' | 'unguarded-exact', principalArn: string) =>
    makeFindingOf(id, 'HIGH', { principalArn });
  const findings = [
    of('looks-guarded', 'arn:b'),
    makeFinding('no-literal', { principalArn: 'arn:c' }),
    of('looks-guarded', 'arn:a'),
    of('unguarded-exact', 'arn:b'),
    of('unguarded-exact', 'arn:a'),
  ];

  expect(sortFindings(findings).map(({ id, principalArn }) => `${principalArn} ${id}`)).toEqual([
    'arn:c no-literal',
    'arn:a unguarded-exact',
    'arn:a looks-guarded',
    'arn:b unguarded-exact',
    'arn:b looks-guarded',
  ]);
});

test('what is not said of a finding is absent: the event of an approval has no such members', () => {
  expect(Object.keys(makeFinding('no-literal'))).toEqual(['id', 'severity', 'why', 'whatToDo']);
});
