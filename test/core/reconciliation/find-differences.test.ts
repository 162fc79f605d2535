import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../core/config/config.ts';
import { identityOfPrincipal } from '../../../core/principals/identity-of-principal.ts';
import type { Difference } from '../../../core/reconciliation/drift.ts';
import { driftIdOf } from '../../../core/reconciliation/drift-id.ts';
import { findDifferences } from '../../../core/reconciliation/find-differences.ts';
import { planRepairs, REPAIRABLE } from '../../../core/reconciliation/plan-repairs.ts';
import { type Reality, sharesOf } from '../../../core/reconciliation/reality.ts';
import { UnderWay } from '../../../core/reconciliation/under-way.ts';
import { RECIPIENT_TYPES } from '../../../core/share/recipient.ts';
import { entryOf, PORTFOLIO, type World, worlds } from './tampered-world.ts';

const parsed = parseConfig({});
if (!parsed.ok) throw new Error('The default configuration does not parse');
const risk = { policy: parsed.config.principals, managementNodes: new Set<string>() };

function found({ wanted, reality }: Pick<World, 'wanted' | 'reality'>): string[] {
  return findDifferences(wanted, reality, risk).map(nameOf).sort();
}

function nameOf({ kind, recipient, principal }: Difference): string {
  const subject = principal ? identityOfPrincipal(principal) : `${recipient?.type} ${recipient?.value}`;
  return `${kind} ${subject}`;
}

/** What the share machine does for the repairs, and a person about the rest. */
function mend({ wanted, reality }: World): Reality {
  const differences = findDifferences(wanted, reality, risk);
  const drifts = differences.map((difference) => ({ driftId: driftIdOf(difference, 1), difference }));
  const repairs = planRepairs(drifts, wanted.entries, REPAIRABLE);
  const repaired = new Set(repairs.map(({ entry }) => `${entry.recipient.type} ${entry.recipient.value}`));
  const surplus = new Set(
    differences
      .filter(({ kind }) => kind === 'SHARE_NOT_ASKED_FOR')
      .map(({ recipient }) => `${recipient?.type} ${recipient?.value}`),
  );
  const isOf =
    (names: ReadonlySet<string>) =>
    ({ recipient }: { recipient: { type: string; value: string } }) =>
      names.has(`${recipient.type} ${recipient.value}`);
  const kept = sharesOf(reality).filter((share) => !isOf(repaired)(share) && !isOf(surplus)(share));
  const made = repairs.map(({ entry }) => ({
    recipient: entry.recipient,
    shareTagOptions: entry.wanted?.shareTagOptions ?? false,
    sharePrincipals: entry.wanted?.sharePrincipals ?? false,
  }));
  const all = [...kept, ...made];
  const unasked = new Set(
    differences
      .filter(({ kind }) => kind === 'PRINCIPAL_NOT_ASKED_FOR')
      .map(({ principal }) => principal?.principalArn),
  );
  const associated = repairs.flatMap(({ entry }) => entry.wanted?.principals ?? []);
  const byArn = new Map([...(reality.principals ?? []), ...associated].map((one) => [one.principalArn, one]));
  return {
    shares: Object.fromEntries(
      RECIPIENT_TYPES.map((type) => [type, all.filter(({ recipient }) => recipient.type === type)]),
    ),
    principals: [...byArn.values()].filter(({ principalArn }) => !unasked.has(principalArn)),
  };
}

