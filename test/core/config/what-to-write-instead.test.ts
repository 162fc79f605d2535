import { expect, test } from 'vitest';
import { parseConfig } from '../../../core/config/config.ts';

const PATTERN = (at: number) => ({ principalArn: `arn:aws:iam:::role/x${at}`, principalType: 'IAM_PATTERN' });
const patterns = (count: number) => Array.from({ length: count }, (_, at) => PATTERN(at));
const rule = (more: object) => ({ accounts: ['SELF'], portfolios: ['*'], nodes: ['*'], ...more });
const polled = (more: object) => ({ poll: { firstSeconds: 1, factor: 1, mostSeconds: 1 }, ...more });
const vended = (...rules: object[]) => ({
  vending: { rules: rules.map((more) => ({ unit: 'ou-ab12-cdef3456', portfolios: ['port-a'], ...more })) },
});
const tickets = (retry: object) => ({
  tickets: {
    url: 'https://acme.example/',
    secretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:foliocast/tickets-a1b2c3',
    retry,
  },
});
const looks = (share: string, verification: string, events: number) =>
  `${share} and ${verification} by verification.poll within verification.deadlineSeconds make ${events} events of history, and Step Functions ends an execution after 25000`;

test.each<[string, object]>([
  [
    'at most 100, which is principals.quotas.principals: patterns count among them',
    { principals: { quotas: { iamPatterns: 101 } } },
  ],
  [
    'at most 60, which is share.poll.mostSeconds: no delay is longer',
    { share: { poll: { firstSeconds: 100, mostSeconds: 60 } } },
  ],
  [
    'at least 3600, which is share.poll.firstSeconds: no share is looked at before',
    { share: { deadlineSeconds: 60, poll: { firstSeconds: 3_600, mostSeconds: 3_600 } } },
  ],
  [
    `longer delays or a shorter share.deadlineSeconds: ${looks('2000 looks by share.poll within share.deadlineSeconds (by share.heal a share may take twice as long)', '1000', 30_000)}`,
    {
      share: polled({ deadlineSeconds: 1_000 }),
      verification: polled({ deadlineSeconds: 1_000 }),
    },
  ],
  [
    `longer delays or a shorter verification.deadlineSeconds: ${looks('900 looks by share.poll within share.deadlineSeconds', '1000', 19_000)}`,
    {
      share: polled({ deadlineSeconds: 900, heal: 'never' }),
      verification: polled({ deadlineSeconds: 1_000 }),
    },
  ],
  [
    `longer delays or a shorter verification.deadlineSeconds: ${looks('5 looks by share.poll within share.deadlineSeconds', '1797', 18_020)}`,
    {
      share: { heal: 'never', deadlineSeconds: 60, poll: { firstSeconds: 5, factor: 2, mostSeconds: 3_600 } },
      verification: polled({ deadlineSeconds: 1_797 }),
    },
  ],
  [
    'at least 61, which is share.poll.firstSeconds: whoever waits for one share would expire',
    { share: { oldestSeconds: 60, poll: { firstSeconds: 61, mostSeconds: 61 } } },
  ],
  [
    'at most 9, which is lease.longestQueue (by default what share.oldestSeconds and share.poll.firstSeconds leave): the queue refuses what is beyond',
    { lease: { longestQueue: 9 }, reconciliation: { maxRepairsPerRun: 10 } },
  ],
  [
    '1, or share.poll.mostSeconds above share.poll.firstSeconds: both are 60, so no delay grows',
    { share: { poll: { firstSeconds: 60, factor: 2, mostSeconds: 60 } } },
  ],
  [
    'at most 30, which is verification.deadlineSeconds: no delay is longer',
    { verification: { deadlineSeconds: 30, poll: { firstSeconds: 31 } } },
  ],
  [
    'no such key, or somebody in approvals.approvers: nobody is asked',
    { approvals: { timeoutSeconds: 60 }, principals: { decisions: { HIGH: 'APPROVE' } } },
  ],
  [
    'no such key, or somebody in approvals.approvers and APPROVE in principals.decisions: nobody is asked',
    { approvals: { timeoutSeconds: 60 }, principals: { decisions: { HIGH: 'REFUSE' } } },
  ],
  [
    'no such key, or kinds in reconciliation.repair: nothing is repaired',
    { reconciliation: { repair: [], maxRepairsPerRun: 30 } },
  ],
  [
    'no such key, or 1 or more in tickets.retry.attempts: a message is not tried again',
    tickets({ attempts: 0, oldestSeconds: 60 }),
  ],
  [
    'a pattern beyond role/A/* of principals.alwaysRefuse: refusing wins',
    { principals: { alwaysAllow: ['role/a/b*'], alwaysRefuse: ['role/other', 'role/A/*'] } },
  ],
  [
    'none, or APPROVE for a severity in principals.decisions: nobody is ever asked',
    { principals: { decisions: { HIGH: 'REFUSE' } }, approvals: { approvers: [{ account: 'SELF' }] } },
  ],
  ['no such key where unit is any, which is all units', vended({ unit: 'any', includeChildren: true })],
  [
    'at most 10 IAM_PATTERN principals per portfolio, as principals.quotas.iamPatterns says',
    vended({ principals: patterns(11) }),
  ],
  [
    'at most 10 IAM_PATTERN principals per portfolio, as principals.quotas.iamPatterns says, with the 6 of earlier rules for port-a',
    vended(
      { portfolios: ['port-other'], principals: patterns(9) },
      { principals: patterns(6) },
      { unit: 'ou-ab12-sandbox1', principals: patterns(12).slice(6) },
    ),
  ],
  [
    'something that requests.allow[1] does not admit: one that admits is enough',
    { requests: { allow: [rule({ sources: ['acme.x'] }), rule({})] } },
  ],
  [
    'something that vending.announcers[0] does not admit: one that admits is enough',
    {
      vending: {
        announcers: [
          { account: 'SELF', sources: ['acme.x'] },
          { account: 'SELF', sources: ['acme.x'] },
        ],
      },
    },
  ],
  [
    'an id of organization o-a1b2c3d4e5, which is named before it, not of o-z1b2c3d4e5',
    { requests: { allow: [rule({ nodes: ['o-a1b2c3d4e5/*', 'o-z1b2c3d4e5'] })] } },
  ],
  [
    'an id of partition aws, which is named before it, not of aws-cn',
    {
      requests: {
        allow: [
          rule({
            nodes: ['aws', 'aws-cn'].map(
              (partition, at) =>
                `arn:${partition}:organizations::999988887777:account/o-z1b2c3d4e5/22223333444${at}`,
            ),
          }),
        ],
      },
    },
  ],
])('config.yml says: %s', (expected, config) => {
  const parsed = parseConfig(config);

  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.expected)).toEqual([expected]);
});

