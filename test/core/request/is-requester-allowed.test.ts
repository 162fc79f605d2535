import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../core/config/config.ts';
import { coversPrincipal } from '../../../core/principals/policy-patterns.ts';
import {
  isNamedByRule,
  isRequesterAllowed,
  type RequesterPolicy,
  rulesFor,
} from '../../../core/request/is-requester-allowed.ts';

const OWN = '123456789012';
const OTHER = '210987654321';
const PORTFOLIO = 'port-a1b2c3d4e5f6g';
const UNIT = 'ou-ab12-cdef3456';

const asks = (
  policy: RequesterPolicy,
  {
    account = OTHER,
    source = 'acme.account-vending',
    action = 'SHARE',
    portfolioId = PORTFOLIO,
    node = UNIT,
    principals = [] as string[],
  } = {},
) =>
  isRequesterAllowed(
    policy,
    { account, source },
    {
      action: action === 'SHARE' ? 'SHARE' : 'UNSHARE',
      portfolioId,
      recipient: { type: 'ORGANIZATIONAL_UNIT', value: node },
      principals: principals.map((id) => ({
        principalArn: `arn:aws:iam:::${id}`,
        principalType: 'IAM_PATTERN',
      })),
    },
    OWN,
    coversPrincipal,
  );

function policyOf(requests: unknown): RequesterPolicy {
  const parsed = parseConfig({ requests });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config.requests;
}

describe('by default', () => {
  const policy = policyOf({});

  it("the stack's own account asks for anything", () => {
    expect(asks(policy, { account: OWN })).toEqual({ allowed: true });
    expect(asks(policy, { account: OWN, action: 'UNSHARE', node: 'o-a1b2c3d4e5' })).toEqual({
      allowed: true,
    });
  });

  it('another account asks for nothing', () => {
    expect(asks(policy)).toEqual({
      allowed: false,
      why: 'By config.yml (requests), account 210987654321 may not ask for anything.',
    });
  });
});

it.each(['o-a1b2c3d4e5', UNIT])('a rule for %s with all below it admits the node itself', (node) => {
  const policy = policyOf({ allow: [{ accounts: [OTHER], portfolios: ['*'], nodes: [`${node}/*`] }] });

  expect(asks(policy, { node })).toEqual({ allowed: true });
});

describe('an account that is listed', () => {
  const policy = policyOf({
    allow: [
      {
        accounts: [OTHER],
        sources: ['acme.account-vending'],
        actions: ['SHARE'],
        portfolios: [PORTFOLIO],
        nodes: [UNIT],
      },
      { accounts: [OTHER], sources: ['acme.tickets'], actions: ['UNSHARE'], portfolios: ['*'], nodes: ['*'] },
    ],
  });

  it('asks for what one rule admits as a whole', () => {
    expect(asks(policy)).toEqual({ allowed: true });
    expect(asks(policy, { source: 'acme.tickets', action: 'UNSHARE', portfolioId: 'port-other' })).toEqual({
      allowed: true,
    });
  });

  it.each([
    [{ source: 'acme.other' }, 'as source acme.other.'],
    [{ action: 'UNSHARE' }, 'ask for UNSHARE.'],
    [{ source: 'acme.tickets' }, 'ask for SHARE.'],
    [{ portfolioId: 'port-other' }, 'ask for SHARE of port-other.'],
    [{ node: 'ou-ab12-00000000' }, `ask for SHARE of ${PORTFOLIO} with ou-ab12-00000000.`],
    [{ account: '111111111111' }, 'account 111111111111 may not ask for anything.'],
    [{ account: OWN }, `account ${OWN} may not ask for anything.`],
  ])('does not ask for %j, and hears which part was not admitted', (wish, end) => {
    const decision = asks(policy, wish);

    expect(decision).toEqual({
      allowed: false,
      why: expect.stringMatching(/^By config.yml \(requests\), account/),
    });
    expect('why' in decision && decision.why.endsWith(end)).toBe(true);
  });
});

