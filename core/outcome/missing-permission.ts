/** What AWS's sentence about a denied call says; source: IAM user guide, "Troubleshoot access denied error messages". */
export interface MissingPermission {
  /** The role's name, or the ARN of whoever it was. */
  readonly role: string;
  /** E.g. `servicecatalog:CreatePortfolioShare`. */
  readonly action: string;
}

const SENTENCE = /User: (\S+) is not authorized to perform: ([\w-]+:\w+)/;

/**
 * Only the sentence tells a missing permission from a service that refuses for reasons of its own, and Lambda's
 * denial from Lambda being busy: Step Functions reports both as `Lambda.AWSLambdaException`.
 */
export function missingPermission(text: string): MissingPermission | undefined {
  const [, who = '', action = ''] = SENTENCE.exec(text) ?? [];
  if (action === '') return undefined;
  const [, role = who] = /:assumed-role\/([^/]+)\//.exec(who) ?? [];
  return { role, action };
}
