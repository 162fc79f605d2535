import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { packagedFunctions } from '../../contract/packaged-service.ts';
import { startLedger } from './start-ledger.ts';

let sandbox: Sandbox;
let mark: typeof import('../../../aws/ledger/sweep-mark.ts');
beforeAll(async () => {
  sandbox = await startLedger();
  mark = await import('../../../aws/ledger/sweep-mark.ts');
});
afterAll(() => sandbox.close());

const DAY = '2026-01-01T';
const begin = (id: string, time: string) => mark.beginSweep(id, `${DAY}${time}.000Z`);

test('one sweep at a time: the next begins when this one has ended', async () => {
  const first = await begin('first', '00:00:00');
  const meanwhile = await begin('second', '00:01:00');
  await mark.endSweep('second'); // whose end is not the first one's
  const stillMeanwhile = await begin('third', '00:01:30');
  await mark.endSweep('first');
  const after = await begin('fourth', '00:02:00');
  await mark.endSweep('fourth');

  expect([first, after]).toEqual([{ reconciledAt: expect.anything() }, { reconciledAt: expect.anything() }]);
  expect([meanwhile, stillMeanwhile]).toEqual([undefined, undefined]);
});

test('a sweep that died keeps the others off until its function must have ended, and no longer', async () => {
  await begin('dies', '01:00:00');

  const answers = [];
  for (const time of ['01:01:00', '01:04:00', '01:04:04', '01:04:05']) answers.push(await begin(time, time));
  await mark.endSweep('dies'); // frozen with its environment, and thawed much later
  const rival = await begin('rival', '01:05:00');

  expect(answers.map((answer) => answer !== undefined)).toEqual([false, false, false, true]);
  expect(rival).toBeUndefined();
  await mark.endSweep('01:04:05');
});

test('an attempt that is repeated under its own id goes on', async () => {
  await begin('again', '02:00:00');

  expect(await begin('again', '02:00:01')).toBeDefined();
  await mark.endSweep('again');
});

test('a sweep is thought dead only after its function’s own time-out', () => {
  const { timeoutSeconds = 0 } = packagedFunctions().find(({ key }) => key === 'sweepLedger') ?? {};

  expect(timeoutSeconds).toBeGreaterThan(0);
  expect(mark.LONGEST_SWEEP_SECONDS).toBeGreaterThan(timeoutSeconds);
  expect(mark.LONGEST_SWEEP_SECONDS).toBeLessThan(timeoutSeconds + 60);
});
