import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../../../core/config/config.ts';

const problemsOf = (value: unknown) => {
  const parsed = parseConfig(value);
  return parsed.ok ? [] : parsed.problems;
};

describe('config.yml', () => {
  it('as it is shipped says the defaults', () => {
    const shipped = parse(readFileSync('config.yml', 'utf8'));

    const parsed = parseConfig(shipped);

    expect(parsed.ok).toBe(true);
    expect(parsed).toEqual(parseConfig({}));
  });

  it.each([[null], [undefined], [{}], [{ principals: null, requests: null }], [{ principals: {} }]])(
    'that leaves everything out gives the defaults: %j',
    (value) => {
      expect(parseConfig(value)).toMatchObject({
        ok: true,
        config: {
          principals: {
            decisions: { NONE: 'ALLOW', LOW: 'ALLOW', MEDIUM: 'ALLOW', HIGH: 'APPROVE', CRITICAL: 'REFUSE' },
            alwaysAllow: [],
            alwaysRefuse: [],
            guardedPaths: [],
            quotas: { iamPatterns: 10, principals: 100 },
          },
          requests: {
            allow: [
              {
                accounts: ['SELF'],
                sources: ['*'],
                actions: ['SHARE', 'UNSHARE', 'DISASSOCIATE'],
                portfolios: ['*'],
                nodes: ['*'],
              },
            ],
          },
        },
      });
    },
  );

  it('keeps what an operator decided', () => {
    const decided = {
      principals: {
        decisions: { NONE: 'ALLOW', LOW: 'ALLOW', MEDIUM: 'APPROVE', HIGH: 'APPROVE', CRITICAL: 'APPROVE' },
        alwaysAllow: ['role/platform/*'],
        alwaysRefuse: ['group/?', 'user/a:b/x'],
        guardedPaths: ['/platform/', '/platform/team-1/'],
        quotas: { iamPatterns: 10, principals: 300 },
      },
      requests: {
        allow: [
          {
            accounts: ['123456789012', '*'],
            sources: ['acme.account-vending'],
            actions: ['SHARE'],
            portfolios: ['port-a1b2c3d4e5f6g'],
            nodes: ['o-a1b2c3d4e5', 'ou-ab12-cdef3456', '210987654321', '*'],
          },
        ],
      },
    };

    expect(parseConfig(decided)).toMatchObject({ ok: true, config: decided });
  });
});

it('ids are read however they are written, and kept bare', () => {
  const unit = 'arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cdef3456';
  const allow = [{ accounts: [12345678901], portfolios: ['*'], nodes: [unit, 'Sandbox (ou-ab12-sandbox1)'] }];
  const rules = [{ unit: 'Workloads (ou-ab12-cdef3456)', portfolios: ['port-a1b2c3d4e5f6g'] }];

  const parsed = parseConfig({ requests: { allow }, vending: { rules } });

  expect(parsed).toMatchObject({
    ok: true,
    config: {
      requests: { allow: [{ accounts: ['012345678901'], nodes: ['ou-ab12-cdef3456', 'ou-ab12-sandbox1'] }] },
      vending: { rules: [{ unit: 'ou-ab12-cdef3456' }] },
    },
  });
});

