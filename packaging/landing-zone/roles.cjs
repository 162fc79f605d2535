'use strict';

/** IAM's limit on a role's name; the longest Region's name stands in for the one it is deployed to. */
const LONGEST_NAME = 64;
const LONGEST_REGION = 'ap-southeast-2';

/** Services whose trust can be pinned to this account; Lambda sends no source account when it takes a role. */
const PINNED = /^(events|states|scheduler)\./;

/** Names, path, boundary and trust of every role; the shared role that no function uses any more goes. */
exports.applyRoles = (resources, { permissionsBoundary, rolePath, rolePrefix, name }, refuse) => {
  delete resources.IamRoleLambdaExecution;
  for (const [logicalId, { Type, Properties }] of Object.entries(resources)) {
    if (Type !== 'AWS::IAM::Role') continue;
    const roleName = `${rolePrefix}${name}-${shortName(logicalId)}`;
    if (roleName.length + 1 + LONGEST_REGION.length > LONGEST_NAME) {
      refuse(
        `Parameter rolePrefix is "${rolePrefix}": with it and the stage the role ${roleName}-<region> has more than ${LONGEST_NAME} characters, expected shorter ones`,
      );
    }
    Properties.RoleName = { 'Fn::Sub': `${roleName}-\${AWS::Region}` };
    if (rolePath) Properties.Path = rolePath;
    if (permissionsBoundary) Properties.PermissionsBoundary = permissionsBoundary;
    pinTrust(Properties.AssumeRolePolicyDocument);
    logToOwnStreams(Properties.Policies);
  }
};

function shortName(logicalId) {
  return logicalId.replace(/IamRoleLambdaExecution$/, '').replace(/Role$/, '');
}

/** Against the confused deputy: only this account's rules and machines may have the service take the role. */
function pinTrust({ Statement }) {
  for (const statement of Statement) {
    const service = statement.Principal?.Service;
    if (PINNED.test(service?.['Fn::Sub'] ?? service)) {
      statement.Condition = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    }
  }
}

/** The log groups are the stack's own, with their retention: a function makes streams in its own, and no group. */
function logToOwnStreams(policies = []) {
  for (const statement of policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)) {
    if (!Array.isArray(statement.Action) || !statement.Action.includes('logs:CreateLogGroup')) continue;
    statement.Action = statement.Action.filter((action) => action !== 'logs:CreateLogGroup');
    statement.Resource = statement.Resource.map(({ 'Fn::Sub': arn }) => ({
      'Fn::Sub': arn.replace(/:\*:\*$/, ':log-stream:*'),
    }));
  }
}
