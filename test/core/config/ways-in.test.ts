import { expect, test } from 'vitest';
import { parseConfig } from '../../../core/config/config.ts';
import { pathsIn } from '../../../core/outcome/ticket-template.ts';
import { describeProblem } from '../../../core/problem.ts';

const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:foliocast/tickets-a1b2c3';

function problemsOf(config: object): string {
  const parsed = parseConfig(config);
  return parsed.ok ? '' : parsed.problems.map(describeProblem).join('\n');
}

test('an empty file has no approvers, no vending rules and no ticket system', () => {
  const parsed = parseConfig({});

  expect(parsed).toMatchObject({
    ok: true,
    config: { approvals: { approvers: [] }, vending: { rules: [] } },
  });
  if (parsed.ok) expect(parsed.config.tickets).toBeUndefined();
});

test.each([
  ['approvals.approvers[0].account', { approvals: { approvers: [{ account: '*' }] } }],
  [
    'approvals.approvers[0].sources[0]',
    { approvals: { approvers: [{ account: 'SELF', sources: ['foliocast.x'] }] } },
  ],
  ['approvals.timeoutSeconds', { approvals: { timeoutSeconds: 1 } }],
  ['verification.deadlineSeconds', { verification: { deadlineSeconds: 0.5 } }],
  [
    'vending.announcers[0].sources[0]',
    { vending: { announcers: [{ account: 'SELF', sources: ['aws.controltower'] }] } },
  ],
  ['vending.rules[0].unit', { vending: { rules: [{ unit: 'ou-XXXX-l3zc8b3h', portfolios: ['port-1'] }] } }],
  ['vending.rules[0].portfolios', { vending: { rules: [{ unit: 'any', portfolios: [] }] } }],
  [
    'vending.rules[0].organizationNode',
    {
      vending: {
        rules: [
          {
            unit: 'any',
            portfolios: ['port-1'],
            organizationNode: { type: 'ORGANIZATION', value: 'r-ab12' },
          },
        ],
      },
    },
  ],
  ['tickets.url', { tickets: { url: 'http://acme.example/x', secretArn: SECRET } }],
  ['tickets.secretArn', { tickets: { url: 'https://acme.example/x', secretArn: 'my password' } }],
])('%s is refused by its name', (field, config) => {
  expect(problemsOf(config)).toContain(`${field} is `);
});

test.each([
  'https://acme.example/issue/<$.detail.ticket.id>',
  'http://127.0.0.1:8080/',
  'http://localhost/x',
])('a ticket system may be at %s', (url) => {
  expect(problemsOf({ tickets: { url, secretArn: SECRET } })).toBe('');
});

test('paths are found once each, and nothing else that stands in angle brackets', () => {
  expect(pathsIn('<b><$.detail-type> <$.detail.list[0].x> <$.detail-type> <aws.events.event.json>')).toEqual([
    '$.detail-type',
    '$.detail.list[0].x',
  ]);
});

const body = (text: string) =>
  problemsOf({ tickets: { url: 'https://acme.example/x', secretArn: SECRET, body: text } });

test.each([
  [
    'a list inside a text',
    '{ "text": "Why: <$.detail.findings>" }',
    /no <\$\.detail\.findings> inside a string/,
  ],
  ['an object inside a text', '{ "text": "<$.detail.failure>" }', /no <\$\.detail\.failure> inside a string/],
  ['an element that is an object', '{ "a": "<$.detail.findings[3]>" }', /findings\[3\]> inside a string/],
  [
    'the whole event inside a text',
    '{ "a": "<aws.events.event.json>" }',
    /aws\.events\.event\.json> inside a string/,
  ],
  ['no template', 'Portfolio <$.detail.portfolioId>', /expected JSON, or a text in double quotes/],
  ['a string that does not end', '{ "a": "<$.detail.effect> }', /expected JSON, or a text in double quotes/],
  [
    'a path of another kind',
    '{ "a": <$.detail.findings[*].id> }',
    /without <\$\.detail\.findings\[\*\]\.id>/,
  ],
  ['a name that is no path', '{ "a": <effect> }', /without <effect>, which is no path/],
])('a ticket body with %s is refused', (_, text, sentence) => {
  expect(body(text)).toMatch(/^tickets\.body is /);
  expect(body(text)).toMatch(sentence);
});

test.each([
  '{ "text": "<$.detail.portfolioId>: \\"<$.detail-type>\\"", "all": <$.detail> }',
  '"<$.detail.findings> of <$.detail.portfolioId>"',
  '{ "code": "<$.detail.failure.code>", "first": "<$.detail.findings[0].id>" }',
])('a ticket body may be %s', (text) => {
  expect(body(text)).toBe('');
});

test('an object in the URL of a ticket system is refused', () => {
  const url = 'https://acme.example/issue/<$.detail.ticket>';

  expect(problemsOf({ tickets: { url, secretArn: SECRET } })).toMatch(
    /^tickets\.url is .*not to lists and objects/,
  );
});
