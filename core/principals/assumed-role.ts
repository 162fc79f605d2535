/**
 * What an assumed-role session stands for: `arn:P:sts::ACCOUNT:assumed-role/ROLE-NAME/SESSION`. The session's ARN
 * leaves out the role's path (IAM User Guide, IAM identifiers), so the role's ARN may need one.
 */
export function parseAssumedRole(
  arn: string,
): { readonly roleArn: string; readonly expected: string } | undefined {
  if (!ASSUMED_ROLE.test(arn)) return undefined;
  const roleArn = arn.replace(ASSUMED_ROLE, 'arn:$1:iam::$2:role/$3');
  const stands = `the role that the session stands for, ${roleArn}`;
  if (!PERMISSION_SET_ROLE.test(roleArn))
    return { roleArn, expected: `${stands}, with its path where it has one` };
  const pattern = roleArn.replace(
    PERMISSION_SET_ROLE,
    ':iam:::role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_$1_????????????????',
  );
  return { roleArn, expected: `${stands} with its path under aws-reserved/, or ${pattern} as IAM_PATTERN` };
}

const ASSUMED_ROLE = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})(?:\/.*)?$/;
/** IAM Identity Center names its roles AWSReservedSSO_PERMISSION-SET_SUFFIX, suffix 16 hexadecimal characters. */
const PERMISSION_SET_ROLE = /:iam::\d{12}:role\/AWSReservedSSO_(.+)_[0-9a-f]{16}$/;
