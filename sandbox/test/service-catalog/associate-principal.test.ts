import { describe, expect, test } from 'vitest';
import type { WireRequest } from '../../wire/message.ts';
import { MANAGEMENT, MEMBER, PORTFOLIO, startSimulator, WORKLOADS } from '../simulator/start-simulator.ts';
import { associate, principalsOf } from './principals.ts';
import { shareWith } from './share.ts';

/** The sentences are those of AWS's page "AssociatePrincipalWithPortfolio". */
const OWN_ROLE = `arn:aws:iam::${MANAGEMENT}:role/Developer`;
const RECIPIENT = '444455556666';

test('Associates the specified principal ARN with the specified portfolio.', async () => {
  const { catalog } = startSimulator();

  await associate(catalog(), OWN_ROLE, 'IAM');

  expect(await principalsOf(catalog())).toEqual([[OWN_ROLE, 'IAM']]);
});

test('If you share the portfolio with principal name sharing enabled, the PrincipalARN association is included in the share.', async () => {
  const { catalog, clock } = startSimulator();
  await associate(catalog(), 'arn:aws:iam:::role/Developer', 'IAM_PATTERN');

  await shareWith(catalog(), WORKLOADS, { SharePrincipals: true });
  await clock.advance(60);

  expect(await principalsOf(catalog(RECIPIENT))).toEqual([['arn:aws:iam:::role/Developer', 'IAM_PATTERN']]);
});

test('The PortfolioID, PrincipalARN, and PrincipalType parameters are required.', async () => {
  const { simulator } = startSimulator();

  const { body } = await send(simulator, {});

  const wanted = "Value null at '.*' failed to satisfy constraint: Member must not be null";
  expect(JSON.parse(body)).toMatchObject({
    __type: 'ValidationException',
    message: expect.stringMatching(`^3 validation errors detected: ${wanted}; ${wanted}; ${wanted}$`),
  });
  expect(body).toMatch(/portfolioId.*principalARN.*principalType/);
});

test('You can associate a maximum of 10 Principals with a portfolio using PrincipalType as IAM_PATTERN.', async () => {
  const { catalog } = startSimulator();
  for (let i = 1; i <= 10; i += 1) {
    await associate(catalog(), `arn:aws:iam:::role/Developer_${i}`, 'IAM_PATTERN');
  }

  const eleventh = associate(catalog(), 'arn:aws:iam:::role/Developer_11', 'IAM_PATTERN');

  await expect(eleventh).rejects.toMatchObject({ name: 'LimitExceededException' });
  await associate(catalog(), 'arn:aws:iam:::role/Developer_10', 'IAM_PATTERN');
  await associate(catalog(), OWN_ROLE, 'IAM');
  expect(await principalsOf(catalog())).toHaveLength(11);
});

test('that user could create a role that matches a principal name association for the portfolio', async () => {
  const { simulator, catalog, clock } = startSimulator({ iam: { unlistedExist: false } });
  await associate(catalog(), 'arn:aws:iam:::role/Developer', 'IAM_PATTERN');
  await shareWith(catalog(), WORKLOADS, { SharePrincipals: true });
  await clock.advance(60);

  const role = `arn:aws:iam::${RECIPIENT}:role/Developer`;
  simulator.controls.createPrincipal(role);

  expect(simulator.controls.principalMayLaunch(PORTFOLIO, role)).toBe(true);
});

