'use strict';

/** What writes traces, as AWSXRayDaemonWriteAccess has it, less the reading of sampling rules; none takes a resource. */
const WRITE = {
  Sid: 'TracedByAws',
  Effect: 'Allow',
  Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  Resource: '*',
};

const TRACED = {
  'AWS::Lambda::Function': (properties) => {
    properties.TracingConfig = { Mode: 'Active' };
    return properties.Role;
  },
  'AWS::StepFunctions::StateMachine': (properties) => {
    properties.TracingConfiguration = { Enabled: true };
    return properties.RoleArn;
  },
};

/** AWS X-Ray for functions and machines: the active tracing of the services themselves, with nothing in the bundles. */
exports.applyTracing = (resources, { tracing }) => {
  if (tracing !== 'true') return;
  for (const { Type, Properties } of Object.values(resources)) {
    const role = TRACED[Type]?.(Properties);
    if (!role) continue;
    resources[role['Fn::GetAtt'][0]].Properties.Policies.push({
      PolicyName: 'write-traces',
      PolicyDocument: { Version: '2012-10-17', Statement: [WRITE] },
    });
  }
};
