import { expect, test } from 'vitest';
import { A, B, CREATED, confirm, DONE, having, INTENT, judged, MADE, STOOD, VISIT } from './confirm-given.ts';

test('what seems to be missing is looked for a second time, half a minute later', async () => {
  const first = await confirm({ aws: having(A) });
  const second = await confirm({ aws: having(A) }, { looks: 1 });

  expect(first.out).toEqual({ ...DONE, phase: 'LOOK', waitSeconds: 30, looks: 1 });
  expect(second.out).toEqual({ ...DONE, looks: 1, phase: 'REMAKE', nextWrite: 'UPDATE', waitSeconds: 1 });
  expect(second.record).toMatchObject({ tried: ['UPDATE'], triedLast: { visit: VISIT, means: 'UPDATE' } });
  expect(second.said).toEqual(['INFO Looked at the accounts', 'INFO Brings the share about']);
  expect(second.lines[1]).toMatchObject({ means: 'UPDATE' });
});

test.each([
  ['nobody seems to have it', having(), STOOD],
  ['others acted', having(A, B), { ...STOOD, metOthers: true }],
  ['means were tried', having(A), { ...STOOD, tried: ['UPDATE'] }],
  [
    'one is not named as failed by the creation',
    having(A),
    {
      ...MADE,
      share: {
        ...CREATED,
        status: 'COMPLETED_WITH_ERRORS',
        accounts: { ...judged([A]), hasUnnamedFailures: true },
      },
    },
  ],
  [
    'the creation named one of two',
    having(),
    { ...MADE, share: { ...CREATED, status: 'ERROR', accounts: judged([B], 0) } },
  ],
  [
    'the creation named nobody',
    having(A),
    { ...MADE, share: { ...CREATED, status: 'COMPLETED_WITH_ERRORS', accounts: undefined } },
  ],
])('the pauses are longer where %s', async (_, aws, record) => {
  const pauses = [];
  for (const looks of [0, 1, 2, 3]) {
    const { out } = await confirm({ aws, record }, { looks });
    pauses.push(out.phase === 'LOOK' ? out.waitSeconds : out.phase);
  }

  expect(pauses.slice(0, 3)).toEqual([30, 60, 60]);
  expect(pauses[3]).not.toBe('LOOK');
});

test.each([
  ['the last means were refused', { ...STOOD, tried: ['UPDATE'], intent: { ...INTENT, answer: 'REFUSED' } }],
  [
    'its creation has named whom it missed',
    { ...MADE, share: { ...CREATED, status: 'COMPLETED_WITH_ERRORS', accounts: judged([B]) } },
  ],
])('there is no pause where %s', async (_, record) => {
  expect((await confirm({ record, aws: having(A) })).out.phase).not.toBe('LOOK');
});
