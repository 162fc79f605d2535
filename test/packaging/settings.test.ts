import { expect, test } from 'vitest';
import { packagedMachines } from '../contract/machines.ts';
import { packagedFunctions } from '../contract/packaged-service.ts';
import { packageWithConfig } from '../workflow/package-with-config.ts';

const PATIENT = 'patient-config.yml';
const WAYS_IN = 'ways-in-config.yml';

test.each([
  ['share.oldestSeconds', PATIENT, 'AcquireLease', 800],
  ['approvals.timeoutSeconds', WAYS_IN, 'RequestApproval', 1_800],
])('%s is the time-out of a state: packaging/state-timeouts.cjs', async (_, config, state, seconds) => {
  const { 'share-portfolio': machine } = packagedMachines(await packageWithConfig(config));

  expect(machine?.States[state]?.TimeoutSeconds).toBe(seconds);
});

test.each([
  ['lease.drainSeconds', PATIENT, 'sweepLedger', 'drainSeconds:300'],
  ['verification.deadlineSeconds', WAYS_IN, 'verifyAccount', 'deadlineSeconds:120'],
])('%s is in the bundle of a function: packaging/esbuild-plugins.mjs', async (_, config, key, setting) => {
  const packaged = packagedFunctions(await packageWithConfig(config)).find((one) => one.key === key);

  expect(packaged?.bundle).toContain(setting);
});
