import { expect, test } from 'vitest';
import { failureOf } from '../../../core/outcome/failure-of.ts';
import { isDefect } from '../../../core/outcome/is-defect.ts';
import { missingPermission } from '../../../core/outcome/missing-permission.ts';

const SENTENCE =
  'User: arn:aws:sts::111122223333:assumed-role/foliocast-dev-CreateShare-us-east-1/foliocast-dev-createShare is not authorized to perform: servicecatalog:CreatePortfolioShare on resource: arn:aws:catalog:us-east-1:111122223333:portfolio/port-1 because no identity-based policy allows the servicecatalog:CreatePortfolioShare action';

test('a denied call names role and action', () => {
  expect(missingPermission(SENTENCE)).toEqual({
    role: 'foliocast-dev-CreateShare-us-east-1',
    action: 'servicecatalog:CreatePortfolioShare',
  });
});

test.each(['You are not authorized to perform this action', 'Access denied', ''])(
  'a refusal for a reason of the service’s own names neither: %j',
  (text) => {
    expect(missingPermission(text)).toBeUndefined();
  },
);

test.each([
  ['AccessDeniedException', JSON.stringify({ errorType: 'AccessDeniedException', errorMessage: SENTENCE })],
  ['LedgerUnavailable', JSON.stringify({ errorType: 'LedgerUnavailable', errorMessage: SENTENCE })],
  ['Lambda.AWSLambdaException', `${SENTENCE} (Service: AWSLambda; Status Code: 403)`],
  ['Lambda.AccessDeniedException', `${SENTENCE} (Service: AWSLambda; Status Code: 403)`],
])('under the name %s it is a defect of ours', (name, Cause) => {
  const failure = failureOf({ Error: name, Cause });

  expect(failure.code).toBe('PERMISSION_MISSING');
  expect(isDefect(failure.code)).toBe(true);
  expect(failure.cause).toContain('The role foliocast-dev-CreateShare-us-east-1 may not do servicecatalog:');
});

/** KMS does not say whether the key is there, nor to whom it was denied. */
const HIDDEN =
  'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.';

test.each([
  [
    'AccessDeniedException',
    `PutItem on the ledger: AccessDeniedException: KMS key access denied error: com.amazonaws.services.kms.model.AWSKMSException: ${HIDDEN} (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException)`,
  ],
  [
    'Lambda.KMSAccessDeniedException',
    `Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function's KMS key settings. KMS Exception: AccessDeniedExceptionKMS Message: ${HIDDEN} (Service: Lambda, Status Code: 502)`,
  ],
])('so it is where a key is denied, under the name %s', (name, errorMessage) => {
  const failure = failureOf({ Error: name, Cause: JSON.stringify({ errorMessage }) });

  expect(failure.code).toBe('PERMISSION_MISSING');
  expect(failure.cause).toContain('The role of the function may not do kms:Decrypt: ');
});

test('what was denied by a key’s policy names role and action, too', () => {
  const said =
    'KMS key access denied error: User: arn:aws:sts::111122223333:assumed-role/r/f is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:111122223333:key/1';

  expect(missingPermission(said)).toEqual({ role: 'r', action: 'kms:GenerateDataKey' });
});
