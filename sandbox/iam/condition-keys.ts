/** Keys of which the sandbox knows what a request has; a policy that depends on another one is refused. */
export const CONDITION_KEYS: readonly string[] = [
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalorgid',
  'aws:principalservicename',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:viaawsservice',
  'dynamodb:leadingkeys',
  'events:detail-type',
  'events:source',
  'iam:awsservicename',
  'iam:passedtoservice',
];

/** Those that hold a list, as AWS's service authorization reference has them (ArrayOf…). */
export const SEVERAL_VALUES: readonly string[] = [
  'dynamodb:leadingkeys',
  'events:detail-type',
  'events:source',
];
