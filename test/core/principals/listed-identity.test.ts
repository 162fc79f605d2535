import { expect, test } from 'vitest';
import { addPrincipals } from '../../../core/principals/add-principals.ts';
import {
  listedByUniqueId,
  listedIdentity,
  listedInOtherCase,
} from '../../../core/principals/listed-identity.ts';

const iam = (principalArn: string) => ({ principalArn, principalType: 'IAM' as const });
const role = (name: string) => iam(`arn:aws:iam::111122223333:role/${name}`);

test('a role with a path is the one that is listed without it', () => {
  expect(listedIdentity(role('team/dev/Deploy'))).toBe(listedIdentity(role('Deploy')));
  expect(addPrincipals([role('Deploy')], [role('team/dev/Deploy')]).toAssociate).toEqual([]);
});

test.each([
  ['another name', role('dev/Other')],
  ['another account', iam('arn:aws:iam::444455556666:role/Deploy')],
  ['another resource type', iam('arn:aws:iam::111122223333:user/Deploy')],
  ['a pattern', { principalArn: 'arn:aws:iam:::role/Deploy', principalType: 'IAM_PATTERN' as const }],
])('%s is not', (_, other) => {
  expect(listedIdentity(other)).not.toBe(listedIdentity(role('Deploy')));
});

test('a pattern is what it says, path and all', () => {
  const pattern = (arn: string) => ({ principalArn: arn, principalType: 'IAM_PATTERN' as const });

  expect(listedIdentity(pattern('arn:aws:iam:::role/a/X*'))).not.toBe(
    listedIdentity(pattern('arn:aws:iam:::role/b/X*')),
  );
});

test('a unique id stands for a principal of its type, as long as there is no more than one candidate for each', () => {
  const [first, second] = [iam('AROAIOSFODNN7EXAMPLEX'), iam('AROAIOSFODNN7EXAMPLEY')];

  expect(listedByUniqueId([first], [role('Deploy')])).toEqual([first]);
  expect(listedByUniqueId([first, second], [role('Deploy')])).toEqual([]);
  expect(listedByUniqueId([first], [iam('arn:aws:iam::111122223333:user/Deploy')])).toEqual([]);
  expect(listedByUniqueId([role('AROA')], [role('Deploy')])).toEqual([]);
  expect(listedByUniqueId([first], [role('Deploy')], [role('Other')])).toEqual([]);
  expect(listedByUniqueId([first, role('Other')], [role('Deploy')], [role('Other')])).toEqual([first]);
  expect(listedByUniqueId([first], [role('Deploy')], [role('Deploy')])).toEqual([first]);
});

test.each([
  ['user', 'AIDA'],
  ['group', 'AGPA'],
  ['role', 'AROA'],
])('the unique id of a %s begins with %s, and has sixteen characters or more', (type, prefix) => {
  const name = iam(`arn:aws:iam::111122223333:${type}/ann`);
  const listedAs = (id: string) => listedByUniqueId([iam(id)], [name]);

  expect(listedAs(`${prefix}IOSFODNN7EXA`)).toHaveLength(1);
  expect(listedAs(`${prefix}IOSFODNN7EX`)).toEqual([]);
  expect(listedAs(`${prefix}IOSFODNN7EXA-x`)).toEqual([]);
  expect(listedAs(`${prefix}/IOSFODNN7EXAMPLEXYZ`)).toEqual([]);
  expect(listedAs('AKIAIOSFODNN7EXAMPLE')).toEqual([]);
});

test('a unique id stands for no pattern, and for nothing that is no ARN', () => {
  const id = iam('AROAIOSFODNN7EXAMPLEX');

  expect(
    listedByUniqueId([id], [{ principalArn: 'arn:aws:iam:::role/Deploy', principalType: 'IAM_PATTERN' }]),
  ).toEqual([]);
  expect(listedByUniqueId([id], [iam('AROAIOSFODNN7EXAMPLEZ')])).toEqual([]);
});

test('what is listed in other letter case may be what was asked for, unless it is known as what it is', () => {
  const pattern = { principalArn: 'arn:aws:iam:::role/DEPLOY', principalType: 'IAM_PATTERN' } as const;
  const listed = [role('deploy'), role('other'), pattern];

  expect(listedInOtherCase(listed, [role('Deploy')], [role('Deploy')])).toEqual([role('deploy')]);
  expect(listedInOtherCase(listed, [role('Deploy')], [role('Deploy'), role('deploy')])).toEqual([]);
  expect(listedInOtherCase(listed, [], [])).toEqual([]);
});
