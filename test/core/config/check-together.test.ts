import { expect, test } from 'vitest';
import { parseConfig } from '../../../core/config/config.ts';

const everySecond = { firstSeconds: 1, factor: 1, mostSeconds: 1 };

test.each([
  ['share.poll', { share: { poll: everySecond } }, 'Step Functions ends an execution after 25000'],
  [
    'verification.poll',
    { verification: { deadlineSeconds: 86_400, poll: everySecond } },
    'shorter verification.deadlineSeconds',
  ],
  ['lease.longestQueue', { lease: { longestQueue: 8_000 } }, 'expires after 86400 s'],
  [
    'vending.rules[1].portfolios[0]',
    {
      vending: {
        rules: [
          { unit: 'any', portfolios: ['port-a'] },
          { unit: 'ou-ab12-cdef3456', portfolios: ['port-a'] },
        ],
      },
    },
    'a place before vending.rules[0]',
  ],
])('%s is refused where it cannot do what it says', (field, config, expected) => {
  const parsed = parseConfig(config);

  expect(parsed.ok ? [] : parsed.problems).toContainEqual(
    expect.objectContaining({ field, expected: expect.stringContaining(expected) }),
  );
});

const named = (count: number, prefix = 'port-') => Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const roles = Array.from({ length: 100 }, (_, at) => ({
  principalArn: `arn:aws:iam::111122223333:role/some-team/some-role-${at}`,
  principalType: 'IAM',
}));

test.each([
  [
    [
      { unit: 'any', portfolios: named(100) },
      { unit: 'ou-ab12-cdef3456', portfolios: named(51, 'more-') },
    ],
  ],
  [[{ unit: 'ou-ab12-cdef3456', portfolios: named(50), principals: roles }]],
])('what one account is to get is refused where the ledger cannot hold it', (rules) => {
  const parsed = parseConfig({ vending: { rules } });

  expect(parsed.ok ? [] : parsed.problems).toEqual([
    expect.objectContaining({ expected: expect.stringMatching(/an account in ou-ab12-cdef3456 gets/) }),
  ]);
});

test('accounts in several units may get more than one account may', () => {
  const rules = ['ou-ab12-cdef3456', 'ou-ab12-cdef3457'].map((unit, nth) => ({
    unit,
    portfolios: named(100, `unit${nth}-`),
  }));

  expect(parseConfig({ vending: { rules } })).toMatchObject({ ok: true });
});

test('a queue without a length in config.yml is as long as its last request can wait before it expires', () => {
  const parsed = parseConfig({ share: { oldestSeconds: 800 } });

  expect(parsed).toMatchObject({ ok: true, config: { lease: { longestQueue: 66 } } });
});

test('a quota of patterns that config.yml does not name is no more than that of all principals', () => {
  const parsed = parseConfig({ principals: { quotas: { principals: 4 } } });

  expect(parsed).toMatchObject({ ok: true, config: { principals: { quotas: { iamPatterns: 4 } } } });
});

test('a rule that decides something which earlier rules leave open is accepted', () => {
  const node = { type: 'ORGANIZATION', value: 'o-a1b2c3d4e5' };
  const rules = [
    { unit: 'ou-ab12-cdef3456', portfolios: ['port-a'] },
    { unit: 'ou-ab12-cdef3456', includeChildren: true, portfolios: ['port-a'] },
    { unit: 'any', portfolios: ['port-a', 'port-b'] },
    { unit: 'any', organizationNode: node, portfolios: ['port-a'] },
  ];

  expect(parseConfig({ vending: { rules } })).toMatchObject({ ok: true });
});

const UNIT = 'ou-ab12-cdef3456';
const rule = (more: object) => ({ accounts: ['SELF'], portfolios: ['*'], nodes: ['*'], ...more });
const vended = (more: object) => ({ vending: { rules: [{ unit: UNIT, portfolios: ['port-a'], ...more }] } });
const patterns = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    principalArn: `arn:aws:iam:::role/x${at}`,
    principalType: 'IAM_PATTERN',
  }));
const tickets = (url: string) => ({
  tickets: {
    url,
    secretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:foliocast/tickets-a1b2c3',
  },
});
const inOrganization = (id: string) => `arn:aws:organizations::111122223333:ou/${id}/${UNIT}`;

