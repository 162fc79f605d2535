import { afterAll, beforeAll, expect, test } from 'vitest';
import { GUARDED_PATTERN, shareRequest } from './requests.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** By test/config.yml it may ask for what is below ou-ab12-cdef3456, with principals of its team. */
const LITTLE = { accessKeyId: '222233334444', source: 'acme.team-b' };
const BELOW = { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-prod7890' } };
const OTHER = { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-sandbox1' } };
const OWN = { principalArn: 'arn:aws:iam:::role/team-b/Deploy', principalType: 'IAM_PATTERN' };

async function askAsLittle(detail: Record<string, unknown>): Promise<AnswerEvent> {
  const request = shareRequest(detail);
  await service.put(request, LITTLE);
  return service.answer(request.requestId);
}

function principalsNow(): string[] {
  return service.sandbox.simulator.controls
    .portfolio('port-a1b2c3d4e5f6g')
    .principals.map(({ principalArn }) => principalArn);
}

test('a principal of its own would be live in a unit that the account may not ask for', async () => {
  await service.ask(shareRequest({ ...OTHER, sharePrincipals: true, principals: [GUARDED_PATTERN] }));

  const answer = await askAsLittle({ ...BELOW, principals: [OWN] });

  expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'REQUESTER_NOT_ALLOWED' } });
  expect(answer.detail.failure.cause).toContain(`ou-ab12-sandbox1 (gains ${OWN.principalArn})`);
  expect(principalsNow()).toEqual([GUARDED_PATTERN.principalArn]);
  await service.unshare({ ...OTHER, principals: [GUARDED_PATTERN] });
});

test('principals without effect at its units would use up the quotas of the owner', async () => {
  const answer = await askAsLittle({ ...BELOW, principals: [OWN] });

  expect(answer.detail.failure).toMatchObject({ code: 'REQUESTER_NOT_ALLOWED' });
  expect(answer.detail.failure.cause).toContain('the owner, which alone gains');
});

test('principals of others are refused at once', async () => {
  const answer = await askAsLittle({ ...BELOW, sharePrincipals: true, principals: [GUARDED_PATTERN] });

  expect(answer['detail-type']).toBe('PortfolioShareRefused');
  expect(answer.detail).toMatchObject({ code: 'REQUESTER_NOT_ALLOWED' });
  expect(answer.detail.cause).toContain('only role/team-b/*');
});

test('a unit and an account below the one of its rule are its to ask for, no other is', async () => {
  const shared = await askAsLittle({ ...BELOW, sharePrincipals: true, principals: [OWN] });
  const account = await askAsLittle({ organizationNode: { type: 'ACCOUNT', value: '333344445555' } });
  const other = await askAsLittle(OTHER);

  expect(shared['detail-type']).toBe('PortfolioShareCompleted');
  expect(account['detail-type']).toBe('PortfolioShareCompleted');
  expect(other.detail.failure.cause).toContain('it would reach ou-ab12-sandbox1 (is shared with)');
});

const patternsOf = (...names: string[]) =>
  names.map((name) => ({ ...OWN, principalArn: `arn:aws:iam:::role/team-b/${name}` }));

test('what it brings to its own units leaves half of the quota to the owner', async () => {
  const wish = { ...BELOW, sharePrincipals: true };
  const many = await askAsLittle({ ...wish, principals: patternsOf('1', '2', '3', '4', '5', '6') });
  const some = await askAsLittle({ ...wish, principals: patternsOf('1', '2', '3') });
  const more = await askAsLittle({ ...wish, principals: patternsOf('4', '5', '6') });

  expect(many.detail.failure.code).toBe('REQUESTER_NOT_ALLOWED');
  expect(many.detail.failure.cause).toContain("half of a portfolio's quotas is its owner's");
  expect(some['detail-type']).toBe('PortfolioShareCompleted');
  expect(more.detail.failure.code).toBe('REQUESTER_NOT_ALLOWED');
  await service.unshare({ ...BELOW, principals: [...patternsOf('1', '2', '3'), OWN] });
  expect(principalsNow()).toEqual([]);
});

test.each([
  [
    'PortfolioShareApprovalDecided',
    { approvalId: `apr-${'0'.repeat(24)}-1`, digest: 'a'.repeat(64), decision: 'APPROVED', by: 'me' },
    'is no approver',
  ],
  [
    'AccountVended',
    { accountId: '777788889999', organizationalUnitId: 'ou-ab12-cdef3456' },
    'may not announce accounts',
  ],
])('another event of the account has no effect, and is logged: %s', async (detailType, detail, why) => {
  const eventId = await service.put({ version: '1', ...detail }, { ...LITTLE, detailType });

  const logged = await service.until('a look at it', () =>
    service.sandbox.logs().find(({ line }) => line.includes(eventId) && line.includes('WARN')),
  );

  expect(logged.line).toContain(why);
});

test.each(['ReconciliationRequested', 'PortfolioShareDriftAcknowledged', 'PortfolioShareCompleted'])(
  'the bus takes no %s of another account',
  async (detailType) => {
    await expect(service.put({ version: '1' }, { ...LITTLE, detailType })).rejects.toThrow();
  },
);

test('an account outside of the organization is shared with once somebody has said yes', async () => {
  const outside = { organizationNode: undefined, accountId: '888877776666' };
  const request = shareRequest(outside);
  await service.put(request);
  const asked = await service.until('the question', () =>
    service.sandbox
      .events()
      .map(({ event }) => event as AnswerEvent)
      .find(
        (event) =>
          event['detail-type'] === 'PortfolioShareApprovalRequested' &&
          event.detail.requestId === request.requestId,
      ),
  );
  const { approvalId, digest } = asked.detail;
  await service.put(
    { version: '1', approvalId, digest, decision: 'APPROVED', by: 'ana' },
    { source: 'acme.security', detailType: 'PortfolioShareApprovalDecided' },
  );
  const outcome = await service.answer(request.requestId);
  const again = await service.ask(shareRequest({ ...outside, shareTagOptions: true }));

  expect(asked.detail).toMatchObject({ severity: 'HIGH', reach: { gaining: { count: 1, outside: 1 } } });
  expect(outcome).toMatchObject({ 'detail-type': 'PortfolioShareCompleted', detail: { effect: 'CREATED' } });
  expect(again['detail-type']).toBe('PortfolioShareCompleted');
  await service.unshare(outside);
});
