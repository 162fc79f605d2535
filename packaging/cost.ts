import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_USE } from './ledger-use.ts';

/** List prices in us-east-1, in dollars, without any free tier, as of November 2026 (aws.amazon.com/…/pricing). */
export const PRICES = {
  asOf: '2026-11',
  alarmMetricMonth: 0.1,
  customMetricMonth: 0.3,
  dashboardMonth: 3,
  lambdaRequest: 0.2e-6,
  lambdaGbSecond: 13.3334e-6,
  ledgerRead: 0.125e-6,
  ledgerWrite: 0.625e-6,
  /** Storage, and its point-in-time recovery. */
  ledgerGbMonth: 0.45,
  logGb: 0.5,
  busEvent: 1e-6,
  transition: 25e-6,
  keyRequest: 3e-6,
};

export interface Cost {
  readonly what: string;
  readonly count: number;
  readonly dollars: number;
}

interface Resource {
  /** Of a function. */
  readonly KmsKeyArn?: string;
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: Resource } }[];
}

const SWEEPS = 60 * 24 * 30;
/** Of one sweep of an idle stack. */
const SWEEP = {
  writes: LEDGER_USE.hourOfSweeps.writes / 60,
  reads: LEDGER_USE.hourOfSweeps.reads / 60,
  seconds: 0.4,
  gigabytes: 0.25,
  logKilobytes: 1.2,
};
/** The organization is read every hour: of 800 accounts, twenty a page. What that writes is among hourOfSweeps. */
const READINGS = 24 * 30;
const READING = { seconds: 6, gigabytes: 0.25 };
/** A reconciliation each night, which finds nothing to look at. */
const NIGHTS = 30;
const NIGHT = { transitions: 10 };
/**
 * DynamoDB asks KMS for the table's key anew after five minutes, for each role; so do Lambda's new environments where
 * a key of one's own encrypts variables. Source: DynamoDB's guide, "Encryption at rest: how it works".
 */
const SWEEPS_A_KEY_REQUEST = 5;

/** Of a share of a minute: what the share machine's steps add up to. */
const SHARE = {
  transitions: 24,
  invocations: 14,
  seconds: 0.3,
  writes: LEDGER_USE.request.writes,
  reads: LEDGER_USE.request.reads,
  events: 1,
  logKilobytes: 20,
};

/** What a stack costs that shares nothing, in a month. @param packageFolder as packaging wrote it */
export function idleMonth(packageFolder: string): readonly Cost[] {
  const path = join(packageFolder, 'cloudformation-template-update-stack.json');
  const resources: { Type: string; Properties: Resource }[] = Object.values(
    JSON.parse(readFileSync(path, 'utf8')).Resources,
  );
  const alarms = resources
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map((one) => one.Properties);
  const watched = alarms.flatMap((alarm) =>
    alarm.Metrics ? alarm.Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) : [alarm],
  );
  const own = new Set(
    watched.filter(({ Namespace }) => Namespace === 'Foliocast').map((one) => one.MetricName),
  );
  const ownKeys = resources.some(({ Properties }) => Properties.KmsKeyArn !== undefined);
  const keyRequests = SWEEPS / SWEEPS_A_KEY_REQUEST + READINGS * (ownKeys ? 2 : 1);
  const dashboards = resources.filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard').length;
  return [
    cost('metrics of alarms', watched.length, PRICES.alarmMetricMonth),
    cost('custom metrics', own.size, PRICES.customMetricMonth),
    cost('dashboards', dashboards, PRICES.dashboardMonth),
    cost('sweeps', SWEEPS, PRICES.lambdaRequest + PRICES.busEvent),
    cost('GB-seconds of sweeps', SWEEPS * SWEEP.seconds * SWEEP.gigabytes, PRICES.lambdaGbSecond),
    cost('readings of the organization', READINGS, PRICES.lambdaRequest + PRICES.busEvent),
    cost('GB-seconds of these', READINGS * READING.seconds * READING.gigabytes, PRICES.lambdaGbSecond),
    cost('transitions of nightly reconciliations', NIGHTS * NIGHT.transitions, PRICES.transition),
    cost('requests to KMS', keyRequests, PRICES.keyRequest),
    cost('ledger writes', SWEEPS * SWEEP.writes, PRICES.ledgerWrite),
    cost('ledger reads', SWEEPS * SWEEP.reads, PRICES.ledgerRead),
    cost('GB of logs', (SWEEPS * SWEEP.logKilobytes) / 1e6, PRICES.logGb),
  ];
}

/** What is billed for what a stack does, besides its sweeps. */
export interface Work {
  readonly transitions: number;
  readonly invocations: number;
  readonly writes: number;
  readonly reads: number;
  /** Put by Foliocast. */
  readonly events: number;
  readonly logKilobytes: number;
}

/** What a thousand shares cost beyond that. */
export function thousandShares(): readonly Cost[] {
  const { seconds: _, ...share } = SHARE;
  return workCosts(
    Object.fromEntries(Object.entries(share).map(([what, count]) => [what, 1000 * count])) as unknown as Work,
  );
}

/** How long a function runs is AWS's to say: 0.3 s each, which is waiting for AWS for the most part. */
export function workCosts(work: Work): readonly Cost[] {
  return [
    cost('transitions', work.transitions, PRICES.transition),
    cost('invocations', work.invocations, PRICES.lambdaRequest),
    cost('GB-seconds', work.invocations * SHARE.seconds * 0.25, PRICES.lambdaGbSecond),
    cost('ledger writes', work.writes, PRICES.ledgerWrite),
    cost('ledger reads', work.reads, PRICES.ledgerRead),
    cost('events of Foliocast', work.events, PRICES.busEvent),
    cost('GB of logs', work.logKilobytes / 1e6, PRICES.logGb),
  ];
}

export function sumOf(costs: readonly Cost[]): number {
  return costs.reduce((sum, { dollars }) => sum + dollars, 0);
}

function cost(what: string, count: number, price: number): Cost {
  return { what, count: Math.round(count * 100) / 100, dollars: count * price };
}
