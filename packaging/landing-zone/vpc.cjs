'use strict';

/** What Lambda does in a function's name to connect it, as AWSLambdaVPCAccessExecutionRole has it; none takes a resource. */
const CONNECT = {
  Sid: 'ConnectedByLambda',
  Effect: 'Allow',
  Action: [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
  Resource: '*',
};

/** Puts every function into the subnets, where there are some. */
exports.applyVpc = (resources, { subnetIds, securityGroupIds }) => {
  if (!subnetIds) return;
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    Properties.VpcConfig = { SubnetIds: subnetIds.split(','), SecurityGroupIds: securityGroupIds.split(',') };
    const [role] = Properties.Role['Fn::GetAtt'];
    resources[role].Properties.Policies.push({
      PolicyName: 'connect-to-vpc',
      PolicyDocument: { Version: '2012-10-17', Statement: [CONNECT] },
    });
  }
};
