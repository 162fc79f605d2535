import { expect, test } from 'vitest';
import { handler as associatePrincipals } from '../../../functions/principals/associate-principals.ts';
import { handler as disassociatePrincipals } from '../../../functions/principals/disassociate-principals.ts';
import { BEFORE, NOW, STATE, TURN } from '../given.ts';
import { step } from '../step.ts';

const PRINCIPALS = ['A', 'B'].map((name) => ({
  principalArn: `arn:aws:iam:::role/${name}*`,
  principalType: 'IAM_PATTERN',
}));
const THROTTLED = 'ThrottlingException: slow down';
const ATTEMPTED = { associated: 0, alreadyAssociated: 0, toAssociate: [0, 1], startedAt: BEFORE };
const COUNTED = {
  associated: 0,
  alreadyAssociated: 0,
  disassociated: 0,
  toDisassociate: 2,
  startedAt: BEFORE,
};
const LISTED = { Principals: [] };

/** @param before what an earlier attempt recorded */
function associate(before: object, answer: object | string = {}) {
  const aws = { ListPrincipalsForPortfolio: LISTED, AssociatePrincipalWithPortfolio: answer };
  const given = { aws, request: { principals: PRINCIPALS }, record: { principals: before } };
  return step(associatePrincipals, { ...TURN, share: STATE }, given);
}

function disassociate(before: object, answer: object | string = {}) {
  const aws = { ListPrincipalsForPortfolio: LISTED, DisassociatePrincipalFromPortfolio: answer };
  const request = { action: 'DISASSOCIATE', principals: PRINCIPALS };
  return step(
    disassociatePrincipals,
    { ...TURN, share: STATE },
    { aws, request, record: { principals: before } },
  );
}

test.each([
  ['association', associate, ATTEMPTED],
  ['disassociation', disassociate, COUNTED],
] as const)(
  'an %s without an answer may take effect late, though a later attempt was answered',
  async (_, write, before) => {
    const first = await write(before);
    const second = await write({ ...before, isUnsettled: true });
    const third = await write({ ...before, doubtedAt: BEFORE });

    expect(first.record.principals).not.toHaveProperty('doubtedAt');
    expect(second.record.principals).toMatchObject({ startedAt: NOW, doubtedAt: NOW });
    expect(third.record.principals).toMatchObject({ startedAt: NOW, doubtedAt: BEFORE });
    for (const { record } of [first, second, third])
      expect(record.principals).not.toHaveProperty('isUnsettled');
  },
);

test('a refusal of a later attempt does not say that the call without an answer was not done', async () => {
  const unsettled = await associate({ ...ATTEMPTED, isUnsettled: true }, THROTTLED);
  const settled = await associate(ATTEMPTED, THROTTLED);

  expect(unsettled.record.principals).toMatchObject({ isUnsettled: true, doubtedAt: NOW });
  expect(settled.record.principals).not.toHaveProperty('isUnsettled');
});

test('an interruption between two principals is told to a machine that knows it, and to none of version 0.1.0', async () => {
  const associateBoth = (record: object) => {
    const aws = { ListPrincipalsForPortfolio: LISTED, AssociatePrincipalWithPortfolio: [{}, THROTTLED] };
    const turn = { ...TURN, turn: { number: 0 }, share: STATE };
    return step(associatePrincipals, turn, { aws, request: { principals: PRINCIPALS }, record });
  };

  const now = await associateBoth({ planVisit: '2026-03-02T09:51:00.000Z 0' });
  const first = await associateBoth({});

  expect(now.error).toMatch(/^PrincipalsInterrupted: 1 of 2 principals were written/);
  expect(first.error).toMatch(/^ThrottlingException: /);
});
