'use strict';

/** What writes traces: as Lambda's guide has it, and Step Functions' ("IAM policies for X-Ray"). None takes a resource. */
const WRITE = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
const SAMPLE = ['xray:GetSamplingRules', 'xray:GetSamplingTargets'];

const TRACED = {
  'AWS::Lambda::Function': (properties) => {
    properties.TracingConfig = { Mode: 'Active' };
    return { role: properties.Role, actions: WRITE };
  },
  'AWS::StepFunctions::StateMachine': (properties) => {
    properties.TracingConfiguration = { Enabled: true };
    return { role: properties.RoleArn, actions: [...WRITE, ...SAMPLE] };
  },
};

/** AWS X-Ray for functions and machines: the active tracing of the services themselves, with nothing in the bundles. */
exports.applyTracing = (resources, { tracing }) => {
  if (tracing !== 'true') return;
  for (const { Type, Properties } of Object.values(resources)) {
    const traced = TRACED[Type]?.(Properties);
    if (!traced) continue;
    const statement = { Sid: 'TracedByAws', Effect: 'Allow', Action: traced.actions, Resource: '*' };
    resources[traced.role['Fn::GetAtt'][0]].Properties.Policies.push({
      PolicyName: 'write-traces',
      PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
    });
  }
};