test.each([
  ['a first delay beyond the longest', 'share.poll.firstSeconds', { share: { poll: { firstSeconds: 100 } } }],
  [
    'a share that is looked at after its time',
    'share.deadlineSeconds',
    { share: { deadlineSeconds: 60, poll: { firstSeconds: 3_600, mostSeconds: 3_600 } } },
  ],
  [
    'a request that expires before one share is looked at',
    'share.oldestSeconds',
    { share: { oldestSeconds: 60, poll: { firstSeconds: 61, mostSeconds: 61 } } },
  ],
  [
    'more repairs than the queue takes',
    'reconciliation.maxRepairsPerRun',
    { lease: { longestQueue: 9 }, reconciliation: { maxRepairsPerRun: 10 } },
  ],
  [
    'a share that is half remade when its time is over',
    'share.poll',
    { share: { deadlineSeconds: 90_000, poll: { firstSeconds: 60, factor: 1, mostSeconds: 60 } } },
  ],
  [
    'a pattern that is allowed within one that is refused',
    'principals.alwaysAllow[0]',
    { principals: { alwaysAllow: ['role/a/b*'], alwaysRefuse: ['role/A/*'] } },
  ],
  [
    'approvers whom nobody asks',
    'approvals.approvers',
    { principals: { decisions: { HIGH: 'REFUSE' } }, approvals: { approvers: [{ account: 'SELF' }] } },
  ],
  [
    'a source of AWS that asks',
    'requests.allow[0].sources[0]',
    { requests: { allow: [rule({ sources: ['aws.s3'] })] } },
  ],
  [
    'a source of ours that others approve as',
    'approvals.approvers[0].sources[0]',
    { approvals: { approvers: [{ account: 'SELF', sources: ['foliocast.vending'] }] } },
  ],
  [
    'a rule that another rule makes needless',
    'requests.allow[1]',
    { requests: { allow: [rule({}), rule({ sources: ['acme.x'], actions: ['UNSHARE'] })] } },
  ],
  [
    'an announcer twice',
    'vending.announcers[1]',
    { vending: { announcers: [{ account: 'SELF' }, { account: 'SELF', sources: ['acme.x'] }] } },
  ],
  [
    'children of any unit',
    'vending.rules[0].includeChildren',
    vended({ unit: 'any', includeChildren: true }),
  ],
  [
    'a principal that is none',
    'vending.rules[0].principals[0].principalArn',
    vended({ principals: [{ principalArn: 'role/x', principalType: 'IAM' }] }),
  ],
  [
    'a principal that policy refuses',
    'vending.rules[0].principals[0].principalArn',
    { principals: { alwaysRefuse: ['role/x*'] }, ...vended({ principals: patterns(1) }) },
  ],
  ['more patterns than the quota', 'vending.rules[0].principals', vended({ principals: patterns(11) })],
  [
    'two organizations',
    'requests.allow[0].nodes[1]',
    { requests: { allow: [rule({ nodes: ['o-a1b2c3d4e5/*', inOrganization('o-z1b2c3d4e5')] })] } },
  ],
  [
    'more patterns than principals',
    'principals.quotas.iamPatterns',
    { principals: { quotas: { iamPatterns: 101 } } },
  ],
  [
    'a portfolio with more patterns by all its rules',
    'vending.rules[1].principals',
    {
      vending: {
        rules: [
          { unit: UNIT, portfolios: ['port-a'], principals: patterns(6) },
          { unit: 'ou-ab12-sandbox1', portfolios: ['port-b', 'port-a'], principals: patterns(12).slice(6) },
        ],
      },
    },
  ],
  [
    'more principals than the quota',
    'vending.rules[0].principals',
    { principals: { quotas: { principals: 4 } }, ...vended({ principals: patterns(5) }) },
  ],
  [
    'a principal of a rule that policy refuses',
    'requests.allow[0].principals[1]',
    {
      principals: { alwaysRefuse: ['role/b/*'] },
      requests: { allow: [rule({ principals: ['role/a/*', 'role/b/x*'], actions: ['SHARE'] })] },
    },
  ],
  [
    'a growth of delays that are the longest at once',
    'share.poll.factor',
    { share: { poll: { firstSeconds: 60, factor: 2, mostSeconds: 60 } } },
  ],
  [
    'a first look after its time',
    'verification.poll.firstSeconds',
    { verification: { deadlineSeconds: 30, poll: { firstSeconds: 31 } } },
  ],
  [
    'a time for approvers that there are none of',
    'approvals.timeoutSeconds',
    { approvals: { timeoutSeconds: 60 } },
  ],
  [
    'repairs of no kind',
    'reconciliation.maxRepairsPerRun',
    { reconciliation: { repair: [], maxRepairsPerRun: 30 } },
  ],
  [
    'a time for messages that are not repeated',
    'tickets.retry.oldestSeconds',
    {
      tickets: {
        ...tickets('https://acme.example/').tickets,
        retry: { attempts: 0, oldestSeconds: 60 },
      },
    },
  ],
  ['a path that refusals have not', 'tickets.url', tickets('https://acme.example/<$.detail.outcomeId>')],
  ['a path in the host', 'tickets.url', tickets('https://<$.detail.ticket.system>.example/')],
  ['a star of its own', 'tickets.url', tickets('https://acme.example/*/<$.detail.ticket.id>')],
  ['a name that is no path', 'tickets.url', tickets('https://acme.example/<ticket>')],
  ['a fragment', 'tickets.url', tickets('https://acme.example/#<$.detail.ticket.id>')],
])('%s can never work, and is refused by its name', (_, field, config) => {
  const parsed = parseConfig(config);

  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.field)).toEqual([field]);
});

test.each([
  [
    'a narrower rule that names a node',
    { requests: { allow: [rule({}), rule({ nodes: ['222233334444'] })] } },
  ],
  ['the least of all times', { verification: { deadlineSeconds: 1 }, lease: { longestQueue: 1 } }],
  [
    'an account of another organization',
    {
      requests: {
        allow: [
          rule({
            nodes: [
              inOrganization('o-a1b2c3d4e5'),
              'arn:aws:organizations::999988887777:account/o-z1b2c3d4e5/222233334444',
            ],
          }),
        ],
      },
    },
  ],
  ['the same organization in each', vended({ unit: inOrganization('o-a1b2c3d4e5') })],
  [
    'an announcer for each source',
    { vending: { announcers: ['a', 'b'].map((one) => ({ account: 'SELF', sources: [one] })) } },
  ],
  ['as many patterns as principals', { principals: { quotas: { iamPatterns: 100 } } }],
  ['no repairs of no kind', { reconciliation: { repair: [], maxRepairsPerRun: 0 } }],
  [
    'a pattern that two rules for a portfolio name',
    {
      vending: {
        rules: [UNIT, 'ou-ab12-sandbox1'].map((unit) => ({
          unit,
          portfolios: ['port-a'],
          principals: patterns(6),
        })),
      },
    },
  ],
  ['a query', tickets('https://acme.example/x?id=<$.detail.ticket.id>&a=1')],
])('%s is accepted', (_, config) => {
  expect(parseConfig(config)).toMatchObject({ ok: true });
});
