/** What AWS's sentence about a denied call says, which makes it PERMISSION_MISSING; source: IAM user guide, "Troubleshoot access denied error messages". */
export interface MissingPermission {
  /** The role's name, or the ARN of whoever it was; absent where the sentence names none. */
  readonly role?: string;
  /** E.g. `servicecatalog:CreatePortfolioShare`. */
  readonly action: string;
}

/**
 * What DynamoDB, and Lambda of a function's variables, say where KMS hides whether the key is there: KMS's sentence is
 * that of Decrypt. Seen in aws-secure-environment-accelerator 919 and serverless/examples 279.
 */
const KEY_SENTENCE = /KMS (key access|access was) denied/;
const SENTENCE = /User: (\S+) is not authorized to perform: ([\w-]+:\w+)/;

/**
 * Only the sentence tells a missing permission from a service that refuses for reasons of its own, and Lambda's
 * denial from Lambda being busy: Step Functions reports both as `Lambda.AWSLambdaException`.
 */
export function missingPermission(text: string): MissingPermission | undefined {
  const [, who = '', action = ''] = SENTENCE.exec(text) ?? [];
  if (action === '') return KEY_SENTENCE.test(text) ? { action: 'kms:Decrypt' } : undefined;
  const [, role = who] = /:assumed-role\/([^/]+)\//.exec(who) ?? [];
  return { role, action };
}