it('an asterisk admits every account that the bus lets in', () => {
  const policy = policyOf({ allow: [{ accounts: ['*'], portfolios: [PORTFOLIO], nodes: ['*'] }] });

  expect(asks(policy)).toEqual({ allowed: true });
  expect(asks(policy, { portfolioId: 'port-other' })).toMatchObject({ allowed: false });
});

it('a rule for SELF admits no other account', () => {
  const policy = policyOf({ allow: [{ accounts: ['SELF'], portfolios: ['*'], nodes: ['*'] }] });

  expect(asks(policy, { account: 'SELF' })).toMatchObject({ allowed: false });
});

it('an empty list admits nobody', () => {
  expect(asks(policyOf({ allow: [] }), { account: OWN })).toMatchObject({ allowed: false });
});

describe('principals', () => {
  const rule = { accounts: [OTHER], portfolios: [PORTFOLIO], nodes: [UNIT] };
  const teamB = policyOf({ allow: [{ ...rule, principals: ['role/team-b/*'] }] });

  it.each([
    [policyOf({ allow: [rule] }), ['role/Deploy'], false],
    [policyOf({ allow: [rule] }), [], true],
    [policyOf({ allow: [{ ...rule, accounts: ['*'] }] }), ['role/Deploy'], false],
    [policyOf({ allow: [{ ...rule, principals: ['*'] }] }), ['role/Deploy'], true],
    [teamB, ['role/team-b/Deploy', 'role/team-b/ops-?'], true],
    [teamB, ['role/team-b/Deploy', 'role/team-a/Deploy'], false],
    [teamB, ['role/team-*'], false],
  ])('are none of another account unless a rule names them: %j %j', (policy, principals, allowed) => {
    expect(asks(policy, { principals })).toMatchObject({ allowed });
  });

  it("are any of the stack's own account", () => {
    const policy = policyOf({ allow: [{ ...rule, accounts: ['SELF'] }] });

    expect(asks(policy, { account: OWN, principals: ['role/Deploy'] })).toEqual({ allowed: true });
  });

  it('that are not allowed are told, with those that are', () => {
    expect(asks(teamB, { principals: ['role/team-a/Deploy'] })).toMatchObject({
      why: expect.stringContaining('only role/team-b/*'),
    });
  });
});

it('a unit with all that is below it is decided where the tree is read', () => {
  const policy = policyOf({ allow: [{ accounts: [OTHER], portfolios: ['*'], nodes: [`${UNIT}/*`] }] });

  expect(asks(policy, { node: 'ou-ab12-00000000' })).toEqual({ allowed: true });
  expect(asks(policy, { node: 'o-a1b2c3d4e5' })).toMatchObject({ allowed: false });
});

describe('a name that a rule does not allow', () => {
  const refused = (patterns: string[], names: string[]) =>
    asks(
      policyOf({ allow: [{ accounts: [OTHER], portfolios: ['*'], nodes: ['*'], principals: patterns }] }),
      { principals: names },
    );

  it('is told with at most two more, and with at most five that the rules allow', () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => `role/other-${name}`);
    const patterns = ['a', 'b', 'c', 'd', 'e', 'f'].map((team) => `role/team-${team}/*`);

    expect(refused(patterns, names)).toEqual({
      allowed: false,
      why: `By config.yml (requests), account ${OTHER} may not name ${names
        .slice(0, 3)
        .map((name) => `arn:aws:iam:::${name}`)
        .join(', ')} for ${PORTFOLIO}. Its rules (principals) allow only ${patterns.slice(0, 5).join(', ')}.`,
    });
  });

  it('is told where the rules allow none', () => {
    expect(
      asks(policyOf({ allow: [{ accounts: [OTHER], portfolios: ['*'], nodes: ['*'] }] }), {
        principals: ['role/a'],
      }),
    ).toMatchObject({ why: expect.stringContaining('allow none.') });
  });
});

