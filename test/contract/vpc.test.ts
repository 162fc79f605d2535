import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { problemsOfTemplate, type SchemaTemplate } from './cloudformation-schemas.ts';
import { packagedResources } from './packaged-service.ts';

const { applyVpc } = createRequire(import.meta.url)('../../packaging/landing-zone/vpc.cjs');

test('in a VPC every function stands in its subnets, and its role may be connected to them', () => {
  const Resources = structuredClone(packagedResources());

  applyVpc(Resources, { subnetIds: 'subnet-1,subnet-2', securityGroupIds: 'sg-1' });

  const functions = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  expect(functions.length).toBeGreaterThan(20);
  for (const { Properties } of functions) {
    expect(Properties.VpcConfig).toEqual({ SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] });
    const { Policies } = Resources[Properties.Role['Fn::GetAtt'][0]]?.Properties ?? {};
    expect(JSON.stringify(Policies)).toContain('ec2:CreateNetworkInterface');
  }
  expect(problemsOfTemplate({ Resources } as SchemaTemplate)).toEqual([]);
});

test('without subnets nothing changes', () => {
  const Resources = structuredClone(packagedResources());

  applyVpc(Resources, { subnetIds: '', securityGroupIds: '' });

  expect(Resources).toEqual(packagedResources());
});
