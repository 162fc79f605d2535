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

test('a queue without a length in config.yml is as long as its last request can wait before it expires', () => {
  const parsed = parseConfig({ share: { oldestSeconds: 800 } });

  expect(parsed).toMatchObject({ ok: true, config: { lease: { longestQueue: 66 } } });
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
