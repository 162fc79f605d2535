import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import type { ShareEntry, WantedShare } from '../../../core/ledger/wanted-share.ts';
import { outcomeOf } from '../../../core/outcome/outcome-of.ts';
import { wantedAfter } from '../../../core/outcome/wanted-after.ts';

const NOW = '2026-11-22T01:00:00.000Z';

function recordOf(
  sequence: number,
  change: Partial<RequestRecord['request']> = {},
  more: Partial<RequestRecord> = {},
): RequestRecord {
  return {
    requestKey: `req-${sequence}`,
    requester: { account: '111122223333', source: 'acme.vending' },
    eventId: 'e',
    requestedAt: NOW,
    acceptedAt: NOW,
    contentHash: 'c',
    executionArn: 'arn',
    phase: 'DECIDED',
    sequence,
    request: {
      requestId: `vend-${sequence}`,
      action: 'SHARE',
      portfolioId: 'port-a',
      recipient: { type: 'ORGANIZATION', value: 'o-a1b2c3d4e5' },
      shareTagOptions: false,
      sharePrincipals: sequence % 2 === 0,
      principals: [{ principalArn: `arn:aws:iam:::role/r${sequence}`, principalType: 'IAM_PATTERN' }],
      ...change,
    },
    ...more,
  };
}

interface Kept {
  readonly decidedSequence: number;
  readonly wanted?: WantedShare;
}

/** What the ledger holds after these requests were decided, in this order. */
function keepAll(records: readonly RequestRecord[], before: Kept = { decidedSequence: 0 }): Kept {
  return records.reduce<Kept>((entry, record) => {
    const change = wantedAfter(entry, record, outcomeOf(record, undefined, NOW));
    if (change.change === 'NONE' || change.change === 'LEAVE') return entry;
    return { decidedSequence: change.sequence, ...(change.change === 'KEEP' && { wanted: change.wanted }) };
  }, before);
}

const failed = { Error: 'AccessDeniedException', Cause: '{"errorMessage":"no"}' };

describe('what is kept of a decided request', () => {
  test('is what it names alone where it says so; the rest is left behind', () => {
    const before = keepAll([recordOf(1), recordOf(2)]);
    const record = recordOf(3, { exactPrincipals: true, principals: recordOf(2).request.principals });

    const change = wantedAfter(before, record, outcomeOf(record, undefined, NOW));

    expect(change).toMatchObject({
      change: 'KEEP',
      wanted: { principals: [{ principalArn: 'arn:aws:iam:::role/r2', askedBy: 'vend-2' }] },
      leftBehind: [{ principalArn: 'arn:aws:iam:::role/r1', askedBy: 'vend-1', broughtAt: NOW }],
    });
  });

  test('is its flags, and its principals besides those asked for before', () => {
    const { wanted } = keepAll([recordOf(1), recordOf(2)]);

    expect(wanted).toMatchObject({ sharePrincipals: true, requestId: 'vend-2' });
    expect(wanted?.principals.map(({ principalArn, askedBy }) => [principalArn, askedBy])).toEqual([
      ['arn:aws:iam:::role/r1', 'vend-1'],
      ['arn:aws:iam:::role/r2', 'vend-2'],
    ]);
  });

  test('is nothing after UNSHARE, however the UNSHARE went once it may have been done', () => {
    const unshare = recordOf(2, { action: 'UNSHARE' });
    const lost = recordOf(
      2,
      { action: 'UNSHARE' },
      { intent: { write: 'DELETE', number: 1, startedAt: NOW, answer: 'UNANSWERED' } },
    );
    const kept = keepAll([recordOf(1)]);

    expect(keepAll([unshare], kept).wanted).toBeUndefined();
    expect(wantedAfter(kept, lost, outcomeOf(lost, failed, NOW)).change).toBe('REMOVE');
  });

  test('is what it was where a request failed before it changed anything', () => {
    const kept = keepAll([recordOf(1)]);

    for (const action of ['SHARE', 'UNSHARE'] as const) {
      const record = recordOf(2, { action });
      expect(wantedAfter(kept, record, outcomeOf(record, failed, NOW))).toEqual({ change: 'NONE' });
    }
  });

  test('is no principal that a failed request brought: that is left behind, and known by it', () => {
    const principals = { associated: 1, alreadyAssociated: 0, toAssociate: [0] };
    const record = recordOf(2, {}, { principals });
    const change = wantedAfter(keepAll([recordOf(1)]), record, outcomeOf(record, failed, NOW));

    expect(change).toEqual({
      change: 'LEAVE',
      leftBehind: [
        {
          principalArn: 'arn:aws:iam:::role/r2',
          principalType: 'IAM_PATTERN',
          askedBy: 'vend-2',
          broughtAt: NOW,
        },
      ],
    });
  });

  test('never goes back to an older request, in whatever order and however often they are decided', () => {
    const orders = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 });
    fc.assert(
      fc.property(orders, fc.array(fc.integer({ min: 1, max: 5 })), (order, repeats) => {
        const { decidedSequence, wanted } = keepAll(
          [...order, ...repeats].map((sequence) => recordOf(sequence)),
        );

        expect(decidedSequence).toBe(5);
        expect(wanted?.requestId).toBe('vend-5');
      }),
    );
  });

  test('keeps who asked, and the risk that was accepted, when a repair asks again', () => {
    const kept = keepAll([recordOf(1)]);
    const lends = { id: 'lends-launch-role', severity: 'HIGH', why: 'x', whatToDo: 'y' } as const;
    const repair = recordOf(
      2,
      {},
      { requester: { account: '111122223333', source: 'foliocast.reconciliation' }, findings: [lends] },
    );

    const { wanted } = keepAll([repair], kept);

    expect(wanted).toMatchObject({ requestId: 'vend-1', severity: 'NONE', lentRights: false });
  });

  test('survives a request without a number, which was never admitted', () => {
    const { sequence: _, ...record } = recordOf(1);

    expect(
      wantedAfter(
        { decidedSequence: 0 } satisfies Partial<ShareEntry>,
        record,
        outcomeOf(record, undefined, NOW),
      ),
    ).toEqual({ change: 'NONE' });
  });
});

