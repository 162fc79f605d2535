import { expect, test } from 'vitest';
import { readAnnouncement } from '../../core/vending/read-announcement.ts';
import { parseApprovalDecision } from '../../events/portfolio-share-approval-decided.ts';
import { parseDriftAcknowledgement } from '../../events/portfolio-share-drift-acknowledged.ts';
import { parseShareRequest } from '../../events/portfolio-share-requested.ts';
import { parseReconciliationRequest } from '../../events/reconciliation-requested.ts';
import { readIncomingEvent } from '../../functions/request/incoming-event.ts';

const VALUES = 20_000;

/** xorshift32: the same values on every machine. */
let random = 20_261_126;
function below(bound: number): number {
  random ^= random << 13;
  random ^= random >>> 17;
  random ^= random << 5;
  random >>>= 0;
  return random % bound;
}

const LEAVES: readonly unknown[] = [
  ...[null, 0, -1, 1e12, 333344445555, 'x', '\ud800', '..', '', true],
  ...[
    'ou-ab12-cdef3456',
    'Workloads (ou-ab12-cdef3456)',
    '333344445555',
    'arn:aws:organizations::1:ou/o-a/ou-b',
  ],
];
const NAMES =
  'requestId portfolioId organizationNode accountId ticket principals type value system id notAfter account_info account Input Message parent_id eventName serviceEventDetails createManagedAccountStatus requestParameters toString __proto__ version organizationalUnitId state'.split(
    ' ',
  );

function hostile(depth: number): unknown {
  const kind = depth === 0 ? 0 : below(3);
  if (kind === 0) return LEAVES[below(LEAVES.length)];
  if (kind === 1) return Array.from({ length: below(4) }, () => hostile(depth - 1));
  const members = Array.from({ length: 1 + below(5) }, () => [
    NAMES[below(NAMES.length)],
    hostile(depth - 1),
  ]);
  return Object.fromEntries(members);
}

test(`${VALUES} hostile values are read or refused, and nothing throws`, () => {
  const types = ['AccountVended', 'AWS Service Event via CloudTrail', 'AWS API Call via CloudTrail'];
  const sources = ['acme', 'aws.controltower', 'aws.organizations', 'oc.org-formation'];
  let refused = 0;
  for (let made = 0; made < VALUES; made++) {
    const detail = hostile(5);
    if (!parseShareRequest(detail, 'aws').ok) refused += 1;
    for (const parse of [parseApprovalDecision, parseDriftAcknowledgement, parseReconciliationRequest])
      parse(detail);
    const { kind } = readAnnouncement({
      source: sources[below(sources.length)] ?? '',
      'detail-type': types[below(types.length)] ?? '',
      detail: detail !== null && typeof detail === 'object' ? (detail as Record<string, unknown>) : {},
    });
    if (!['PLACED', 'IGNORED', 'UNREADABLE'].includes(kind)) throw new Error(kind);
  }

  expect(refused).toBe(VALUES);
});

test.each([100, 4_000, 50_000])('a request nested %i levels deep is refused in one sentence', (levels) => {
  let deep: unknown = 'x';
  for (let level = 0; level < levels; level++) deep = { deep };

  const parsed = parseShareRequest({ requestId: 'x', portfolioId: 'port-a', ticket: deep });

  expect(parsed).toMatchObject({ ok: false, problems: [{ value: 'nested deeper than 32 levels' }] });
});

test.each(['\ud800', 'a\udfffb'])(
  'a text that is not well formed is refused: no event can carry it',
  (id) => {
    const parsed = parseShareRequest({
      requestId: 'x',
      portfolioId: 'port-a',
      ticket: { system: 'jira', id },
    });

    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ expected: expect.stringContaining('well-formed') }],
    });
  },
);

const DECISION = { approvalId: `apr-${'0'.repeat(24)}-1`, digest: 'a'.repeat(64), decision: 'APPROVED' };

test.each([
  ['a decision', parseApprovalDecision, { ...DECISION, by: 'ana' }],
  ['an acknowledgement', parseDriftAcknowledgement, { driftId: `drift-x-${'0'.repeat(20)}-g0`, by: 'ana' }],
  ['a request for reconciliation', parseReconciliationRequest, { requestedBy: 'ana' }],
])('%s with a text that no event can carry on is refused', (_, parse, detail) => {
  const name = 'by' in detail ? 'by' : 'requestedBy';

  expect(parse(detail).ok).toBe(true);
  expect(parse({ ...detail, [name]: 'an\ud800a' })).toMatchObject({
    problems: [{ expected: expect.stringContaining('well-formed') }],
  });
});

test.each([
  '1',
  '2026',
  'Mon, 02 Mar 2026 09:00:00 GMT',
  '2026-02-30T09:00:00Z',
  '+275760-09-13T00:00:00Z',
  '',
  5,
])('a time %j that is no instant counts as now', (time) => {
  const now = '2026-03-02T09:00:00.000Z';

  expect(readIncomingEvent({ time }, 'arn', now).time).toBe(now);
});

test('what AWS sets, and somebody who starts the machine by hand may not, is bounded', () => {
  const long = `${'x'.repeat(300)}\ud800`;
  const { eventId, requester } = readIncomingEvent({ id: long, account: long, source: '\ud800' }, 'arn', '');

  expect([eventId.length, requester.account.length, requester.source]).toEqual([256, 256, '\ufffd']);
});
