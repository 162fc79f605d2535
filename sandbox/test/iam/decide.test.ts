import { describe, expect, test } from 'vitest';
import { decide, type Principal } from '../../iam/decide.ts';
import type { Context } from '../../iam/pattern.ts';
import { readPolicy } from '../../iam/policy.ts';

const HOME = '111122223333';
const OTHER = '444455556666';
const QUEUE = `arn:aws:sqs:us-east-1:${HOME}:jobs`;
const ROLE = `arn:aws:iam::${HOME}:role/worker`;

type Json = Record<string, unknown>;

function policy(...statements: Json[]) {
  return readPolicy({ Version: '2012-10-17', Statement: statements }, 'test');
}

const allow = (more: Json = {}): Json => ({
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Resource: QUEUE,
  ...more,
});
const deny = (more: Json = {}): Json => ({ ...allow(more), Effect: 'Deny' });

interface Asked {
  readonly identity?: Json[];
  readonly boundary?: Json[];
  readonly resource?: Json[];
  readonly levels?: Json[][];
  readonly principal?: Principal;
  readonly accountId?: string;
  readonly context?: Context;
}

function ask({
  identity = [],
  boundary,
  resource = [],
  levels = [],
  accountId = HOME,
  context = {},
  ...asked
}: Asked) {
  const principal: Principal = asked.principal ?? {
    type: 'ROLE',
    arn: ROLE,
    accountId: HOME,
    identity: policy(...identity),
    boundary: boundary && policy(...boundary),
  };
  const decision = decide(
    { principal, action: 'sqs:SendMessage', resource: QUEUE, accountId, context },
    { resource: policy(...resource), levels: levels.map((level) => policy(...level)) },
  );
  return decision.isAllowed
    ? 'ALLOWED'
    : `${decision.because.by ? 'denied by' : 'not allowed by'} ${decision.because.kind}`;
}

const account = (accountId: string): Principal => ({ type: 'ACCOUNT', accountId });
const events: Principal = { type: 'SERVICE', name: 'events.amazonaws.com', region: 'us-east-1' };

describe('a role', () => {
  test.each<[string, Asked, string]>([
    ['does what its policy allows', { identity: [allow()] }, 'ALLOWED'],
    ['does nothing else', { identity: [allow({ Action: 'sqs:ReceiveMessage' })] }, 'not allowed by IDENTITY'],
    [
      'does it to no other resource',
      { identity: [allow({ Resource: `${QUEUE}-2` })] },
      'not allowed by IDENTITY',
    ],
    ['is stopped by a deny', { identity: [allow(), deny()] }, 'denied by IDENTITY'],
    [
      'is stopped by a deny of all but',
      { identity: [allow(), { Effect: 'Deny', NotAction: 'sqs:ReceiveMessage', Resource: '*' }] },
      'denied by IDENTITY',
    ],
    [
      'is bounded',
      { identity: [allow()], boundary: [allow({ Action: 's3:*', Resource: '*' })] },
      'not allowed by BOUNDARY',
    ],
    [
      'does what policy and boundary allow',
      { identity: [allow()], boundary: [allow({ Action: 'sqs:*', Resource: '*' })] },
      'ALLOWED',
    ],
    [
      'is stopped by a level of its organization that allows nothing',
      { identity: [allow()], levels: [[allow()], [deny({ Action: 's3:*', Resource: '*' })]] },
      'not allowed by SERVICE_CONTROL',
    ],
    [
      'is stopped by a level that denies',
      { identity: [allow()], levels: [[allow(), deny()]] },
      'denied by SERVICE_CONTROL',
    ],
    ['is let in by a resource that names it', { resource: [allow({ Principal: { AWS: ROLE } })] }, 'ALLOWED'],
    ['is let in by a resource that names everybody', { resource: [allow({ Principal: '*' })] }, 'ALLOWED'],
    [
      'is not let in by a resource that names its account',
      { resource: [allow({ Principal: { AWS: HOME } })] },
      'not allowed by IDENTITY',
    ],
    [
      'is not let in beyond its boundary',
      {
        resource: [allow({ Principal: { AWS: ROLE } })],
        boundary: [allow({ Action: 's3:*', Resource: '*' })],
      },
      'not allowed by BOUNDARY',
    ],
    [
      'is stopped by a deny of the resource',
      { identity: [allow()], resource: [deny({ Principal: '*' })] },
      'denied by RESOURCE',
    ],
  ])('%s', (_, asked, decision) => {
    expect(ask(asked)).toBe(decision);
  });
});

describe('an account', () => {
  test.each<[string, Asked, string]>([
    ['does everything at home', {}, 'ALLOWED'],
    ['does nothing elsewhere', { accountId: HOME, principal: account(OTHER) }, 'not allowed by RESOURCE'],
    [
      'does elsewhere what the resource lets it',
      { principal: account(OTHER), resource: [allow({ Principal: { AWS: `arn:aws:iam::${OTHER}:root` } })] },
      'ALLOWED',
    ],
    [
      'is limited by its organization at home',
      { levels: [[deny({ Resource: '*' }), allow({ Action: '*', Resource: '*' })]] },
      'denied by SERVICE_CONTROL',
    ],
  ])('%s', (_, asked, decision) => {
    expect(ask({ principal: account(HOME), ...asked })).toBe(decision);
  });
});