describe('Foliocast itself', () => {
  const none = policyOf({ allow: [] });

  it("asks from the stack's own account, by whatever other sections of config.yml say", () => {
    expect(asks(none, { account: OWN, source: 'foliocast.vending' })).toEqual({ allowed: true });
  });

  it.each([
    [OTHER, 'foliocast.vending'],
    [OWN, 'acme.foliocast.'],
  ])('is not %s with the source %s', (account, source) => {
    expect(asks(none, { account, source })).toMatchObject({ allowed: false });
  });

  it('needs a rule of the portfolio that names the node, before its share is called asked for', () => {
    const rule = { accounts: [OTHER], sources: ['acme.test'], portfolios: [PORTFOLIO], nodes: [UNIT] };
    const named = (requester: { account: string; source: string }, portfolioId = PORTFOLIO, value = UNIT) =>
      isNamedByRule(
        policyOf({ allow: [rule, { ...rule, nodes: ['*'] }] }),
        requester,
        {
          action: 'SHARE',
          portfolioId,
          recipient: { type: 'ORGANIZATIONAL_UNIT', value },
          principals: [],
        },
        OWN,
        coversPrincipal,
      );
    const ours = { account: OWN, source: 'foliocast.vending' };

    expect(named(ours)).toBe(true);
    expect(named(ours, 'port-other')).toBe(false);
    expect(named(ours, PORTFOLIO, 'ou-ab12-00000000')).toBe(false);
    expect(named({ account: OTHER, source: 'acme.test' })).toBe(true);
    expect(named({ account: OTHER, source: 'acme.other' })).toBe(false);
  });
});

it('a request about names alone needs no node', () => {
  const rule = {
    accounts: [OTHER, '111111111111'],
    portfolios: [PORTFOLIO],
    nodes: [UNIT],
    principals: ['*'],
  };
  const policy = policyOf({ allow: [{ ...rule, actions: ['DISASSOCIATE', 'SHARE'] }] });
  const asked = {
    portfolioId: PORTFOLIO,
    recipient: { type: 'NOBODY', value: PORTFOLIO },
    principals: [],
  } as const;
  const requester = { account: OTHER, source: 'acme.test' };

  expect(
    isRequesterAllowed(policy, requester, { ...asked, action: 'DISASSOCIATE' }, OWN, coversPrincipal),
  ).toEqual({ allowed: true });
  expect(
    isRequesterAllowed(policy, requester, { ...asked, action: 'SHARE' }, OWN, coversPrincipal),
  ).toMatchObject({ allowed: false });
});

it('rules for a requester are those of its account, source, action and portfolio, each', () => {
  const rule = {
    accounts: [OTHER],
    sources: ['acme.test'],
    actions: ['SHARE'],
    portfolios: [PORTFOLIO],
    nodes: ['*'],
  };
  const count = (change: object) =>
    rulesFor(
      policyOf({ allow: [{ ...rule, ...change }] }),
      { account: OTHER, source: 'acme.test' },
      { action: 'SHARE', portfolioId: PORTFOLIO, principals: [] },
      OWN,
      coversPrincipal,
    ).length;

  expect(count({})).toBe(1);
  expect(count({ accounts: [OWN] })).toBe(0);
  expect(count({ sources: ['acme.other'] })).toBe(0);
  expect(count({ actions: ['UNSHARE'] })).toBe(0);
  expect(count({ portfolios: ['port-z9z9z9z9z9z9z'] })).toBe(0);
});

it('one of several units with all below them is enough for the tree to be asked', () => {
  const nodes = [`${UNIT}/*`, 'ou-ab12-11111111'];
  const policy = policyOf({
    allow: [
      { accounts: [OTHER], portfolios: ['*'], nodes },
      { accounts: [OTHER], portfolios: ['*'], nodes: [UNIT] },
    ],
  });

  expect(asks(policy, { node: 'ou-ab12-00000000' })).toEqual({ allowed: true });
});
