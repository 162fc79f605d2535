import { describe, expect, it } from 'vitest';
import type { ShareEntry } from '../../../core/ledger/wanted-share.ts';
import type { Known } from '../../../core/prediction/known.ts';
import { predict, type Wish } from '../../../core/prediction/predict.ts';
import { changesOfFacts, factsDigest } from '../../../core/principals/risk-facts.ts';
import { ORGANIZATION, POLICY, pattern } from '../principals/risk-of.ts';

const OWNER = '111122223333';
const [A, B, BELOW_B] = ['ou-ab12-aaaaaaaa', 'ou-ab12-bbbbbbbb', 'ou-ab12-cccccccc'];
const RISKY = pattern('role/Deployer-*');
const unit = (value: string, sharePrincipals: boolean) =>
  ({ type: 'ORGANIZATIONAL_UNIT', value, shareTagOptions: false, sharePrincipals }) as const;
const account = (accountId: string, ...units: string[]) => ({
  accountId,
  isActive: true,
  above: [ORGANIZATION.value, 'r-ab12', ...units],
});
const ACCOUNTS = [
  account('222233334444', A),
  account('333344445555', B),
  account('444455556666', B, BELOW_B),
];

const WISH: Wish = {
  action: 'SHARE',
  portfolioId: 'port-a1b2c3d4e5f6g',
  recipient: { type: 'ORGANIZATIONAL_UNIT', value: B },
  shareTagOptions: false,
  sharePrincipals: true,
  principals: [RISKY],
};
const KNOWN: Known = {
  nowMs: Date.parse('2026-11-27T00:10:00.000Z'),
  standing: { shares: [], principals: [] },
  power: { readable: true, launchConstraints: ['cons-1'], stackSetConstraints: [] },
  policy: { ...POLICY, decisions: { ...POLICY.decisions, CRITICAL: 'APPROVE' } },
  ownerAccountId: OWNER,
  tree: { readAt: '2026-11-27T00:00:00.000Z', accounts: ACCOUNTS },
  managementNodes: new Set([ORGANIZATION.value]),
  recipient: { above: [ORGANIZATION.value] },
};

