import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../core/config/config.ts';
import { adoptPortfolio } from '../../../core/declaration/adopt-portfolio.ts';
import { planChanges } from '../../../core/declaration/plan-changes.ts';
import { entryOf, PORTFOLIO, worlds } from '../reconciliation/tampered-world.ts';

const parsed = parseConfig({});
if (!parsed.ok) throw new Error('The default configuration does not parse');
const risk = { policy: parsed.config.principals, managementNodes: new Set<string>() };
const NOW = '2026-11-22T01:00:00.000Z';

test('after adopting whatever there is, nothing is planned', () => {
  fc.assert(
    fc.property(worlds, ({ wanted: { entries }, reality }) => {
      const adoption = adoptPortfolio({
        portfolioId: PORTFOLIO,
        entries,
        reality,
        risk,
        partition: 'aws',
        now: NOW,
      });
      const kept = new Map(
        entries.map((entry) => [`${entry.recipient.type} ${entry.recipient.value}`, entry]),
      );
      for (const { entry, wanted } of adoption.toKeep)
        kept.set(`${entry.recipient.type} ${entry.recipient.value}`, {
          ...entry,
          generation: entry.generation + 1,
          wanted,
        });

      const changes = planChanges({
        declared: adoption.declared,
        entries: [...kept.values()],
        reality,
        prune: false,
      });

      expect(changes.filter(({ change }) => change !== 'UNCHANGED').map(({ change }) => change)).toEqual(
        adoption.missing.map(() => 'NOT_DECLARED'),
      );
    }),
  );
});

