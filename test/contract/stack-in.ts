import { inject } from 'vitest';
import { readTemplate } from '../../sandbox/template/read-template.ts';
import { resolveTemplate, type Stack } from '../../sandbox/template/resolve-template.ts';

/** A Region of each partition that we deploy to. */
export const PLACES = [
  ['aws', 'us-east-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-cn', 'cn-north-1'],
] as const;

/** The packaged template, as CloudFormation would resolve it there. */
export function stackIn(
  [partition, region]: readonly [partition: string, region: string],
  packageDirectory = inject('packageDirectory'),
): Stack {
  const place = {
    partition,
    region,
    accountId: '111122223333',
    stackName: 'foliocast-dev',
    endpoint: 'http://127.0.0.1',
  };
  return resolveTemplate(readTemplate(packageDirectory), { place });
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: { readonly Version: string; readonly Statement: readonly Statement[] };
}

/** The roles of a stack, and what their own policies say. */
export function rolesOf(stack: Stack): { logicalId: string; arn: string; policies: readonly Policy[] }[] {
  return stack.ofType('AWS::IAM::Role').map(({ logicalId, attributes, properties }) => ({
    logicalId,
    arn: String(attributes.Arn),
    policies: properties.Policies as readonly Policy[],
  }));
}
