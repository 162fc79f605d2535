import { describe, expect, test } from 'vitest';
import { ERRORS, PLATFORM_ERRORS } from '../../core/error-catalogue.ts';
import { everyState, functionOf } from './machines.ts';
import { packagedFunctions } from './packaged-service.ts';
import { retryPolicies } from './retries.ts';

const KNOWN = [...Object.keys(ERRORS), ...PLATFORM_ERRORS, 'States.ALL'];

describe.each(everyState())('%s, %s', (_, name, state) => {
  test('says why it exists, and what it is by its name', () => {
    expect(state.Comment?.length ?? 0).toBeGreaterThan(20);
    if (state.Type === 'Wait') expect(name).toMatch(/^WaitFor/);
    if (state.Type === 'Choice') expect(name).toMatch(/^(Is|Are|Has|Which|Does|May)[A-Z]/);
  });

  test('ends nothing quietly: only Succeed and Fail end a run', () => {
    expect(state.End ?? false).toBe(state.Type === 'Map' ? (state.End ?? false) : false);
    expect(JSON.stringify(state)).not.toContain('"ResultPath":"$"');
  });

  test('has a time-out if it is a Task', () => {
    if (state.Type === 'Task') expect(state.TimeoutSeconds).toBeGreaterThan(0);
  });

  test('gives a Task longer than its function has, so that the function can say what hung', () => {
    const key = functionOf(state);
    const seconds = packagedFunctions().find((packaged) => packaged.key === key)?.timeoutSeconds ?? 0;
    if (state.Type === 'Task') expect(state.TimeoutSeconds).toBeGreaterThan(seconds);
  });

  test('retries errors that we know, by name, bounded and jittered', () => {
    for (const retrier of state.Retry ?? []) {
      expect(retrier).toMatchObject({ MaxAttempts: expect.any(Number), JitterStrategy: 'FULL' });
      expect(retrier.MaxDelaySeconds).toBeGreaterThan(0);
      expect(retrier.ErrorEquals).not.toContain('States.ALL');
      expect(retrier.ErrorEquals.filter((error) => !KNOWN.includes(error))).toEqual([]);
    }
  });

  test('catches errors that we know, States.ALL alone and last', () => {
    const catchers = state.Catch ?? [];
    for (const [index, { ErrorEquals }] of catchers.entries()) {
      expect(ErrorEquals.filter((error) => !KNOWN.includes(error))).toEqual([]);
      if (ErrorEquals.includes('States.ALL')) {
        expect(ErrorEquals).toEqual(['States.ALL']);
        expect(index).toBe(catchers.length - 1);
      }
    }
  });
});

test('whoever tries the ledger again also waits some seconds for a right that its role lacks', () => {
  const tasks = everyState().filter(([, , { Retry = [] }]) => errorsOf(Retry).includes('LedgerUnavailable'));
  const impatient = tasks.filter(([, , { Retry = [] }]) => !errorsOf(Retry).includes('PermissionMissing'));

  expect(tasks.length).toBeGreaterThan(20);
  expect(impatient.map(([, name]) => name)).toEqual([]);
});

function errorsOf(retry: readonly { readonly ErrorEquals: readonly string[] }[]): string[] {
  return retry.flatMap(({ ErrorEquals }) => ErrorEquals);
}

test('a retry policy is written once, in retries.yml, and used', () => {
  const used = new Set(everyState().flatMap(([, , { Retry = [] }]) => Retry.map(inOrder)));

  const written = [...retryPolicies().values()].map(inOrder);

  expect(new Set(written).size).toBe(written.length);
  expect([...used].sort()).toEqual(written.sort());
});

function inOrder(policy: object): string {
  return JSON.stringify(Object.entries(policy).sort());
}