describe('With this configuration, the PrincipalARN must already exist in the recipient account before it can be associated.', () => {
  const role = `arn:aws:iam::${RECIPIENT}:role/Developer`;

  test('refused before the role exists and while it is new, accepted after', async () => {
    const { simulator, catalog, clock } = startSimulator({ iam: { unlistedExist: false } });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);
    const refused = {
      name: 'InvalidParametersException',
      message: expect.stringContaining('does not exist'),
    };

    await expect(associate(catalog(RECIPIENT), role, 'IAM')).rejects.toMatchObject(refused);
    simulator.controls.createPrincipal(role);
    await clock.advance(9);
    await expect(associate(catalog(RECIPIENT), role, 'IAM')).rejects.toMatchObject(refused);
    await clock.advance(1);
    await associate(catalog(RECIPIENT), role, 'IAM');

    const uniqueId = expect.stringMatching(/^AROA[A-Z0-9]{17}$/);
    expect(await principalsOf(catalog(RECIPIENT))).toEqual([[uniqueId, 'IAM']]);
    await clock.advance(60);
    expect(await principalsOf(catalog(RECIPIENT))).toEqual([[role, 'IAM']]);
    expect(simulator.controls.principalMayLaunch(PORTFOLIO, role)).toBe(true);
  });

  test('nobody but the recipient associates it', async () => {
    const { catalog } = startSimulator();

    await expect(associate(catalog(), role, 'IAM')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Resource not found, caller account id (${MANAGEMENT}) does not match input account id (${RECIPIENT})`,
    });
  });
});

describe('If the PrincipalType is IAM, the supported value is a fully defined IAM Amazon Resource Name (ARN).', () => {
  test.each([
    [`arn:aws:iam::${MANAGEMENT}:role/path/Developer`],
    [`arn:aws:iam::${MANAGEMENT}:user/jane`],
    [`arn:aws:iam::${MANAGEMENT}:group/Developers`],
  ])('%s is supported', async (principalArn) => {
    const { catalog } = startSimulator();

    await associate(catalog(), principalArn, 'IAM');

    expect(await principalsOf(catalog())).toEqual([[principalArn, 'IAM']]);
  });

  test.each([
    ['Developer', 'InvalidParametersException'],
    [`arn:aws:iam::${MANAGEMENT}:role/Developer_*`, 'InvalidParametersException'],
    [`arn:aws:iam::${MANAGEMENT}:root`, 'InvalidParametersException'],
    [`arn:aws:sts::${MANAGEMENT}:assumed-role/Developer/jane`, 'InvalidParametersException'],
    ['arn:aws:iam:::role/Developer', 'ResourceNotFoundException'],
  ])('%s is not: %s', async (principalArn, name) => {
    const { catalog } = startSimulator();

    await expect(associate(catalog(), principalArn, 'IAM')).rejects.toMatchObject({ name });
  });
});

describe('If the PrincipalType is IAM_PATTERN, the supported value is an IAM ARN without an AccountID', () => {
  const sentences = {
    formed: 'A fully formed resource-id.',
    wildcard:
      'The wildcard ARN accepts IAM_PATTERN values with a "*" or "?" in the resource-id segment of the ARN.',
    unlimited: 'The ARN path and principal name allow unlimited wildcard characters.',
    acceptable: 'Examples of an acceptable wildcard ARN',
    types: 'valid resource-type values include user/, group/, or role/',
    special: 'You can use special characters anywhere within the resource-id.',
  };
  test.each([
    [sentences.formed, 'arn:aws:iam:::role/resource-name'],
    [sentences.formed, 'arn:aws:iam:::role/resource-path/resource-name'],
    [sentences.wildcard, 'arn:aws:iam:::role/resource-path/resource-name?'],
    [sentences.wildcard, 'arn:aws:iam:::role/*'],
    [sentences.unlimited, `arn:aws:iam:::role/${'*/?'.repeat(300)}`],
    [sentences.acceptable, 'arn:aws:iam:::role/ResourceName_*'],
    [sentences.acceptable, 'arn:aws:iam:::role/*/ResourceName_?'],
    [sentences.types, 'arn:aws:iam:::user/jane'],
    [sentences.types, 'arn:aws:iam:::group/Developers'],
    [sentences.special, 'arn:aws:iam:::role/we+ird=,.@-_/na*me?'],
  ])('%s %s', async (_sentence, pattern) => {
    const { catalog } = startSimulator();

    await associate(catalog(), pattern, 'IAM_PATTERN');

    expect(await principalsOf(catalog())).toEqual([[pattern, 'IAM_PATTERN']]);
  });

  const refusals = {
    exclusive:
      'The new symbols are exclusive to the resource-path and resource-name and cannot replace the resource-type or other ARN values.',
    unacceptable: 'Examples of an unacceptable wildcard ARN',
    account: 'an IAM ARN without an AccountID',
    types: 'valid resource-type values include user/, group/, or role/',
  };
  test.each([
    [refusals.unacceptable, 'arn:aws:iam:::*/ResourceName'],
    [refusals.exclusive, 'arn:aws:iam:::ro?e/ResourceName'],
    [refusals.exclusive, 'arn:*:iam:::role/ResourceName'],
    [refusals.exclusive, 'arn:aws:*:::role/ResourceName'],
    [refusals.exclusive, 'arn:aws:iam::*:role/ResourceName'],
    [refusals.account, 'arn:aws:iam::444455556666:role/ResourceName'],
    [refusals.types, 'arn:aws:iam:::policy/ResourceName'],
    [refusals.types, 'arn:aws:iam:::role'],
    [refusals.types, 'arn:aws:iam:::role/'],
  ])('%s: refused: %s', async (_sentence, pattern) => {
    const { catalog } = startSimulator();

    await expect(associate(catalog(), pattern, 'IAM_PATTERN')).rejects.toMatchObject({
      name: 'InvalidParametersException',
    });
  });
});

test('You can associate multiple IAM_PATTERNs even if the account has no principal with that name.', async () => {
  const { catalog } = startSimulator({ iam: { unlistedExist: false } });

  await associate(catalog(), 'arn:aws:iam:::role/Nobody_1', 'IAM_PATTERN');
  await associate(catalog(), 'arn:aws:iam:::role/Nobody_2', 'IAM_PATTERN');

  expect(await principalsOf(catalog())).toHaveLength(2);
});

test('If the action is successful, the service sends back an HTTP 200 response with an empty HTTP body.', async () => {
  const { simulator } = startSimulator();

  const { statusCode, body } = await send(simulator, {
    PortfolioId: PORTFOLIO,
    PrincipalARN: OWN_ROLE,
    PrincipalType: 'IAM',
  });

  expect([statusCode, body]).toEqual([200, '']);
});

describe('Errors: HTTP Status Code: 400', () => {
  test.each([
    ['InvalidParametersException', { PrincipalARN: 'Developer' }],
    ['ResourceNotFoundException', { PortfolioId: 'port-unknown' }],
    ['LimitExceededException', {}],
  ])('%s', async (name, input) => {
    const { simulator } = startSimulator({ quotas: { principalsPerPortfolio: 0 } });

    const { statusCode, body } = await send(simulator, {
      PortfolioId: PORTFOLIO,
      PrincipalARN: OWN_ROLE,
      PrincipalType: 'IAM',
      ...input,
    });

    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ __type: name });
  });
});

test('A principal of a portfolio that is not visible is not found.', async () => {
  const { catalog } = startSimulator();

  await expect(associate(catalog(MEMBER), `arn:aws:iam::${MEMBER}:role/x`, 'IAM')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

async function send({ answer }: ReturnType<typeof startSimulator>['simulator'], input: object) {
  const request: WireRequest = {
    method: 'POST',
    url: '/',
    headers: {
      'x-amz-target': 'AWS242ServiceCatalogService.AssociatePrincipalWithPortfolio',
      'content-type': 'application/x-amz-json-1.1',
      authorization: `AWS4-HMAC-SHA256 Credential=${MANAGEMENT}/20261121/us-east-1/servicecatalog/aws4_request`,
    },
    body: JSON.stringify(input),
  };
  const outcome = await answer(request);
  if (typeof outcome === 'string') {
    throw new Error('The connection was dropped.');
  }
  return outcome;
}

describe('arn:partition:iam:::resource-type/resource-id', () => {
  test.each([
    ['us-gov-west-1', `arn:aws-us-gov:iam::${MANAGEMENT}:role/Developer`, 'IAM'],
    ['us-gov-west-1', 'arn:aws-us-gov:iam:::role/Developer', 'IAM_PATTERN'],
    ['cn-north-1', 'arn:aws-cn:iam:::role/Developer', 'IAM_PATTERN'],
  ] as const)('in %s %s is taken, and of another partition refused', async (region, arn, type) => {
    const there = startSimulator({ portfolios: [{ id: PORTFOLIO, region }] }).catalog(MANAGEMENT, region);

    await associate(there, arn, type);
    const other = associate(there, arn.replace(/aws-[a-z-]+/, 'aws'), type);

    await expect(other).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: expect.stringMatching(/is not of the partition aws-/),
    });
    expect(await principalsOf(there)).toEqual([[arn, type]]);
  });
});
