import { parseArgs } from 'node:util';
import type { PrincipalType } from '../../core/principals/principal.ts';
import { parseNodeValue } from '../../core/share/organization-node-value.ts';
import type { OrganizationNode } from '../../core/share/recipient.ts';

export const USAGE = `Usage: npm run explain-principal -- ARN [flags]

  --type IAM|IAM_PATTERN   how it would be associated; by default what the ARN looks like
  --node NODE              whom the portfolio is shared with: ORGANIZATION, ORGANIZATIONAL_UNIT
                           or ACCOUNT, or an id or ARN of one; by default an organizational unit
  --share-principals       principal names are shared too, so patterns reach the recipients
  --launch-constraint      the portfolio has launch constraints, so people launch with a role's rights
  --partition NAME         partition of the stack: aws (default), aws-cn or aws-us-gov
  --json                   the same for programs

Exit code: 0 allowed or needs approval, 1 refused, 2 asked wrongly.`;

export interface ExplainOptions {
  readonly principalArn: string;
  readonly principalType: PrincipalType;
  readonly node: { readonly type: OrganizationNode['type']; readonly id?: string };
  readonly sharePrincipals: boolean;
  readonly launchConstraint: boolean;
  readonly partition: string;
  readonly json: boolean;
}

const TEXT_FLAGS = ['type', 'node', 'partition'];
const SWITCHES = ['share-principals', 'launch-constraint', 'json', 'help'];

export function readOptions(args: readonly string[]): ExplainOptions | { help: true } | { problem: string } {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(TEXT_FLAGS.map((name) => [name, { type: 'string' as const }])),
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string | undefined>();
  const arns: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') arns.push(token.value);
    if (token.kind !== 'option') continue;
    const problem = problemOfFlag(token.name, token.rawName, token.value, given);
    if (problem !== undefined) return { problem };
    given.set(token.name, token.value);
  }
  if (given.has('help')) return { help: true };
  const [principalArn, second] = arns;
  if (principalArn === undefined) return { problem: 'ARN is missing: expected the principal to explain' };
  if (second !== undefined) return { problem: `${JSON.stringify(second)} is a second ARN: expected one` };
  const principalType = given.get('type') ?? typeOf(principalArn);
  if (principalType !== 'IAM' && principalType !== 'IAM_PATTERN')
    return wrong('--type', principalType, 'IAM or IAM_PATTERN');
  const partition = given.get('partition') ?? 'aws';
  if (!/^aws(-[a-z]+)*$/.test(partition)) return wrong('--partition', partition, 'aws, aws-cn or aws-us-gov');
  const node = readNode(given.get('node') ?? 'ORGANIZATIONAL_UNIT');
  if (!node)
    return wrong(
      '--node',
      given.get('node'),
      'ORGANIZATION, ORGANIZATIONAL_UNIT, ACCOUNT, or an id such as ou-ab12-cdef3456',
    );
  const sharePrincipals = given.has('share-principals');
  if (sharePrincipals && node.type === 'ACCOUNT') {
    return {
      problem:
        '--share-principals is for an ORGANIZATION or an ORGANIZATIONAL_UNIT: Service Catalog shares principal names with no single account',
    };
  }
  const [launchConstraint, json] = [given.has('launch-constraint'), given.has('json')];
  return { principalArn, principalType, node, sharePrincipals, launchConstraint, partition, json };
}

function problemOfFlag(
  name: string,
  rawName: string,
  value: string | undefined,
  given: ReadonlyMap<string, unknown>,
): string | undefined {
  const isText = TEXT_FLAGS.includes(name);
  if (!rawName.startsWith('--') || (!isText && !SWITCHES.includes(name)))
    return `${rawName} is no flag of this command`;
  if (given.has(name)) return `${rawName} is given twice: expected once`;
  if (!isText && value !== undefined) return `${rawName} takes no value, and has ${JSON.stringify(value)}`;
  if (isText && (value === undefined || value.startsWith('--'))) return `${rawName} has no value`;
  return undefined;
}

function wrong(flag: string, value: string | undefined, expected: string): { problem: string } {
  return { problem: `${flag} is ${JSON.stringify(value)}: expected ${expected}` };
}

/** As people write them: with an account id it is an ARN, without one a pattern. */
function typeOf(arn: string): PrincipalType {
  return /^arn:[^:]*:iam::[^:]+:/.test(arn) || arn.includes(':sts:') ? 'IAM' : 'IAM_PATTERN';
}

function readNode(given: string): ExplainOptions['node'] | undefined {
  for (const type of ['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ACCOUNT'] as const) {
    if (given === type) return { type };
    const parsed = parseNodeValue(type, given);
    if ('id' in parsed) return { type, id: parsed.id };
  }
  return undefined;
}