describe('a prediction', () => {
  it('says what is written, who gains, and what policy decides', () => {
    const { plan, reach, decision } = predict(WISH, KNOWN);

    expect(plan).toEqual({ write: 'CREATE', toAssociate: [RISKY], toDisassociate: [] });
    expect(reach?.gaining.accounts).toEqual(['333344445555', '444455556666']);
    expect(reach?.gainingPrincipals.accounts).toEqual([OWNER, '333344445555', '444455556666']);
    expect(decision).toBe('APPROVE');
  });

  it('weighs nothing of what takes access away, and says who loses', () => {
    const standing = { shares: [unit(B, true)], principals: [RISKY] };
    const { plan, reach, decision, findings } = predict(
      { ...WISH, action: 'UNSHARE' },
      { ...KNOWN, standing },
    );

    expect(plan).toEqual({ write: 'DELETE', toAssociate: [], toDisassociate: [RISKY] });
    expect(reach?.losing.count).toBe(2);
    expect([decision, findings]).toEqual(['ALLOW', []]);
  });

  it('updates the share of an account that is listed under the other type', () => {
    const recipient = { type: 'ACCOUNT', value: '333344445555' } as const;
    const listed = { ...unit('333344445555', false), type: 'ORGANIZATION_MEMBER_ACCOUNT' } as const;
    const standing = { shares: [listed], principals: [] };
    const wish = { ...WISH, recipient, sharePrincipals: false, shareTagOptions: true, principals: [] };

    expect(predict(wish, { ...KNOWN, standing }).plan.write).toBe('UPDATE');
  });

  describe('where lists lag behind what other requests brought', () => {
    const wanted = (value: string, sharePrincipals: boolean, principals: readonly object[] = []) =>
      ({
        recipient: unit(value, false),
        generation: 1,
        wanted: { sharePrincipals, principals },
      }) as unknown as ShareEntry;
    const quiet = { ...WISH, sharePrincipals: false };
    const listed = { ...KNOWN, standing: { shares: [unit(A, false), unit(B, false)], principals: [] } };

    it('weighs a new pattern on names that are wanted and not listed', () => {
      expect(predict(quiet, listed).decision).toBe('ALLOW');
      expect(predict(quiet, { ...listed, entries: [wanted(A, false), wanted(B, false)] }).decision).toBe(
        'ALLOW',
      );
      for (const late of [A, B])
        expect(predict(quiet, { ...listed, entries: [wanted(late, true)] }).decision).toBe('APPROVE');
    });

    it('weighs a pattern that others asked for and that is not listed', () => {
      const wish = { ...WISH, principals: [] };

      expect(predict(wish, listed).decision).toBe('ALLOW');
      expect(predict(wish, { ...listed, entries: [wanted(A, false, [RISKY])] }).decision).toBe('APPROVE');
    });

    it.each([
      ['long ago, and is not listed', 'ALLOW', '2026-11-27T00:04:00.000Z'],
      ['before its time was noted, and is not listed', 'ALLOW', undefined],
      ['a moment ago', 'APPROVE', '2026-11-27T00:09:00.000Z'],
    ])('weighs a pattern that was left behind %s: %s', (_, decision, broughtAt) => {
      const leftBehind = [{ ...RISKY, broughtAt }];
      const left = { recipient: unit(A, false), leftBehind } as unknown as ShareEntry;

      expect(predict({ ...WISH, principals: [] }, { ...listed, entries: [left] }).decision).toBe(decision);
    });

    it.each([
      ['long ago', 'ALLOW', '2026-11-27T00:04:00.000Z'],
      ['a moment ago', 'APPROVE', '2026-11-27T00:09:00.000Z'],
    ])('weighs names that a request which failed wrote %s: %s', (_, decision, namesAt) => {
      const left = { recipient: unit(A, false), end: { namesAt } } as unknown as ShareEntry;

      expect(predict(quiet, { ...listed, entries: [left] }).decision).toBe(decision);
    });

    it('takes no names as an excuse that another request has just taken away', () => {
      const wish = { ...WISH, principals: [] };
      const standing = { shares: [unit(B, true)], principals: [RISKY] };
      const gone = { recipient: unit(B, true), generation: 2 } as unknown as ShareEntry;
      const decide = (wanting: Wish, entries: readonly ShareEntry[], above: readonly string[] = []) =>
        predict(wanting, { ...KNOWN, standing, entries, recipient: { above } }).decision;
      const below = { ...wish, recipient: { type: 'ORGANIZATIONAL_UNIT', value: BELOW_B } } as const;

      for (const entry of [gone, wanted(B, false)]) {
        expect(decide(wish, [entry])).toBe('APPROVE');
        expect(decide(below, [entry], [B])).toBe('APPROVE');
      }
      for (const known of [[], [wanted(B, true)], [{ ...gone, generation: 0 }]]) {
        expect(decide(wish, known)).toBe('ALLOW');
        expect(decide(below, known, [B])).toBe('ALLOW');
      }
    });

    it('takes nothing as exposed before because it is wanted', () => {
      const standing = { shares: [], principals: [RISKY] };
      const below = {
        ...WISH,
        recipient: { type: 'ORGANIZATIONAL_UNIT', value: BELOW_B },
        principals: [],
      } as const;
      const known = { ...KNOWN, standing, recipient: { above: [ORGANIZATION.value, B] } };

      expect(predict(below, { ...known, entries: [wanted(BELOW_B, true), wanted(B, true)] }).decision).toBe(
        'APPROVE',
      );
    });
  });

  it('takes the place of an account from what was read last', () => {
    const recipient = { type: 'ORGANIZATION_MEMBER_ACCOUNT', value: '222233334444' } as const;
    const standing = { shares: [unit(B, false)], principals: [] };
    const moved = { ...KNOWN, standing, recipient: { above: [ORGANIZATION.value, B] } };

    expect(predict({ ...WISH, recipient, sharePrincipals: false }, moved).reach?.gaining.count).toBe(0);
  });
});