describe('config.yml is refused, naming path, value and what was expected, for', () => {
  it.each([
    [5, 'config.yml', '5', 'a mapping'],
    [{ principal: {} }, 'principal', '{}', 'no such key; write principals'],
    [
      { share: { mostRemakes: 2 } },
      'share.mostRemakes',
      '2',
      'no such key any more: take it out; share.heal decides whether a share is made again',
    ],
    [
      { share: { heal: 'always' } },
      'share.heal',
      'always',
      'never or when-all-failed: always took access from those who had it',
    ],
    [{ principals: { guarded: 1 } }, 'principals.guarded', '1', 'no such key'],
    [{ principals: 'all' }, 'principals', 'all', 'a mapping'],
    [
      { principals: { decisions: { HIGH: 'MAYBE' } } },
      'principals.decisions.HIGH',
      'MAYBE',
      'ALLOW or APPROVE or REFUSE',
    ],
    [
      { principals: { decisions: { high: 'ALLOW' } } },
      'principals.decisions.high',
      'ALLOW',
      'no such key; write HIGH',
    ],
    [
      { principals: { decisions: { HIGH: 'REFUSE', CRITICAL: 'APPROVE' } } },
      'principals.decisions',
      '{"HIGH":"REFUSE","CRITICAL":"APPROVE"}',
      'no severity decided more leniently than a milder one',
    ],
    [
      { principals: { decisions: { NONE: 'APPROVE' } } },
      'principals.decisions',
      '{"NONE":"APPROVE"}',
      'no severity decided more leniently than a milder one',
    ],
    [{ principals: { quotas: { principals: 'many' } } }, 'principals.quotas.principals', 'many', 'a number'],
    [
      { principals: { quotas: { principals: 1.5 } } },
      'principals.quotas.principals',
      '1.5',
      'a whole number',
    ],
    [{ principals: { quotas: { iamPatterns: 0 } } }, 'principals.quotas.iamPatterns', '0', '1 or more'],
    [
      { principals: { quotas: { iamPatterns: 10001 } } },
      'principals.quotas.iamPatterns',
      '10001',
      'at most 10000',
    ],
    [{ principals: { alwaysAllow: 'role/*' } }, 'principals.alwaysAllow', 'role/*', 'a list'],
    [{ principals: { alwaysAllow: [7] } }, 'principals.alwaysAllow[0]', '7', 'a text'],
    [
      { requests: { allow: [{ portfolios: ['*'], nodes: ['*'] }] } },
      'requests.allow[0].accounts',
      undefined,
      'this key, which is required',
    ],
    [
      { requests: { allow: [{ accounts: [], portfolios: ['*'], nodes: ['*'] }] } },
      'requests.allow[0].accounts',
      '[]',
      'at least one account',
    ],
  ])('%j', (value, field, shown, expected) => {
    expect(problemsOf(value)).toMatchObject([{ field, value: shown, expected }]);
  });

  it.each(['arn:aws:iam:::role/x', 'role/', 'role', '*/x', 'role/x/', 'role/x y', 'role/xé', 'Role/x'])(
    'the pattern %s, which is none',
    (one) => {
      expect(problemsOf({ principals: { alwaysRefuse: ['role/x', one] } })).toEqual([
        {
          field: 'principals.alwaysRefuse[1]',
          value: one,
          expected: 'a pattern without ARN, such as role/platform/*',
        },
      ]);
    },
  );

  it.each([
    ['platform/', 'an IAM path such as /platform/'],
    ['/platform', 'an IAM path such as /platform/'],
    ['/', 'an IAM path such as /platform/'],
    ['//', 'an IAM path such as /platform/'],
    ['/plat*/', 'an IAM path such as /platform/'],
    ['/aws-reserved/', 'a path of your own'],
    ['/aws-service-role/x/', 'a path of your own'],
    ['/service-role/', 'a path of your own'],
    [`/${'p'.repeat(511)}/`, 'at most 512 characters'],
  ])('the guarded path %s', (path, expected) => {
    expect(problemsOf({ principals: { guardedPaths: [path] } })).toEqual([
      expect.objectContaining({
        field: 'principals.guardedPaths[0]',
        expected: expect.stringContaining(expected),
      }),
    ]);
  });

  it.each([
    ['accounts', 12345678, 'twelve digits'],
    ['accounts', 'self', 'SELF (this account)'],
    ['accounts', '12345678901', 'twelve digits'],
    ['sources', 'two words', 'a source such as'],
    ['actions', 'DELETE', 'SHARE or UNSHARE'],
    ['portfolios', 'port 1', 'a portfolio id such as'],
    ['nodes', 1e12, 'an id o-…, ou-…'],
    ['nodes', 'r-ab12', 'an id o-…, ou-…'],
    ['nodes', 'xou-ab12-cdef3456', 'an id o-…, ou-…'],
  ])('%s with %s in a rule', (key, wrong, expected) => {
    const rule = { accounts: ['SELF'], portfolios: ['*'], nodes: ['*'], [key]: [wrong] };

    expect(problemsOf({ requests: { allow: [rule] } })).toEqual([
      expect.objectContaining({
        field: `requests.allow[0].${key}[0]`,
        expected: expect.stringContaining(expected),
      }),
    ]);
  });

  it('sources of a rule that name none: the rule could never fit', () => {
    const rule = { accounts: ['SELF'], portfolios: ['*'], nodes: ['*'], sources: [] };

    expect(problemsOf({ requests: { allow: [rule] } })).toMatchObject([
      { field: 'requests.allow[0].sources', valueType: 'list' },
    ]);
  });

  it('everything wrong at once, each named', () => {
    const fields = problemsOf({ principals: { alwaysAllow: 1, quotas: { x: 1 } }, other: 2 }).map(
      ({ field }) => field,
    );

    expect(fields).toEqual(['principals.alwaysAllow', 'principals.quotas.x', 'other']);
  });
});