const twoRules = (first: object, second: object) => ({
  requests: { allow: [rule({ ...KEPT_APART, ...first }), rule({ ...KEPT_APART, ...second })] },
});
const KEPT_APART = {
  accounts: ['111122223333'],
  sources: ['acme.a'],
  actions: ['SHARE'],
  portfolios: ['port-a'],
  nodes: ['ou-ab12-cdef3456'],
  principals: ['role/a/*'],
};

test.each<[string, object, object]>([
  ['an account', { accounts: ['444455556666'] }, {}],
  ['a source', { sources: ['acme.b'] }, {}],
  [
    'an action',
    {},
    { actions: ['SHARE', 'UNSHARE'], sources: ['acme.a', 'acme.b'], nodes: ['o-a1b2c3d4e5'] },
  ],
  [
    'a portfolio',
    { portfolios: ['port-a', 'port-b'], sources: ['acme.a'] },
    { sources: ['acme.a', 'acme.b'] },
  ],
  ['a node', { nodes: ['ou-ab12-cdef3456', 'ou-ab12-sandbox1'] }, { sources: ['acme.a', 'acme.b'] }],
  ['names', { principals: ['role/a/*', 'role/b/*'] }, { sources: ['acme.a', 'acme.b'] }],
  ['the names of its own account', { principals: undefined }, {}],
])('of two rules each may admit %s that the other does not', (_, first, second) => {
  expect(parseConfig(twoRules(first, second))).toMatchObject({ ok: true });
});

test.each<[string, object]>([
  [
    'a share that is looked at when its time is over',
    { share: { deadlineSeconds: 60, poll: { firstSeconds: 60, mostSeconds: 60, factor: 1 } } },
  ],
  [
    'as many looks as a history holds',
    {
      share: { heal: 'never', deadlineSeconds: 1_000, poll: { firstSeconds: 1, factor: 1, mostSeconds: 1 } },
      verification: { deadlineSeconds: 800, poll: { firstSeconds: 1, factor: 1, mostSeconds: 1 } },
    },
  ],
  [
    'any queue where a portfolio has one request at a time',
    { lease: { scope: 'portfolio', longestQueue: 8_000 }, reconciliation: { maxRepairsPerRun: 10 } },
  ],
  [
    'another time for verification that its first look fits into',
    { verification: { deadlineSeconds: 31, poll: { firstSeconds: 31 } } },
  ],
  ['messages that are not repeated, without a time of their own', tickets({ attempts: 0 })],
  [
    'a rule that takes off what is refused',
    {
      principals: { alwaysRefuse: ['role/b/*'] },
      requests: { allow: [rule({ principals: ['role/b/x*'], actions: ['SHARE', 'UNSHARE'] })] },
    },
  ],
  ['a later rule for more units', vended({ unit: 'ou-ab12-cdef3456' }, { unit: 'any' })],
  ['a later rule for another portfolio', vended({ unit: 'any' }, { portfolios: ['port-b'] })],
])('%s is accepted', (_, config) => {
  expect(parseConfig(config)).toMatchObject({ ok: true });
});
