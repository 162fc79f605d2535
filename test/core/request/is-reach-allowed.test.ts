import { expect, test } from 'vitest';
import { changedNodes } from '../../../core/reach/changed-nodes.ts';
import type { Standing } from '../../../core/reach/standing.ts';
import { isReachAllowed, reachesEverywhere } from '../../../core/request/is-reach-allowed.ts';
import type { RequesterRule } from '../../../core/request/is-requester-allowed.ts';
import type { RequestedPrincipal } from '../../../core/request/share-request.ts';

const ORGANIZATION = 'o-a1b2c3d4e5';
const [A, B, BELOW_B] = ['ou-ab12-aaaaaaaa', 'ou-ab12-bbbbbbbb', 'ou-ab12-cccccccc'];
const OWNER = '111122223333';
/** Where everything stands. */
const ABOVE: Record<string, string[]> = {
  [ORGANIZATION]: [],
  [A]: [ORGANIZATION],
  [B]: [ORGANIZATION],
  [BELOW_B]: [ORGANIZATION, B],
  '222233334444': [ORGANIZATION, B, BELOW_B],
  [OWNER]: [ORGANIZATION, B],
};
const PATTERN: RequestedPrincipal = {
  principalArn: 'arn:aws:iam:::role/team-b/Deploy',
  principalType: 'IAM_PATTERN',
};
const ROLE: RequestedPrincipal = { principalArn: `arn:aws:iam::${OWNER}:role/Hub`, principalType: 'IAM' };

function ruleOf(nodes: string[]): RequesterRule {
  return { accounts: ['*'], sources: ['*'], actions: ['SHARE', 'UNSHARE'], portfolios: ['*'], nodes };
}

function unit(value: string, sharePrincipals: boolean) {
  return { type: 'ORGANIZATIONAL_UNIT', value, sharePrincipals } as const;
}

function decide(
  nodes: string[],
  request: Partial<Parameters<typeof changedNodes>[1]> & { node: string },
  standing: Standing = { shares: [], principals: [] },
) {
  const { node, ...rest } = request;
  const wish = {
    action: 'SHARE',
    recipient: unit(node, false),
    sharePrincipals: false,
    principals: [],
    ...rest,
  } as const;
  const changed = changedNodes(standing, wish, OWNER);
  const reached = changed.map((one) => ({ ...one, above: ABOVE[one.nodeId] ?? [] }));
  return isReachAllowed([ruleOf(nodes)], '999999999999', reached);
}

const SHARED_WITH_A: Standing = { shares: [unit(A, true)], principals: [] };
const SHARED_BELOW_B: Standing = { shares: [unit(BELOW_B, true)], principals: [] };

test.each([
  ['the unit itself', [B], { node: B }, true],
  ['another unit', [B], { node: A }, false],
  ['a unit below, where the rule names the unit alone', [B], { node: BELOW_B }, false],
  ['a unit below, where the rule says so', [`${B}/*`], { node: BELOW_B }, true],
  ['an account below', [`${B}/*`], { node: '222233334444' }, true],
  ['the unit above', [`${BELOW_B}/*`], { node: B }, false],
  ['the organization', [`${B}/*`], { node: ORGANIZATION }, false],
  ['a unit that nobody knows', [`${B}/*`], { node: 'ou-ab12-00000000' }, false],
])('a request for %s', (_, nodes, request, allowed) => {
  expect(decide(nodes, request)).toMatchObject({ allowed });
});

test('a principal is live wherever names are shared, so it has to be allowed there too', () => {
  const refused = decide([B], { node: B, principals: [PATTERN] }, SHARED_WITH_A);

  expect(refused).toEqual({
    allowed: false,
    why: `By config.yml (requests), account 999999999999 may not do this: it would reach ${A} (gains ${PATTERN.principalArn}); a rule lets it reach ${B}`,
  });
  expect(decide([B, A], { node: B, principals: [PATTERN] }, SHARED_WITH_A)).toEqual({ allowed: true });
});

test('what is below a unit that one may ask for is reached by its share in any case', () => {
  expect(decide([B], { node: B, principals: [PATTERN], sharePrincipals: true }, SHARED_BELOW_B)).toEqual({
    allowed: true,
  });
});

test('a principal that is there already changes nothing elsewhere', () => {
  const standing = { ...SHARED_WITH_A, principals: [PATTERN] };

  expect(decide([B], { node: B, principals: [PATTERN] }, standing)).toEqual({ allowed: true });
});

test('a principal that is taken away is lost wherever names are shared', () => {
  const standing = { shares: [unit(A, true), unit(B, true)], principals: [PATTERN] };
  const request = { action: 'UNSHARE', node: B, principals: [PATTERN] } as const;

  expect(decide([B], request, standing)).toMatchObject({ allowed: false });
  expect(decide([B, A], request, standing)).toEqual({ allowed: true });
});

