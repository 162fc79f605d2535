import { expect, test } from 'vitest';
import { isDrained } from '../../../functions/recovery/is-drained.ts';
import { BEFORE } from '../given.ts';
import { part } from '../step.ts';

test('a defect is not taken for a share that could not be looked at', async () => {
  const draining = { requestKey: 'req-1', fence: 7, since: BEFORE, until: '2026-03-02T12:00:00.000Z' };
  const token: { itself?: object } = {};
  token.itself = token;

  const { error, said } = await part((task) =>
    isDrained({ ...draining, portfolioShareToken: token } as never, task),
  );

  expect(error).toMatch(/^TypeError: /);
  expect(said).toEqual([]);
});