describe('a service', () => {
  const named = (Condition: Json) => ({
    principal: events,
    resource: [allow({ Principal: { Service: 'events.amazonaws.com' }, Condition })],
  });
  const rule = 'arn:aws:events:us-east-1:111122223333:rule/dev/asked';
  test.each<[string, Asked, string]>([
    ['does what a resource lets it', named({}), 'ALLOWED'],
    [
      'for the source that is named',
      { ...named({ ArnEquals: { 'aws:SourceArn': rule } }), context: { 'aws:sourcearn': rule } },
      'ALLOWED',
    ],
    [
      'and for no other',
      { ...named({ ArnEquals: { 'aws:SourceArn': rule } }), context: { 'aws:sourcearn': `${rule}-2` } },
      'not allowed by RESOURCE',
    ],
    ['nor where none is known', named({ ArnEquals: { 'aws:SourceArn': rule } }), 'not allowed by RESOURCE'],
    ['is not limited by the organization', { ...named({}), levels: [[]] }, 'ALLOWED'],
  ])('%s', (_, asked, decision) => {
    expect(ask(asked)).toBe(decision);
  });
});

describe('a condition', () => {
  const holds = (Condition: Json, context: Context) =>
    ask({ identity: [allow({ Resource: '*', Condition })], context }) === 'ALLOWED';
  const sources = (...values: string[]): Context => ({ 'events:source': values });
  test.each<[string, Json, Context, boolean]>([
    [
      'every value is allowed',
      { 'ForAllValues:StringEquals': { 'events:source': ['a', 'b'] } },
      sources('a', 'b'),
      true,
    ],
    [
      'one value is not',
      { 'ForAllValues:StringEquals': { 'events:source': ['a', 'b'] } },
      sources('a', 'c'),
      false,
    ],
    ['no value at all passes all', { 'ForAllValues:StringEquals': { 'events:source': ['a'] } }, {}, true],
    [
      'but no Null guard',
      { 'ForAllValues:StringEquals': { 'events:source': ['a'] }, Null: { 'events:source': 'false' } },
      {},
      false,
    ],
    [
      'nor does an empty list',
      { 'ForAllValues:StringEquals': { 'events:source': ['a'] }, Null: { 'events:source': 'false' } },
      sources(),
      false,
    ],
    [
      'any value is enough',
      { 'ForAnyValue:StringLike': { 'events:source': 'a*' } },
      sources('b', 'ab'),
      true,
    ],
    ['of none there is none', { 'ForAnyValue:StringLike': { 'events:source': 'a*' } }, {}, false],
    ['a negation holds without the key', { StringNotEquals: { 'aws:PrincipalAccount': OTHER } }, {}, true],
    [
      'and for another value',
      { StringNotEquals: { 'aws:PrincipalAccount': [OTHER] } },
      { 'aws:principalaccount': HOME },
      true,
    ],
    [
      'and not for that one',
      { StringNotEquals: { 'aws:PrincipalAccount': [OTHER, HOME] } },
      { 'aws:principalaccount': HOME },
      false,
    ],
    [
      'an equality does not hold without the key',
      { StringEquals: { 'aws:PrincipalAccount': OTHER } },
      {},
      false,
    ],
    ['except if it need not be there', { StringEqualsIfExists: { 'aws:PrincipalAccount': OTHER } }, {}, true],
    [
      'a variable stands for what the request has',
      { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } },
      { 'aws:principalorgid': 'o-1', 'aws:resourceorgid': 'o-1' },
      true,
    ],
    [
      'and for nothing where it has none',
      { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } },
      { 'aws:principalorgid': 'undefined' },
      false,
    ],
    [
      'a wildcard in what a variable stands for is none',
      { StringLike: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } },
      { 'aws:principalorgid': 'o-1', 'aws:resourceorgid': 'o-*' },
      false,
    ],
    [
      'no wildcard of an ARN reaches over a colon',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:*:rule/x' } },
      { 'aws:sourcearn': 'arn:aws:events:us-east-1:1:rule/x' },
      false,
    ],
    [
      'keys are compared without case',
      { Bool: { 'AWS:ViaAWSService': true } },
      { 'aws:viaawsservice': 'true' },
      true,
    ],
  ])('%s', (_, Condition, context, expected) => {
    expect(holds(Condition, context)).toBe(expected);
  });
});

test.each<[string, Json, string]>([
  [
    'an operator',
    allow({ Condition: { DateGreaterThan: { 'aws:SourceArn': '1' } } }),
    'has the condition operator DateGreaterThan',
  ],
  [
    'a key',
    allow({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
    'depends on the condition key aws:SourceVpc',
  ],
  [
    'a variable',
    allow({ Condition: { StringEquals: { 'aws:SourceArn': '${aws:username}' } } }),
    'depends on the condition key aws:username',
  ],
  [
    'a list under a plain operator',
    allow({ Condition: { StringEquals: { 'events:source': 'a' } } }),
    'which holds several values',
  ],
  ['an element', allow({ NotPrincipal: '*' }), 'has NotPrincipal'],
  ['a kind of principal', allow({ Principal: { Federated: 'x' } }), 'has Federated'],
  ['an effect', allow({ Effect: 'allow' }), 'has the Effect allow'],
  ['a resource', allow({ Resource: 'jobs' }), 'has the Resource jobs'],
])('%s that is not supported is refused by name', (_, statement, sentence) => {
  expect(() => policy(statement)).toThrow(sentence);
});

test('so is another version of the language', () => {
  expect(() => readPolicy({ Statement: [allow()] }, 'test')).toThrow('has the Version undefined');
});
