'use strict';

/**
 * Writes the references of a machine's definition by their names, as `${PlanShareLambdaFunction.Arn}`.
 * serverless-step-functions writes hashes in their place, which nobody can read and some tools do not take.
 */
class NamedReferences {
  constructor(serverless) {
    // After machine-roles.cjs, which reads the hashes.
    this.hooks = { 'after:aws:package:finalize:mergeCustomProviderResources': () => apply(serverless) };
  }
}

function apply({ service }) {
  for (const { Type, Properties } of Object.values(
    service.provider.compiledCloudFormationTemplate.Resources,
  )) {
    if (Type !== 'AWS::StepFunctions::StateMachine') continue;
    const [text, substitutions] = Properties.DefinitionString['Fn::Sub'];
    Properties.DefinitionString = {
      'Fn::Sub': Object.entries(substitutions).reduce(
        (named, [hash, value]) => named.replaceAll(`\${${hash}}`, () => nameOf(value)),
        text,
      ),
    };
  }
}

function nameOf(value) {
  if (value.Ref) return `\${${value.Ref}}`;
  if (value['Fn::GetAtt']) return `\${${value['Fn::GetAtt'].join('.')}}`;
  if (typeof value['Fn::Sub'] === 'string') return value['Fn::Sub'];
  throw new Error(
    `A definition refers to ${JSON.stringify(value)}: expected Ref, Fn::GetAtt or Fn::Sub of a text`,
  );
}

module.exports = NamedReferences;
