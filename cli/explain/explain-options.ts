import { wrongInArn } from '../../core/organization/wrong-in-arn.ts';
import type { PrincipalType } from '../../core/principals/principal.ts';
import { parseNodeValue } from '../../core/share/organization-node-value.ts';
import type { OrganizationNode } from '../../core/share/recipient.ts';
import type { Option } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { principalTypeOf } from '../requests/principal-type.ts';

export interface ExplainOptions {
  readonly principalArn: string;
  readonly principalType: PrincipalType;
  readonly node: { readonly type: OrganizationNode['type']; readonly id?: string };
  readonly sharePrincipals: boolean;
  readonly launchConstraint: boolean;
  readonly partition: string;
}

export const EXPLAIN_OPTIONS = {
  type: {
    kind: 'TEXT',
    choices: ['IAM', 'IAM_PATTERN'],
    about: 'How it would be associated; by default as its ARN says',
  },
  node: {
    kind: 'TEXT',
    about:
      'Whom the portfolio is shared with: ORGANIZATION, ORGANIZATIONAL_UNIT or ACCOUNT, or an id or ARN of one; a unit by default',
  },
  'share-principals': {
    kind: 'FLAG',
    about: 'Names of principals are shared, so that patterns reach recipients',
  },
  'launch-constraint': {
    kind: 'FLAG',
    about: 'People launch with the rights of a role of a launch constraint',
  },
  partition: { kind: 'TEXT', about: 'Of the stack: aws (default), aws-cn or aws-us-gov' },
} as const satisfies Readonly<Record<string, Option>>;

/** @throws AskedWrongly */
export function readExplainOptions(given: Given, principalArn: string): ExplainOptions {
  const partition = given.text('partition') ?? 'aws';
  if (!/^aws(-[a-z]+)*$/.test(partition))
    throw new AskedWrongly(
      `--partition is ${JSON.stringify(partition)}: expected aws, aws-cn or aws-us-gov.`,
    );
  const node = readNode(given.text('node') ?? 'ORGANIZATIONAL_UNIT', partition);
  const sharePrincipals = given.flag('share-principals');
  if (sharePrincipals && node.type === 'ACCOUNT') {
    throw new AskedWrongly(
      '--share-principals is for an ORGANIZATION or an ORGANIZATIONAL_UNIT: Service Catalog shares principal names with no single account.',
    );
  }
  return {
    principalArn,
    principalType: (given.text('type') as PrincipalType | undefined) ?? principalTypeOf(principalArn),
    node,
    sharePrincipals,
    launchConstraint: given.flag('launch-constraint'),
    partition,
  };
}

function readNode(given: string, partition: string): ExplainOptions['node'] {
  for (const type of ['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ACCOUNT'] as const) {
    if (given === type) return { type };
    const parsed = parseNodeValue(type, given);
    if (!('id' in parsed)) continue;
    const wrong = parsed.said && wrongInArn(parsed.said, { partition });
    if (wrong)
      throw new AskedWrongly(
        `--node is ${JSON.stringify(given)}: expected ${wrong}. Name that one by --partition.`,
      );
    return { type, id: parsed.id };
  }
  throw new AskedWrongly(
    `--node is ${JSON.stringify(given)}: expected ORGANIZATION, ORGANIZATIONAL_UNIT, ACCOUNT, or an id such as ou-ab12-cdef3456.`,
  );
}