describe('what risk is weighed on', () => {
  const entryOf = (recipient: object, more: object) =>
    ({ recipient, generation: 1, ...more }) as unknown as ShareEntry;
  const inputOf = (wish: Partial<Wish>, more: Partial<Known> = {}) =>
    predict({ ...WISH, ...wish }, { ...KNOWN, ...more }).input;
  const approved = [{ exposed: 'x', severity: 'HIGH', constraints: [] }];

  it('is the share, and all others that show names, listed or late', () => {
    const standing = { shares: [unit(A, true), unit(BELOW_B, false), unit(B, true)], principals: [] };
    const late = entryOf(
      { type: 'ORGANIZATIONAL_UNIT', value: BELOW_B },
      { wanted: { sharePrincipals: true, principals: [] } },
    );
    const yes = entryOf(
      { type: 'ORGANIZATIONAL_UNIT', value: A },
      { approved, wanted: { sharePrincipals: true, principals: [] } },
    );

    const { share, otherShares } = inputOf(
      {},
      { standing, entries: [late, yes], managementNodes: new Set([A]) },
    );

    const shown = { type: 'ORGANIZATIONAL_UNIT', sharesPrincipalsNow: true, willSharePrincipals: true };
    expect(share).toEqual({ ...shown, value: B, reachesManagementAccount: false });
    expect(otherShares).toEqual([
      { ...shown, value: A, reachesManagementAccount: true, approved },
      { ...shown, value: BELOW_B, reachesManagementAccount: false },
    ]);
  });

  it('counts a node as the management account’s where nobody may read that', () => {
    expect(inputOf({}, { managementNodes: undefined } as never).share.reachesManagementAccount).toBe(true);
  });

  it('is covered where names are shared with a node above, and only then', () => {
    const standing = { shares: [unit(B, true)], principals: [] };
    const below = { recipient: { type: 'ORGANIZATIONAL_UNIT', value: BELOW_B } } as const;
    const covered = (wish: Partial<Wish>, above: readonly string[] | undefined, more: object = {}) =>
      inputOf({ ...below, ...wish }, { standing, recipient: above ? { above } : {}, ...more }).share
        .isCoveredNow;

    expect(covered({}, [B])).toBe(true);
    expect(covered({}, [A])).toBeUndefined();
    expect(covered({}, undefined)).toBeUndefined();
    expect(covered({ sharePrincipals: false }, [B])).toBeUndefined();
    expect(
      covered({}, [B], { standing: { shares: [unit(B, true), unit(BELOW_B, true)], principals: [] } }),
    ).toBeUndefined();
  });

  it('says of a share with an account whether it is there, known, named and wanted', () => {
    const recipient = { type: 'ACCOUNT', value: '222233334444' } as const;
    const wish = { recipient, sharePrincipals: false };
    const there = { shares: [{ ...recipient, sharePrincipals: false }, unit(A, false)], principals: [] };
    const other = entryOf({ ...recipient, value: '999988887777' }, { wanted: { principals: [] } });

    expect(
      inputOf(wish, {
        standing: there,
        recipient: { isInOrganization: false, isNamedByRule: true },
        entries: [other, entryOf(recipient, { wanted: { principals: [] } })],
      }).share,
    ).toMatchObject({
      isThereNow: true,
      isInOrganization: false,
      isNamedByRule: true,
      isWantedNow: true,
    });
    const unknown = inputOf(wish, { recipient: {}, entries: [other, entryOf(recipient, {})] }).share;
    expect(unknown).toEqual({
      ...recipient,
      sharesPrincipalsNow: false,
      willSharePrincipals: false,
      reachesManagementAccount: false,
      isThereNow: false,
    });
    expect(inputOf({}, { entries: [] }).share).not.toHaveProperty('isThereNow');
  });

  it('takes what is listed as there, and what is late once', () => {
    const [listed, late, requested] = [pattern('role/listed'), pattern('role/late'), pattern('role/asked')];
    const standing = { shares: [], principals: [listed] };
    const entries = [
      entryOf(unit(A, false), { wanted: { sharePrincipals: false, principals: [listed, late, requested] } }),
    ];

    expect(inputOf({ principals: [requested] }, { standing, entries }).existing).toEqual([listed, late]);
    expect(inputOf({ principals: [requested] }, { standing }).existing).toEqual([listed]);
  });

  it('knows a listed principal by the case in which it was asked for', () => {
    const [asked, shown] = [
      pattern('role/Asked'),
      { ...pattern('role/Asked'), principalArn: 'arn:aws:iam:::role/asked' },
    ];
    const entries = [entryOf(unit(A, false), { wanted: { sharePrincipals: false, principals: [asked] } })];

    const { plan } = predict(
      { ...WISH, principals: [asked] },
      { ...KNOWN, standing: { shares: [], principals: [asked] } },
    );
    expect(plan.toAssociate).toEqual([]);
    expect(
      inputOf({ principals: [] }, { standing: { shares: [], principals: [shown] }, entries }).existing.length,
    ).toBeGreaterThan(0);
  });
});

