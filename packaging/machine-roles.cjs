'use strict';

/**
 * A machine may invoke the functions that its definition names, and no others. serverless-step-functions does not
 * know an integration whose ARN takes its partition from an intrinsic: it would deny those Tasks, and it allows
 * versions that nobody calls.
 */
class MachineRoles {
  constructor(serverless) {
    // Before the landing zone's plugin, which sets names and boundaries of all roles.
    this.hooks = { 'after:aws:package:finalize:mergeCustomProviderResources': () => apply(serverless) };
  }
}

function apply({ service }) {
  const { Resources } = service.provider.compiledCloudFormationTemplate;
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type !== 'AWS::StepFunctions::StateMachine') continue;
    const role = Resources[Properties.RoleArn['Fn::GetAtt'][0]].Properties;
    const functions = functionsIn(Properties.DefinitionString, Resources);
    role.Policies = [
      policy('invoke-states', { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: functions }),
      ...role.Policies.map(withoutInvocations).filter(
        ({ PolicyDocument }) => PolicyDocument.Statement.length > 0,
      ),
    ];
  }
}

/** Each once, as the definition's substitutions have them. */
function functionsIn({ 'Fn::Sub': [, substitutions] }, resources) {
  const logicalIds = Object.values(substitutions)
    .flatMap((value) => value['Fn::GetAtt']?.[0] ?? [])
    .filter((logicalId) => resources[logicalId].Type === 'AWS::Lambda::Function');
  return [...new Set(logicalIds)].map((logicalId) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] }));
}

/** Keeps what else the plugin grants, such as logging. */
function withoutInvocations({ PolicyName, PolicyDocument: { Statement, ...document } }) {
  const others = Statement.filter(({ Action }) => ![Action].flat().includes('lambda:InvokeFunction'));
  return { PolicyName, PolicyDocument: { ...document, Statement: others } };
}

function policy(PolicyName, statement) {
  return { PolicyName, PolicyDocument: { Version: '2012-10-17', Statement: [statement] } };
}

module.exports = MachineRoles;
