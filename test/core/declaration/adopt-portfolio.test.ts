import { expect, test } from 'vitest';
import { parseConfig } from '../../../core/config/config.ts';
import { adoptPortfolio } from '../../../core/declaration/adopt-portfolio.ts';
import type { ShareEntry } from '../../../core/ledger/wanted-share.ts';
import type { Reality } from '../../../core/reconciliation/reality.ts';
import { entryOf, PORTFOLIO } from '../reconciliation/tampered-world.ts';

const parsed = parseConfig({});
if (!parsed.ok) throw new Error('The default configuration does not parse');
const risk = { policy: parsed.config.principals, managementNodes: new Set<string>() };
const NOW = '2026-11-22T01:00:00.000Z';
const recipient = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const;
const flags = { shareTagOptions: false, sharePrincipals: true };
const [mild, wild, torn] = ['role/aws-reserved/a', 'role/*', '\u0000'].map(
  (name) => ({ principalArn: `arn:aws:iam:::${name}`, principalType: 'IAM_PATTERN' }) as const,
) as [Principal, Principal, Principal];
interface Principal {
  readonly principalArn: string;
  readonly principalType: 'IAM_PATTERN';
}

const adopt = (entries: readonly ShareEntry[], reality: Reality) =>
  adoptPortfolio({ portfolioId: PORTFOLIO, entries, reality, risk, partition: 'aws', now: NOW });
const shares = { ORGANIZATIONAL_UNIT: [{ recipient, ...flags }] };
const power = { readable: true, launchConstraints: [], stackSetConstraints: [] } as const;

test('a share that nobody asked for is wanted from now on, with its principals and what was told of its risk', () => {
  const { toKeep, declared, unreadable, missing, findings } = adopt([], {
    shares,
    principals: [mild, wild, torn],
    power,
  });

  expect(declared).toEqual({
    portfolioId: PORTFOLIO,
    principals: [mild, wild],
    shares: [{ recipient, ...flags }],
  });
  expect(toKeep).toEqual([
    {
      entry: { portfolioId: PORTFOLIO, recipient, generation: 0, decidedSequence: 0, inFlight: [] },
      wanted: {
        ...flags,
        principals: [mild, wild].map((one) => ({ ...one, askedBy: 'ADOPTED' })),
        requestId: 'ADOPTED',
        requestKey: 'ADOPTED',
        keptAt: NOW,
        severity: findings[0]?.severity,
        lentRights: false,
        alreadyReached: { count: 0, accounts: [] },
      },
    },
  ]);
  expect(unreadable).toEqual([torn]);
  expect(missing).toEqual([]);
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.map(({ severity }) => severity)).not.toContain('NONE');
});

test('a share that is as it was asked for is left as it is; one that is not keeps who asked for it', () => {
  const other = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-zzzz3456' } as const;
  const entry = entryOf(recipient, 3, flags, [mild]);
  const wanted = {
    ...entry.wanted,
    requestId: 'id-1',
    requestKey: 'req-1',
    alreadyReached: { count: 1, accounts: ['1'] },
  };
  const asked = { ...entry, wanted } as ShareEntry;
  const elsewhere = entryOf(other, 1, flags, []);

  expect(adopt([elsewhere, asked], { shares, principals: [mild] }).toKeep).toEqual([]);
  expect(adopt([elsewhere, asked], { shares, principals: [mild] }).missing).toEqual([elsewhere]);
  const [kept] = adopt([elsewhere, asked], { shares, principals: [mild, wild] }).toKeep;
  expect(kept).toMatchObject({
    entry: asked,
    wanted: { requestId: 'id-1', requestKey: 'req-1', alreadyReached: { count: 1, accounts: ['1'] } },
  });
  expect(kept?.wanted.principals.map(({ askedBy }) => askedBy)).toEqual([
    asked.wanted?.principals[0]?.askedBy,
    'ADOPTED',
  ]);
  const differently = { shares: { ORGANIZATIONAL_UNIT: [{ recipient, ...flags, shareTagOptions: true }] } };
  expect(adopt([asked], differently).toKeep).toMatchObject([
    { entry: asked, wanted: { shareTagOptions: true } },
  ]);
});

test('rights that constraints lend are kept with the wish, where they could be read', () => {
  const lent = (more: object) =>
    adopt([], { shares, principals: [mild], power: { ...power, ...more } } as Reality).toKeep[0]?.wanted
      .lentRights;
  const constraint = { constraintId: 'cons-1', productId: 'prod-1', roleArn: 'arn:aws:iam::1:role/a' };

  expect(lent({ launchConstraints: [constraint] })).toBe(true);
  expect(lent({ stackSetConstraints: [constraint] })).toBe(true);
  expect(lent({})).toBe(false);
});

test('a portfolio without a share has no risk to be told', () => {
  expect(adopt([], { shares: {}, principals: [wild] })).toMatchObject({ findings: [], toKeep: [] });
  expect(adopt([], { shares: {} }).declared).toEqual({ portfolioId: PORTFOLIO, principals: [], shares: [] });
});