describe('what a single request leaves in the ledger', () => {
  const change = (record: RequestRecord, error?: typeof failed, entry: Kept = { decidedSequence: 0 }) =>
    wantedAfter(entry, record, outcomeOf(record, error, NOW));
  const two = ['arn:aws:iam:::role/a', 'arn:aws:iam:::role/b'].map(
    (principalArn) => ({ principalArn, principalType: 'IAM_PATTERN' }) as const,
  );

  test.each([
    ['that only takes principals off', recordOf(2, { action: 'DISASSOCIATE' })],
    ['that was decided before', recordOf(1)],
  ])('is nothing where it is one %s', (_, record) => {
    expect(change(record, undefined, keepAll([recordOf(1)]))).toEqual({ change: 'NONE' });
  });

  test('is its wish, who asked, and the risk', () => {
    const lends = { id: 'lends-launch-role', severity: 'HIGH', why: 'x', whatToDo: 'y' } as const;
    const record = recordOf(1, { requestedBy: 'ana' }, { findings: [lends] });

    expect(change(record)).toMatchObject({
      change: 'KEEP',
      wish: { requestId: 'vend-1', action: 'SHARE', sequence: 1 },
      wanted: { requestedBy: 'ana', severity: 'HIGH', lentRights: true },
    });
    expect(keepAll([recordOf(1)]).wanted).not.toHaveProperty('requestedBy');
  });

  test('is what was learned of accounts, by it or by an earlier one', () => {
    const accounts = {
      succeeded: 0,
      failed: 0,
      failures: [],
      alreadyReached: 1,
      alreadyReachedAccounts: ['1'],
    };
    const share = { write: 'CREATE', status: 'COMPLETED', successfulSoFar: 0, accounts } as const;
    const kept = keepAll([recordOf(1, {}, { share })]);

    expect(kept.wanted?.alreadyReached).toEqual({ count: 1, accounts: ['1'] });
    expect(keepAll([recordOf(2)], kept).wanted?.alreadyReached).toEqual({ count: 1, accounts: ['1'] });
    expect(keepAll([recordOf(1)]).wanted?.alreadyReached).toEqual({ count: 0, accounts: [] });
  });

  test('is nothing where a removal failed after the share was gone', () => {
    const share = { write: 'DELETE', status: 'COMPLETED', successfulSoFar: 1 } as const;
    const flags = { shareTagOptions: false, sharePrincipals: false };
    const record = recordOf(1, { action: 'UNSHARE' }, { share, before: flags });

    expect(change(record, failed).change).toBe('REMOVE');
  });

  test.each([
    ['that were not taken off, since the removal went wrong before', undefined, ['a', 'b']],
    ['of which one was taken off before it failed', { settled: [0] }, ['b']],
    ['of which none is left', { settled: [0, 1] }, []],
    ['of which version 0.1.0 took off all', {}, []],
  ])('are, where it removed the share, principals that it named and %s', (_, principals, left) => {
    const wanted = keepAll([recordOf(1, { principals: two })]);
    const share = { write: 'DELETE', status: 'COMPLETED', successfulSoFar: 1 } as const;
    const none = { associated: 0, alreadyAssociated: 0, disassociated: 1 };
    const more = { share, ...(principals && { principals: { ...none, ...principals } }) };
    const after = change(recordOf(2, { action: 'UNSHARE', principals: two }, more), failed, wanted);

    expect(after.change).toBe('REMOVE');
    const kept = 'leftBehind' in after ? after.leftBehind : undefined;
    expect(kept?.map(({ principalArn }) => principalArn.slice(-1))).toEqual(left);
  });

  test.each([
    ['that it brought', { associated: 1, toAssociate: [1] }, ['arn:aws:iam:::role/b']],
    [
      'that it may have brought',
      { associated: 0, toAssociate: [0], isUnsettled: true },
      ['arn:aws:iam:::role/a'],
    ],
    ['that the portfolio had before', { associated: 0, toAssociate: [] }, undefined],
    ['that it only meant to bring', { associated: 0, toAssociate: [0] }, undefined],
    ['of which nobody noted which it brought', { associated: 1 }, undefined],
  ])('are, where it failed, principals %s', (_, principals, left) => {
    const record = recordOf(1, { principals: two }, { principals: { alreadyAssociated: 0, ...principals } });
    const after = change(record, failed);

    expect(after.change).toBe(left ? 'LEAVE' : 'NONE');
    expect('leftBehind' in after ? after.leftBehind?.map((one) => one.principalArn) : undefined).toEqual(
      left,
    );
  });
});
