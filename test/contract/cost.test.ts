import { expect, inject, test } from 'vitest';
import { idleMonth, sumOf } from '../../packaging/cost.ts';
import { ledgerYear } from '../../packaging/ledger-year.ts';
import { packagedResources } from './packaged-service.ts';

test('watching costs at most what an operator can afford', () => {
  const costs = idleMonth(inject('packageDirectory'));
  const countOf = (what: string) => costs.find((one) => one.what === what)?.count;
  const alarms = Object.values(packagedResources()).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');

  expect(alarms.length).toBeGreaterThan(10);
  expect(alarms.length).toBeLessThanOrEqual(15);
  expect(countOf('custom metrics')).toBeLessThanOrEqual(10);
  expect(countOf('metrics of alarms')).toBeGreaterThan(alarms.length);
  // What a stack does of itself, beside its sweeps.
  expect(countOf('readings of the organization')).toBe(720);
  expect(countOf('transitions of nightly reconciliations')).toBeGreaterThan(0);
  expect(countOf('requests to KMS')).toBeGreaterThan(8_640);
  expect(sumOf(costs)).toBeLessThanOrEqual(7);
});

test('no function reserves concurrency, which a new account refuses', () => {
  expect(JSON.stringify(packagedResources())).not.toContain('ReservedConcurrentExecutions');
});

test('a year of a landing zone of 800 accounts costs the ledger less than 50 MB, and 5 dollars a month', () => {
  const { megabytes, dollarsAMonth } = ledgerYear();

  expect(megabytes).toBeLessThan(50);
  expect(megabytes).toBeGreaterThan(10);
  expect(dollarsAMonth).toBeLessThan(5);
  expect(dollarsAMonth).toBeGreaterThan(0.05);
});
