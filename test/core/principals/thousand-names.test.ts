import { expect, test } from 'vitest';
import { overallSeverity } from '../../../core/principals/finding.ts';
import { SEVERITIES } from '../../../core/principals/severity.ts';
import { weighRisk } from '../../../core/principals/weigh-risk.ts';
import { bySize } from '../../size.ts';
import { randomOf } from '../reach/random-organization.ts';
import { pattern, risk } from './risk-of.ts';

// A thousand roles of an Identity Center whose permission sets are named by other words than the samples that the
// rubric measures with; what a pattern admits of them is found by a regular expression.

const random = randomOf(17);
const pick = <One>(list: readonly One[]): One => list[random(list.length)] as One;
const words = (text: string) => text.split(' ');
const TEAMS = words(
  'claims depot dunning gateway harbor identity jobs kiosk lab mailroom notify orders quotes risk',
);
const DUTIES = words('Admin Builder Developer Engineer Manager Operator Owner ReadOnly Reviewer Support');
const STAGES = words('Prod Dev QA Live Sandbox');
const AWS_OWN = words(
  'AdministratorAccess PowerUserAccess ReadOnlyAccess Billing SecurityAudit ViewOnlyAccess',
);

function nameOfSet(): string {
  const [team, duty, stage] = [pick(TEAMS), pick(DUTIES), pick(STAGES)];
  const capital = `${team.slice(0, 1).toUpperCase()}${team.slice(1)}`;
  switch (random(6)) {
    case 0:
      return pick(AWS_OWN);
    case 1:
      return `${team}-${stage}-${duty}`.toLowerCase();
    case 2:
      return `${duty}_${capital}`;
    default:
      return `${capital}${pick(['', stage])}${duty}`;
  }
}

function rolesOf(nameOf: () => string): string[] {
  return Array.from({ length: 1_000 }, () => {
    const suffix = Array.from({ length: 16 }, () => random(16).toString(16)).join('');
    const region = pick(['', 'eu-west-1/', 'us-east-2/', 'ap-southeast-2/']);
    return `aws-reserved/sso.amazonaws.com/${region}AWSReservedSSO_${nameOf()}_${suffix}`;
  });
}

const ROLES = rolesOf(nameOfSet);

function shareOf(patterns: readonly string[], roles: readonly string[] = ROLES): number {
  const admits = patterns.map((text) => {
    const escaped = text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
    return new RegExp(`^${escaped.replace(/\?+/g, ({ length }) => `.{0,${length}}`)}$`, 'i');
  });
  return roles.filter((role) => admits.some((one) => one.test(role))).length / roles.length;
}

/** By the rubric of docs/principals.md, where other names leave room for a doubt about the share. */
function mildest(share: number): (typeof SEVERITIES)[number] {
  return share >= 0.4 ? 'CRITICAL' : share >= 0.1 ? 'HIGH' : 'NONE';
}

function severityOf(patterns: readonly string[]) {
  return overallSeverity(weighRisk(risk({ requested: patterns.map((id) => pattern(`role/${id}`)) })));
}

const SSO = 'aws-reserved/sso.amazonaws.com';
const SUFFIX = '?'.repeat(16);
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
const PATTERNS = [
  `${SSO}*/*`,
  `${SSO}*/AWSReservedSSO_*_${SUFFIX}`,
  `aws-reserved/*`,
  `${SSO}/eu-*`,
  `${SSO}/*AWSReservedSSO_${'?'.repeat(31)}_*`,
  ...LETTERS.flatMap((one) => [
    `${SSO}*/AWSReservedSSO_*${one}*_${SUFFIX}`,
    `${SSO}*/AWSReservedSSO_*${one}_${SUFFIX}`,
    `${SSO}*/AWSReservedSSO_${one}*`,
    `${SSO}/*_*${one}*`,
    `${SSO}/*${one}`,
  ]),
  ...['e', 'a', 'r', 'o'].flatMap((one) =>
    ['d', 's', 'n', 'r'].map((other) => `${SSO}*/AWSReservedSSO_*${one}*${other}*_${SUFFIX}`),
  ),
  ...[0, 4, 8, 12, 16, 24, 32].map((count) => `${SSO}*/AWSReservedSSO_${'?'.repeat(count)}_${SUFFIX}`),
  ...[...DUTIES, ...STAGES, ...TEAMS].flatMap((word) => [
    `${SSO}*/AWSReservedSSO_${word}*_${SUFFIX}`,
    `${SSO}*/AWSReservedSSO_*${word}*_${SUFFIX}`,
  ]),
];

test('no pattern is weighed milder than what it admits of a thousand roles', () => {
  const weighed = PATTERNS.map((one) => ({ one, share: shareOf([one]), severity: severityOf([one]) }));

  const milder = weighed.filter(
    ({ share, severity }) => SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(mildest(share)),
  );
  expect(milder).toEqual([]);
  // Of those that admit several sets, none is as mild as one that names its set.
  expect(weighed.filter(({ severity }) => severity === 'NONE' || severity === 'LOW')).toEqual([]);
  expect(weighed.filter(({ severity }) => severity !== 'CRITICAL').length).toBeGreaterThan(50);
});

/** Between the bounds of the rubric. Those that are allowed unasked spell the word of a team, which no sample knows. */
test('of patterns that admit one role in fifty to one in ten, hardly one is allowed unasked', () => {
  const middle = PATTERNS.filter((one) => shareOf([one]) > 0.02 && shareOf([one]) < 0.1);

  const unasked = middle.filter((one) => severityOf([one]) === 'MEDIUM');

  expect(middle.length).toBeGreaterThan(50);
  expect(unasked.length).toBeLessThan(middle.length / 10);
});

test('nor is a set of them, be each of them harmless', () => {
  const sets = Array.from({ length: bySize({ quick: 60, prove: 300, whole: 3_000 }) }, () =>
    Array.from({ length: 2 + random(9) }, () => pick(PATTERNS)),
  );

  const milder = sets
    .map((set) => ({ set, share: shareOf(set), severity: severityOf(set) }))
    .filter(({ share, severity }) => SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(mildest(share)));
  expect(milder).toEqual([]);
});

test('ten patterns that name a set each are as harmless as one', () => {
  const names = TEAMS.slice(0, 10).map((team) => `${SSO}*/AWSReservedSSO_${team}-dev_${SUFFIX}`);

  expect(severityOf(names)).toBe('LOW');
});

test('digits weigh as much as letters, for an organization that numbers its systems', () => {
  const numbered = rolesOf(() => `sys-${random(9_000) + 1_000}-${pick(['read', 'write', 'admin'])}`);
  const digits = '0123456789'.split('').map((one) => `${SSO}*/AWSReservedSSO_*${one}*_${SUFFIX}`);

  expect(Math.min(...digits.map((one) => shareOf([one], numbered)))).toBeGreaterThan(0.25);
  expect(digits.map((one) => severityOf([one]))).toEqual(digits.map(() => 'CRITICAL'));
});

test('a digit of the suffix alone is measured as what it is: a sixteenth of all', () => {
  const snake = rolesOf(() => `${pick(TEAMS)}_${pick(DUTIES)}`);
  const digits = '0123456789abcdef'.split('').map((one) => `${SSO}*/AWSReservedSSO_*_*_${one}*`);

  expect(Math.min(...digits.map((one) => shareOf([one], snake)))).toBeGreaterThan(0.02);
  expect(digits.map((one) => severityOf([one]))).toEqual(digits.map(() => 'HIGH'));
});
