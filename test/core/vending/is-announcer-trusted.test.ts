import { expect, test } from 'vitest';
import { isAnnouncerTrusted } from '../../../core/vending/is-announcer-trusted.ts';

const accounts = { ownAccount: '222233334444', managementAccount: '111122223333' };
const policy = {
  announcers: [
    { account: 'SELF', sources: ['*'] },
    { account: 'MANAGEMENT', sources: ['oc.org-formation'] },
    { account: '333344445555', sources: ['acme.vending'] },
  ],
};

test.each([
  ['111122223333', 'aws.controltower', true],
  ['222233334444', 'aws.controltower', false],
  ['333344445555', 'aws.organizations', false],
  ['222233334444', 'anything', true],
  ['111122223333', 'oc.org-formation', true],
  ['111122223333', 'acme.vending', false],
  ['333344445555', 'acme.vending', true],
  ['444455556666', 'acme.vending', false],
])('account %s as source %s: %s', (account, source, isTrusted) => {
  expect(isAnnouncerTrusted({ account, source }, policy, accounts)).toBe(isTrusted);
});

test('without a known management account nobody speaks as AWS', () => {
  const requester = { account: '111122223333', source: 'aws.organizations' };

  expect(isAnnouncerTrusted(requester, policy, { ...accounts, managementAccount: undefined })).toBe(false);
});