test.each([
  ['a pattern without names shared anywhere', [PATTERN]],
  ['a role of the owner', [ROLE]],
])('%s has effect in the owner alone, and would use up its quotas', (_, principals) => {
  expect(decide([B], { node: B, principals })).toMatchObject({
    allowed: false,
    why: expect.stringContaining(`${OWNER} (the owner, which alone gains`),
  });
  expect(decide([B, OWNER], { node: B, principals })).toEqual({ allowed: true });
});

test.each([
  ['a share without names', { shares: [unit(B, false)], principals: [PATTERN] }, [PATTERN]],
  ['a share that is gone', { shares: [], principals: [PATTERN] }, [PATTERN]],
  ['a role of the owner', { shares: [unit(B, true)], principals: [ROLE] }, [ROLE]],
])('UNSHARE of %s takes nothing off that has effect in the owner alone', (_, standing, principals) => {
  const request = { action: 'UNSHARE', node: B, principals } as const;

  expect(decide([B], request, standing)).toMatchObject({
    allowed: false,
    why: expect.stringContaining(`${OWNER} (the owner, which alone loses`),
  });
  expect(decide([B, OWNER], request, standing)).toEqual({ allowed: true });
  expect(decide([B], { ...request, principals: [] }, standing)).toEqual({ allowed: true });
});

test('UNSHARE of a share with names takes off what has effect there', () => {
  const standing = { shares: [unit(B, true), unit(A, false)], principals: [PATTERN] };

  expect(decide([B], { action: 'UNSHARE', node: B, principals: [PATTERN] }, standing)).toEqual({
    allowed: true,
  });
});

test.each([
  ['the unit that it is in', [`${B}/*`], false],
  ['the organization', [`${ORGANIZATION}/*`, ORGANIZATION], false],
  ['its own id', [`${B}/*`, OWNER], true],
  ['everything', ['*'], true],
])("a rule admits the owner's account by %s", (_, nodes, allowed) => {
  expect(decide(nodes, { node: B, principals: [PATTERN] })).toMatchObject({ allowed });
  expect(decide(nodes, { node: OWNER })).toMatchObject({ allowed });
});

test('two rules do not together allow what neither does alone', () => {
  const reached = [A, B].map((nodeId) => ({
    nodeId,
    above: [ORGANIZATION],
    isAsked: false,
    isOwner: false,
    change: 'gains',
  }));

  expect(isReachAllowed([ruleOf([A]), ruleOf([B])], '999999999999', reached)).toMatchObject({
    allowed: false,
  });
});

const gains = (nodeId: string) => ({ nodeId, above: [], isAsked: true, isOwner: false, change: 'gains' });

test('a refusal names at most five nodes, and at most five that the rules allow', () => {
  const allowed = [1, 2, 3, 4, 5, 6].map((number) => `ou-ab12-0000000${number}`);
  const told = (count: number) => {
    const reached = Array.from({ length: count }, (_, number) => gains(`ou-ab12-1000000${number}`));
    return isReachAllowed([ruleOf(allowed)], '999999999999', reached);
  };
  const five = [0, 1, 2, 3, 4].map((number) => `ou-ab12-1000000${number} (gains)`).join(', ');
  const lets = `a rule lets it reach ${allowed.slice(0, 5).join(', ')}`;

  expect(told(5)).toMatchObject({
    why: expect.stringMatching(`would reach ${five}; ${lets}$`.replace(/[()]/g, '.')),
  });
  expect(told(7)).toMatchObject({
    why: expect.stringMatching(`would reach ${five} and 2 more nodes; ${lets}$`.replace(/[()]/g, '.')),
  });
  expect(isReachAllowed([], '999999999999', [gains(A)])).toMatchObject({
    why: expect.stringMatching(/a rule lets it reach nothing$/),
  });
});

test('what no rule admits is told, and not what some rule admits', () => {
  const decision = isReachAllowed([ruleOf([A])], '999999999999', [gains(A), gains(B)]);

  expect(decision).toMatchObject({ why: expect.stringContaining(`would reach ${B} (gains); a rule`) });
});

test('one of several rules that admits all is enough; it says nothing of places where it names all of them', () => {
  expect(isReachAllowed([ruleOf([A]), ruleOf([B])], '999999999999', [gains(B)])).toEqual({ allowed: true });
  expect(reachesEverywhere([ruleOf([A]), ruleOf([B, '*'])])).toBe(true);
  expect(reachesEverywhere([ruleOf([A]), ruleOf([`${ORGANIZATION}/*`])])).toBe(false);
});
