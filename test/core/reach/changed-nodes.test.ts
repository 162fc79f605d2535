import { expect, test } from 'vitest';
import { changedNodes } from '../../../core/reach/changed-nodes.ts';

const OWNER = '111122223333';
const unit = (value: string, sharePrincipals = true) =>
  ({ type: 'ORGANIZATIONAL_UNIT', value, sharePrincipals }) as const;
const pattern = (name: string) =>
  ({ principalArn: `arn:aws:iam:::role/${name}`, principalType: 'IAM_PATTERN' }) as const;
const ROLE = { principalArn: `arn:aws:iam::${OWNER}:role/own`, principalType: 'IAM' } as const;
const [ASKED, BESIDE, PLAIN] = [unit('ou-asked'), unit('ou-beside'), unit('ou-plain', false)];
const [A, B] = [pattern('a'), pattern('b')];

function changed(change: object, standing: Partial<Parameters<typeof changedNodes>[0]> = {}) {
  const before = { shares: [BESIDE, PLAIN], principals: [], ...standing };
  const request = { action: 'SHARE', recipient: ASKED, sharePrincipals: true, principals: [], ...change };
  return changedNodes(before, request as Parameters<typeof changedNodes>[1], OWNER);
}

const asked = (change: string) => ({ nodeId: 'ou-asked', isAsked: true, isOwner: false, change });
const beside = (change: string) => ({ nodeId: 'ou-beside', isAsked: false, isOwner: false, change });
const owner = (change: string) => ({ nodeId: OWNER, isAsked: false, isOwner: true, change });

test('a share is changed, and whoever else has the names gains a new pattern', () => {
  expect(changed({ principals: [A, B] })).toEqual([
    asked('is shared with'),
    beside('gains arn:aws:iam:::role/a and 1 more'),
  ]);
});

test('what is taken off is lost by all who had it, and a share that stays is not named', () => {
  const standing = { principals: [A] };

  expect(changed({ action: 'UNSHARE', principals: [A, B] }, standing)).toEqual([
    asked('loses the share'),
    beside('loses arn:aws:iam:::role/a'),
  ]);
  expect(changed({ action: 'DISASSOCIATE', principals: [A] }, standing)).toEqual([
    beside('loses arn:aws:iam:::role/a'),
  ]);
});

test('what is there already changes nothing elsewhere', () => {
  expect(changed({ principals: [A] }, { principals: [A] })).toEqual([asked('is shared with')]);
  expect(changed({ action: 'UNSHARE', principals: [A] })).toEqual([asked('loses the share')]);
});

test('a role of the owner, and a pattern that nobody is shown, are the owner’s alone', () => {
  const none = { shares: [PLAIN] };

  expect(changed({ principals: [ROLE, A] })).toEqual([
    asked('is shared with'),
    beside('gains arn:aws:iam:::role/a'),
    owner(`the owner, which alone gains ${ROLE.principalArn}`),
  ]);
  expect(changed({ principals: [A], sharePrincipals: false }, none)).toEqual([
    asked('is shared with'),
    owner('the owner, which alone gains arn:aws:iam:::role/a'),
  ]);
  expect(changed({ principals: [A] }, none)).toEqual([asked('is shared with')]);
});

test('a pattern that only the share in question showed is lost with it', () => {
  const shown = { shares: [ASKED, PLAIN], principals: [A] };
  const unshown = { shares: [PLAIN], principals: [A] };
  const alone = owner('the owner, which alone loses arn:aws:iam:::role/a');

  expect(changed({ action: 'UNSHARE', principals: [A] }, shown)).toEqual([asked('loses the share')]);
  expect(changed({ action: 'UNSHARE', principals: [A] }, unshown)).toEqual([asked('loses the share'), alone]);
  expect(changed({ action: 'DISASSOCIATE', principals: [A] }, unshown)).toEqual([alone]);
  expect(
    changed(
      { action: 'DISASSOCIATE', recipient: { type: 'NOBODY', value: 'p' }, principals: [A] },
      { shares: [ASKED], principals: [A] },
    ),
  ).toEqual([{ ...beside('loses arn:aws:iam:::role/a'), nodeId: 'ou-asked' }]);
});

test('a share with the owner is told as that', () => {
  const [first] = changed({ recipient: { type: 'ACCOUNT', value: OWNER } });

  expect(first).toEqual({ ...owner('is shared with'), isAsked: true });
});
