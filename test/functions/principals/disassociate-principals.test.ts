import { expect, test } from 'vitest';
import { handler as disassociatePrincipals } from '../../../functions/principals/disassociate-principals.ts';
import { SHARE_ITEM, TURN } from '../given.ts';
import { step } from '../step.ts';

const ROLE = { principalArn: 'arn:aws:iam::111122223333:role/Deploy', principalType: 'IAM' };
const LISTED = { PrincipalARN: 'arn:aws:iam::111122223333:role/deploy', PrincipalType: 'IAM' };
const DISASSOCIATE = 'DisassociatePrincipalFromPortfolio';

function disassociate(items: readonly Readonly<Record<string, unknown>>[] = []) {
  const aws = {
    ListPrincipalsForPortfolio: { Principals: [LISTED] },
    // Service Catalog tells letter case apart.
    [DISASSOCIATE]: ({ PrincipalARN }: { PrincipalARN: string }) =>
      PrincipalARN === LISTED.PrincipalARN ? {} : 'ResourceNotFoundException: none',
  };
  const request = { action: 'DISASSOCIATE', principals: [ROLE] };
  return step(disassociatePrincipals, TURN, { request, aws, items });
}

test('a principal that is listed in other letter case is taken off as it is listed, and as it was asked for', async () => {
  const { inputs, record, error } = await disassociate();

  expect(error).toBeUndefined();
  expect(inputs[DISASSOCIATE]?.map(({ input }) => input.PrincipalARN).sort()).toEqual([
    ROLE.principalArn,
    LISTED.PrincipalARN,
  ]);
  expect(record.principals).toMatchObject({ disassociated: 1, toDisassociate: 1, settled: [0] });
});

test('not if a share is wanted with it so', async () => {
  const principals = [{ principalArn: LISTED.PrincipalARN, principalType: 'IAM' }];

  const { inputs } = await disassociate([{ ...SHARE_ITEM, wanted: { principals } }]);

  expect(inputs[DISASSOCIATE]).toHaveLength(1);
});
