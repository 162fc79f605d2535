import { expect, test } from 'vitest';
import { aboutRequest } from '../../../core/request/about-request.ts';
import { contentHashOf, outcomeIdOf, requestKeyOf } from '../../../core/request/request-key.ts';

const requester = { account: '111122223333', source: 'acme.test' };

test('a request has a key of its own among all accounts, sources and ids', () => {
  const keys = [
    requestKeyOf(requester, 'id-1'),
    requestKeyOf(requester, 'id-2'),
    requestKeyOf({ ...requester, source: 'acme.other' }, 'id-1'),
    requestKeyOf({ ...requester, account: '444455556666' }, 'id-1'),
  ];

  expect(new Set(keys).size).toBe(4);
  for (const key of keys) expect(key).toMatch(/^req-[0-9a-f]{24}$/);
  expect(requestKeyOf(requester, 'id-1')).toBe(keys[0]);
});

test('an outcome is named after its request, and after its number where it has one', () => {
  expect(outcomeIdOf('req-0123req-4567', undefined)).toBe('out-0123req-4567');
  expect(outcomeIdOf('req-0123', 7)).toBe('out-0123-7');
});

test('a unit by its id and by its ARN is the same request; another unit is another', () => {
  const request = {
    requestId: 'id-1',
    action: 'SHARE',
    portfolioId: 'port-a1b2c3d4e5f6g',
    recipient: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
  } as unknown as Parameters<typeof contentHashOf>[0];
  const nodeArn = { partition: 'aws', managementAccountId: '1', organizationId: 'o-a1b2c3d4e5' };
  const other = { ...request, recipient: { ...request.recipient, value: 'ou-ab12-zzzz3456' } };

  expect(contentHashOf({ ...request, nodeArn } as typeof request)).toBe(contentHashOf(request));
  expect(contentHashOf(other as typeof request)).not.toBe(contentHashOf(request));
});

test('an event about a request names whoever asked, and the ticket, where the request does', () => {
  const asked = {
    requestId: 'id-1',
    action: 'SHARE',
    portfolioId: 'port-a1b2c3d4e5f6g',
    recipient: { type: 'ACCOUNT', value: '777788889999' },
  } as const;
  const ticket = { system: 'jira', id: 'A-1' };

  expect(aboutRequest(requester, asked)).toEqual({
    requestId: 'id-1',
    requester,
    action: 'SHARE',
    portfolioId: 'port-a1b2c3d4e5f6g',
    accountId: '777788889999',
  });
  expect(aboutRequest(requester, { ...asked, requestedBy: 'Ann', ticket })).toMatchObject({
    requestedBy: 'Ann',
    ticket,
  });
  expect('ticket' in aboutRequest(requester, asked)).toBe(false);
  expect('requestedBy' in aboutRequest(requester, asked)).toBe(false);
});
