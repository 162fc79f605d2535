import { expect, inject, test } from 'vitest';
import { idleMonth, sumOf } from '../../packaging/cost.ts';
import { packagedResources } from './packaged-service.ts';

test('watching costs at most what an operator can afford', () => {
  const costs = idleMonth(inject('packageDirectory'));
  const countOf = (what: string) => costs.find((one) => one.what === what)?.count;
  const alarms = Object.values(packagedResources()).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');

  expect(alarms.length).toBeGreaterThan(10);
  expect(alarms.length).toBeLessThanOrEqual(15);
  expect(countOf('custom metrics')).toBeLessThanOrEqual(10);
  expect(countOf('metrics of alarms')).toBeGreaterThan(alarms.length);
  expect(sumOf(costs)).toBeLessThanOrEqual(7);
});

test('no function reserves concurrency, which a new account refuses', () => {
  expect(JSON.stringify(packagedResources())).not.toContain('ReservedConcurrentExecutions');
});