describe('over ledgers and realities that were made to differ at random', () => {
  test('every difference is found, and none is invented', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        expect(found(world)).toEqual(world.expected);
      }),
      { numRuns: 500 },
    );
  });

  test('after the repairs, and what a person removes, only account shares are left to find', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const left = found({ wanted: world.wanted, reality: mend(world) });

        expect(left.filter((name) => !name.startsWith('ACCOUNT_SHARE'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('what was not read is not compared', () => {
    fc.assert(
      fc.property(worlds, fc.subarray([...RECIPIENT_TYPES]), ({ wanted, reality, expected }, types) => {
        const partly = { shares: Object.fromEntries(types.map((type) => [type, reality.shares[type]])) };

        expect(found({ wanted, reality: partly })).toEqual(
          expected.filter((name) => types.some((type) => name.split(' ')[1] === type)),
        );
      }),
    );
  });
});

describe('one portfolio', () => {
  const unit = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;
  const entry = entryOf(unit, 3, { shareTagOptions: false, sharePrincipals: true });
  const pattern = {
    principalArn: 'arn:aws:iam:::role/platform/Deploy',
    principalType: 'IAM_PATTERN',
  } as const;
  const wanted = {
    portfolioId: PORTFOLIO,
    entries: [
      {
        ...entry,
        ...(entry.wanted && { wanted: { ...entry.wanted, principals: [{ ...pattern, askedBy: 'a' }] } }),
      },
    ],
    adoptedPrincipals: [],
    underWay: new UnderWay([]),
  };
  const shares = {
    ORGANIZATIONAL_UNIT: [{ recipient: unit, shareTagOptions: false, sharePrincipals: true }],
  };
  const power = { readable: true, launchConstraints: ['cons-1'], stackSetConstraints: [] } as const;

  test('whose risk rose by a constraint added since is found once, with what is at stake', () => {
    const [risen, ...rest] = findDifferences(wanted, { shares, principals: [pattern], power }, risk);

    expect(rest).toEqual([]);
    expect(risen).toMatchObject({
      kind: 'RISK_RISEN',
      expected: { severity: 'MEDIUM' },
      actual: { severity: 'HIGH' },
    });
    expect(risen?.findings.map(({ id }) => id)).toContain('lends-launch-role');
  });

  test.each([
    ['whose constraint was there when it was asked for', { lentRights: true }, power],
    ['whose constraints cannot be read', {}, { readable: false } as const],
    ['without constraints', {}, { ...power, launchConstraints: [] }],
  ])('%s has no risen risk', (_, change, readPower) => {
    const entries = wanted.entries.map((one) => ({
      ...one,
      ...(one.wanted && { wanted: { ...one.wanted, ...change } }),
    }));

    expect(
      findDifferences({ ...wanted, entries }, { shares, principals: [pattern], power: readPower }, risk),
    ).toEqual([]);
  });

  test('names accounts with access that no share reaches, unless a share is under way', () => {
    const access = { all: ['111111111111', '222222222222', '333333333333'], inherited: ['111111111111'] };
    const reality = { shares: { ...shares, ACCOUNT: [] }, access };

    const differences = findDifferences(wanted, reality, risk);
    const underWay = new UnderWay([
      {
        request: {
          requestId: 'r',
          action: 'UNSHARE',
          portfolioId: PORTFOLIO,
          recipient: unit,
          shareTagOptions: false,
          sharePrincipals: false,
          principals: [],
        },
      },
    ]);

    expect(differences.map(({ kind, accountId }) => [kind, accountId])).toEqual([
      ['ACCESS_WITHOUT_SHARE', '222222222222'],
      ['ACCESS_WITHOUT_SHARE', '333333333333'],
    ]);
    expect(findDifferences({ ...wanted, underWay }, reality, risk)).toEqual([]);
  });

  test('does not call what was adopted a principal that nobody asked for', () => {
    const adopted = { ...wanted, entries: [], adoptedPrincipals: [pattern] };

    expect(findDifferences(adopted, { shares: {}, principals: [pattern] }, risk)).toEqual([]);
  });

  test('has one drift id for one difference, and another for another generation or episode', () => {
    const differ = (generation: number) =>
      findDifferences(
        { ...wanted, entries: [{ ...entry, generation }] },
        { shares: { ORGANIZATIONAL_UNIT: [] } },
        risk,
      );
    const [one] = differ(3);
    const [same] = differ(3);
    const [later] = differ(4);
    if (!one || !same || !later) throw new Error('The missing share was not found');

    expect(driftIdOf(same, 1)).toBe(driftIdOf(one, 1));
    expect(driftIdOf(one, 1)).toMatch(/^drift-port-a1b2c3d4e5f6g-[0-9a-f]{20}-g3$/);
    expect(new Set([driftIdOf(one, 1), driftIdOf(one, 2), driftIdOf(later, 1)]).size).toBe(3);
  });
});