describe('a plan', () => {
  const [there, absent] = [pattern('role/there'), pattern('role/absent')];
  const standing = { shares: [unit(B, true)], principals: [there] };

  it('associates what is not there, and takes off what is', () => {
    const principals = [there, absent];

    expect(predict({ ...WISH, principals }, { ...KNOWN, standing }).plan).toEqual({
      write: 'NONE',
      toAssociate: [absent],
      toDisassociate: [],
    });
    expect(predict({ ...WISH, action: 'DISASSOCIATE', principals }, { ...KNOWN, standing }).plan).toEqual({
      write: 'NONE',
      toAssociate: [],
      toDisassociate: [there],
    });
  });

  it('takes tag options that are not listed as not shared', () => {
    const shares = [{ type: 'ORGANIZATIONAL_UNIT', value: B, sharePrincipals: true } as const];
    const known = { ...KNOWN, standing: { shares, principals: [] } };

    expect(predict(WISH, known).plan.write).toBe('NONE');
    expect(predict({ ...WISH, shareTagOptions: true }, known).plan.write).toBe('UPDATE');
  });

  it('says where a quota has no room, for what adds alone', () => {
    const full = { shares: [], principals: Array.from({ length: 10 }, (_, nth) => pattern(`role/${nth}`)) };

    expect(predict(WISH, { ...KNOWN, standing: full }).quotaProblem).toContain('more than the quota of 10');
    expect(predict({ ...WISH, action: 'UNSHARE' }, { ...KNOWN, standing: full })).not.toHaveProperty(
      'quotaProblem',
    );
    expect(predict(WISH, KNOWN)).not.toHaveProperty('quotaProblem');
  });

  it('counts nobody where the organization was not read', () => {
    const { tree: _, ...known } = KNOWN;

    expect(predict(WISH, known)).not.toHaveProperty('reach');
  });

  it('takes the place of an account-to-account share from what was read last, too', () => {
    const recipient = { type: 'ACCOUNT', value: '222233334444' } as const;
    const moved = {
      ...KNOWN,
      standing: { shares: [unit(B, false)], principals: [] },
      recipient: { above: [ORGANIZATION.value, B] },
    };

    expect(predict({ ...WISH, recipient, sharePrincipals: false }, moved).reach?.gaining.count).toBe(0);
  });
});

/** What somebody said yes to, and what is there when it is carried out. */
describe('a yes is void once', () => {
  const asked = predict(WISH, KNOWN).facts;
  const later = (more: Partial<Known>) => predict(WISH, { ...KNOWN, ...more }).facts;

  it.each<[string, Partial<Known>, RegExp]>([
    [
      'another unit has the names',
      { standing: { shares: [unit(A, true)], principals: [] } },
      /^Recipients .* added: ou-ab12-aaaaaaaa\./,
    ],
    [
      'another pattern is there',
      { standing: { shares: [], principals: [pattern('role/Other')] } },
      /^Patterns added: .*role\/Other/,
    ],
    [
      'another constraint lends rights',
      { power: { readable: true, launchConstraints: ['cons-1', 'cons-2'], stackSetConstraints: [] } },
      /^Constraints .* added: cons-2/,
    ],
    [
      'constraints are others in the same number',
      { power: { readable: true, launchConstraints: ['cons-3'], stackSetConstraints: [] } },
      /cons-3.*gone: cons-1/,
    ],
    [
      'an account has come to the unit',
      { tree: { readAt: 'later', accounts: [...ACCOUNTS, account('555566667777', B)] } },
      /in other accounts: 2 then, 3 now/,
    ],
    [
      'one account has taken the place of another',
      { tree: { readAt: 'later', accounts: [...ACCOUNTS.slice(0, 2), account('555566667777', B)] } },
      /in other accounts: 2 then, 2 now/,
    ],
    ['the unit reaches the management account', { managementNodes: new Set([B]) }, /^Findings added/],
    ['the organization is read no longer', { tree: undefined }, /2 then, an unknown number now/],
  ] as const)('%s', (_, more, change) => {
    const facts = later(more as Partial<Known>);

    expect(factsDigest(facts)).not.toBe(factsDigest(asked));
    expect(changesOfFacts(asked, facts).join(' ')).toMatch(change);
  });

  it.each<[string, Partial<Known>]>([
    ['a unit is shared without names', { standing: { shares: [unit(A, false)], principals: [] } }],
    ['its own principal is there already', { standing: { shares: [], principals: [RISKY] } }],
    ['its own share is there already', { standing: { shares: [unit(B, true)], principals: [RISKY] } }],
    [
      'an account elsewhere has come',
      { tree: { readAt: 'later', accounts: [...ACCOUNTS, account('555566667777', A)] } },
    ],
    ['the same organization was read anew', { tree: { readAt: 'later', accounts: ACCOUNTS.toReversed() } }],
  ])('but stands where %s', (_, more) => {
    expect(factsDigest(later(more))).toBe(factsDigest(asked));
  });
});
