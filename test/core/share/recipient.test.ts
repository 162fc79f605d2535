import { expect, test } from 'vitest';
import {
  hasShareToken,
  isSameRecipient,
  nobody,
  recipientFields,
  recipientOfNode,
  recipientParameters,
} from '../../../core/share/recipient.ts';

const ID = '123456789012';

test.each([
  ['ORGANIZATION', 'ORGANIZATION', true],
  ['ORGANIZATIONAL_UNIT', 'ORGANIZATIONAL_UNIT', true],
  ['ORGANIZATION_MEMBER_ACCOUNT', 'ACCOUNT', true],
] as const)(
  '%s is node %s of the API and of our events, and its share has a token',
  (type, node, hasToken) => {
    const recipient = { type, value: ID };

    expect(recipientParameters(recipient)).toEqual({ OrganizationNode: { Type: node, Value: ID } });
    expect(recipientFields(recipient)).toEqual({ organizationNode: { type: node, value: ID } });
    expect(recipientOfNode({ type: node, value: ID })).toEqual(recipient);
    expect(hasShareToken(recipient)).toBe(hasToken);
  },
);

test('an account that is no node is named by its id, and its share has no token', () => {
  const recipient = { type: 'ACCOUNT', value: ID } as const;

  expect(recipientParameters(recipient)).toEqual({ AccountId: ID });
  expect(recipientFields(recipient)).toEqual({ accountId: ID });
  expect(hasShareToken(recipient)).toBe(false);
});

test('nobody has no share', () => {
  const recipient = nobody('port-a');

  expect(() => recipientParameters(recipient)).toThrow('port-a has no share');
  expect(recipientFields(recipient)).toEqual({});
  expect(hasShareToken(recipient)).toBe(false);
});

test('recipients are the same by type and id', () => {
  const account = { type: 'ACCOUNT', value: ID } as const;

  expect(isSameRecipient(account, { ...account })).toBe(true);
  expect(isSameRecipient(account, { ...account, type: 'ORGANIZATION_MEMBER_ACCOUNT' })).toBe(false);
  expect(isSameRecipient(account, { ...account, value: '210987654321' })).toBe(false);
});
