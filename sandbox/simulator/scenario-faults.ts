import * as v from 'valibot';
import { inputShapes as organizationsInputs } from '../organizations/input-shapes.ts';
import { inputShapes as serviceCatalogInputs } from '../service-catalog/input-shapes.ts';
import { mapping } from './mapping.ts';
import { accountId, parentId } from './scenario-organization.ts';
import { idOf, nodeId } from './scenario-portfolios.ts';

const positive = v.pipe(v.number(), v.integer('a whole number'), v.minValue(1, '1 or more'));
const seconds = v.pipe(v.number(), v.minValue(0, 'a number of seconds, 0 or more'));
const probability = v.pipe(v.number(), v.minValue(0, '0 to 1'), v.maxValue(1, '0 to 1'));
const errorName = v.pipe(v.string(), v.regex(/^[A-Z][A-Za-z]+$/, 'a name such as ThrottlingException'));
const operations = [...Object.keys(serviceCatalogInputs), ...Object.keys(organizationsInputs), '*'];
const operation = v.pipe(
  v.string(),
  v.check((name) => operations.includes(name), `an operation, or * for all: ${operations.join(', ')}`),
);

const ANSWERS = ['error', 'delaySeconds', 'delayAnswerSeconds', 'dropConnection', 'malformedAnswer'] as const;

/** What one call meets instead of, or beside, its answer. Counts of calls are of those the fault is about. */
export const fault = v.pipe(
  mapping({
    operation,
    accountId: v.optional(accountId),
    portfolioId: v.optional(idOf('port')),
    /** The first call is 1. Without call, every and probability: each call. */
    call: v.optional(v.union([positive, v.array(positive)], 'a number of a call, or a list of them')),
    every: v.optional(positive),
    probability: v.optional(probability),
    times: v.optional(positive),
    error: v.optional(errorName),
    message: v.optional(v.string()),
    statusCode: v.optional(v.pipe(v.number(), v.minValue(400, '400 to 599'), v.maxValue(599, '400 to 599'))),
    delaySeconds: v.optional(seconds),
    delayAnswerSeconds: v.optional(seconds),
    dropConnection: v.optional(v.picklist(['BEFORE_EFFECT', 'AFTER_EFFECT'])),
    malformedAnswer: v.optional(v.picklist(['TRUNCATED', 'NOT_JSON', 'EMPTY'])),
  }),
  v.check(
    (given) => ANSWERS.filter((answer) => given[answer] !== undefined).length === 1,
    `exactly one of ${ANSWERS.join(', ')}`,
  ),
);

const on = v.array(v.picklist(['CREATE', 'UPDATE', 'DELETE']));

/** Accounts that a share action does not reach; `attempts`: only so many times for each, then it works. */
export const accountFailure = v.pipe(
  mapping({
    portfolioId: v.optional(idOf('port')),
    accounts: v.optional(v.array(accountId)),
    under: v.optional(parentId),
    probability: v.optional(probability, 1),
    error: errorName,
    message: v.optional(v.string()),
    on: v.optional(on, ['CREATE']),
    attempts: v.optional(positive),
  }),
  v.check(
    (given) => given.accounts === undefined || given.under === undefined,
    'accounts or under, or neither for all accounts',
  ),
);

/** A share action that never ends or ends in ERROR; `times`: only so many of them. */
export const shareFault = mapping({
  portfolioId: v.optional(idOf('port')),
  organizationNode: v.optional(nodeId),
  on: v.optional(on, ['CREATE', 'UPDATE', 'DELETE']),
  times: v.optional(positive),
  ends: v.picklist(['NEVER', 'NEVER_STARTS', 'ERROR', 'ERROR_WITHOUT_SHARE_ERRORS']),
  error: v.optional(errorName, 'InternalFailure'),
  message: v.optional(v.string(), 'The share action failed.'),
});

/** Of the sandbox: events that a target of a rule does not take, the first so many. */
export const deliveryFault = mapping({
  /** The end of its name. */
  target: v.pipe(v.string(), v.minLength(1, 'the name of a machine, function, bus or destination')),
  times: v.optional(positive, 1),
  error: v.optional(v.string(), 'NO_PERMISSIONS'),
  message: v.optional(v.string(), 'The scenario refuses it.'),
});

export type Fault = v.InferOutput<typeof fault>;
export type AccountFailureRule = v.InferOutput<typeof accountFailure>;
export type ShareFaultRule = v.InferOutput<typeof shareFault>;
