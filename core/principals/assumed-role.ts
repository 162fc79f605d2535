/**
 * What an assumed-role session stands for: `arn:P:sts::ACCOUNT:assumed-role/ROLE-NAME/SESSION`. The session's ARN
 * leaves out the role's path (IAM User Guide, IAM identifiers), so the role's ARN may need one.
 */
export function parseAssumedRole(
  arn: string,
): { readonly roleArn: string; readonly expected: string } | undefined {
  const [, partition, accountId, roleName] = ASSUMED_ROLE.exec(arn) ?? [];
  if (partition === undefined || accountId === undefined || roleName === undefined) return undefined;
  const roleArn = `arn:${partition}:iam::${accountId}:role/${roleName}`;
  const permissionSet = PERMISSION_SET_ROLE.exec(roleName)?.[1];
  if (permissionSet === undefined) {
    return {
      roleArn,
      expected: `the role that the session stands for, ${roleArn}, with its path where it has one`,
    };
  }
  const pattern = `arn:${partition}:iam:::role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_${permissionSet}_????????????????`;
  return {
    roleArn,
    expected: `the role that the session stands for, ${roleArn} with its path under aws-reserved/, or ${pattern} as IAM_PATTERN`,
  };
}

const ASSUMED_ROLE = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})(?:\/.*)?$/;
/** IAM Identity Center names its roles AWSReservedSSO_PERMISSION-SET_SUFFIX, suffix 16 hexadecimal characters. */
const PERMISSION_SET_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;