describe('a declared share', () => {
  const recipient = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;
  const flags = { shareTagOptions: false, sharePrincipals: true };
  const principal = {
    principalArn: 'arn:aws:iam:::role/aws-reserved/a',
    principalType: 'IAM_PATTERN',
  } as const;
  const declared = { portfolioId: PORTFOLIO, principals: [principal], shares: [{ recipient, ...flags }] };
  const entry = entryOf(recipient, 1, flags, [principal]);
  const reality = { shares: { ORGANIZATIONAL_UNIT: [{ recipient, ...flags }] }, principals: [principal] };
  const plan = (change: Partial<Parameters<typeof planChanges>[0]>) =>
    planChanges({ declared, entries: [entry], reality, prune: false, ...change }).map(
      ({ change: what, because }) => [what, ...because],
    );

  test.each([
    ['is unchanged where it is as declared and as asked', {}, [['UNCHANGED']]],
    ['is created where it is missing', { reality: { shares: {}, principals: [] } }, [['CREATE']]],
    [
      'is updated where a flag differs',
      {
        reality: {
          ...reality,
          shares: { ORGANIZATIONAL_UNIT: [{ recipient, ...flags, shareTagOptions: true }] },
        },
      },
      [['UPDATE', 'shareTagOptions: true -> false']],
    ],
    [
      'is updated where a principal is missing',
      { reality: { ...reality, principals: [] } },
      [['UPDATE', 'associates 1 principal']],
    ],
    [
      'is taken into the ledger where nobody asked for it',
      { entries: [] },
      [['UPDATE', 'records it in the ledger']],
    ],
    [
      'is taken into the ledger where other flags were asked for',
      { entries: [entryOf(recipient, 1, { ...flags, sharePrincipals: false }, [principal])] },
      [['UPDATE', 'records its flags in the ledger']],
    ],
  ])('%s', (_, change, expected) => {
    expect(plan(change)).toEqual(expected);
  });

  test('that names a principal no longer asks for it no longer, and then the principal is taken off', () => {
    const fewer = { ...declared, principals: [] };
    const kept = planChanges({ declared: fewer, entries: [entry], reality, prune: false });
    const pruned = planChanges({ declared: fewer, entries: [entry], reality, prune: true });

    expect(kept).toMatchObject([
      { change: 'UNCHANGED' },
      { change: 'NOT_DECLARED', principals: [principal] },
    ]);
    expect(pruned).toMatchObject([
      { change: 'UPDATE', because: ['no longer wants 1 principal'], isExact: true, principals: [] },
      { change: 'DISASSOCIATE', recipient: { type: 'NOBODY' }, principals: [principal] },
    ]);
  });

  test('leaves principals alone that nobody ever asked Foliocast for', () => {
    const others = { ...principal, principalArn: 'arn:aws:iam:::role/others' };
    const changes = planChanges({
      declared,
      entries: [entry],
      reality: { ...reality, principals: [principal, others] },
      prune: true,
    });

    expect(changes).toMatchObject([{ change: 'UNCHANGED' }]);
  });

  test('that is no longer declared goes with --prune alone, with the principals that nothing else needs', () => {
    const none = { ...declared, principals: [], shares: [] };
    const [kept] = planChanges({ declared: none, entries: [entry], reality, prune: false });
    const [removed] = planChanges({ declared: none, entries: [entry], reality, prune: true });
    const [stillNeeded] = planChanges({
      declared: { ...none, principals: [principal] },
      entries: [entry],
      reality,
      prune: true,
    });

    expect(kept).toMatchObject({ change: 'NOT_DECLARED', principals: [] });
    expect(removed).toMatchObject({ change: 'REMOVE', principals: [principal] });
    expect(stillNeeded).toMatchObject({ change: 'REMOVE', principals: [] });
  });

  test.each([
    [
      'is updated where several principals are missing',
      {
        declared: {
          ...declared,
          principals: [principal, { ...principal, principalArn: 'arn:aws:iam:::role/b' }],
        },
        reality: { ...reality, principals: [] },
      },
      [['UPDATE', 'associates 2 principals']],
    ],
    [
      'is updated where accounts are known to lack it',
      { entries: [{ ...entry, end: { access: 'NOT_ALL' } } as typeof entry] },
      [['UPDATE', 'gives access to accounts that lack it']],
    ],
    [
      'is taken into the ledger where its principals are there, and were not asked for',
      { entries: [entryOf(recipient, 1, flags, [])] },
      [['UPDATE', 'records its principals in the ledger']],
    ],
    [
      'is created, with nothing else to say, where a share is wanted and gone',
      { reality: { shares: {} }, prune: true },
      [['CREATE']],
    ],
  ])('%s', (_, change, expected) => {
    expect(plan(change)).toEqual(expected);
  });

  test('that named two principals no longer asks for both', () => {
    const other = { ...principal, principalArn: 'arn:aws:iam:::role/b' };
    const both = { ...reality, principals: [principal, other] };
    const entries = [entryOf(recipient, 1, flags, [principal, other])];
    const fewer = { ...declared, principals: [] };

    expect(planChanges({ declared: fewer, entries, reality: both, prune: true })).toMatchObject([
      { because: ['no longer wants 2 principals'] },
      {
        change: 'DISASSOCIATE',
        flags: { shareTagOptions: false, sharePrincipals: false },
        because: [`${principal.principalArn}, ${other.principalArn}`],
      },
    ]);
  });

  test('says what is there and not declared, and what is wanted and not there', () => {
    const none = { ...declared, shares: [] };
    const [there] = planChanges({ declared: none, entries: [], reality, prune: false });
    const [gone] = planChanges({ declared: none, entries: [entry], reality: { shares: {} }, prune: true });

    expect(there).toMatchObject({ change: 'NOT_DECLARED', flags, because: ['it exists'] });
    expect(gone).toMatchObject({ change: 'REMOVE', because: ['it is wanted, and does not exist'] });
    expect(planChanges({ declared, entries: [entry], reality, prune: false })).toEqual([
      {
        change: 'UNCHANGED',
        portfolioId: PORTFOLIO,
        recipient,
        flags,
        principals: [principal],
        because: [],
      },
    ]);
  });

  test('takes off what an earlier request left behind', () => {
    const left = { ...principal, principalArn: 'arn:aws:iam:::role/left' };
    const entries = [{ ...entry, leftBehind: [{ ...left, askedBy: 'id-1' }] }];
    const changes = planChanges({
      declared,
      entries,
      reality: { ...reality, principals: [principal, left] },
      prune: true,
    });

    expect(changes).toMatchObject([{ change: 'UNCHANGED' }, { change: 'DISASSOCIATE', principals: [left] }]);
  });
});
