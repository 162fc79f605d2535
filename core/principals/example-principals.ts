import { impossibleName } from './iam-name.ts';
import { matchesPrincipal } from './matches-principal.ts';
import { type Principal, type PrincipalParts, splitPrincipalArn } from './principal.ts';

export interface ExamplePrincipals {
  readonly matching: readonly string[];
  readonly notMatching: readonly string[];
}

const MOST_EXAMPLES = 4;
const ACCOUNT = '123456789012';

/** Principals that IAM could hold, each put to `matchesPrincipal`: none is shown that was not decided by it. */
export function examplePrincipals(principal: Principal): ExamplePrincipals {
  const { partition, resourceType, resourceId } = principal;
  const account = principal.accountId || ACCOUNT;
  const arn = (id: string, type: string = resourceType) => `arn:${partition}:iam::${account}:${type}/${id}`;
  const fillings = /AWSReservedSSO_/.test(resourceId) ? SINGLE_SIGN_ON_FILLINGS : FILLINGS;
  const filled = fillings.map((filling) => fill(resourceId, filling));
  const [first = resourceId] = filled;
  const candidates = [
    ...filled.map((id) => arn(id)),
    arn(first.slice(first.lastIndexOf('/') + 1)),
    arn(first.replace(/(sso\.amazonaws\.com)\/[^/]+\//, '$1/')),
    arn(`other/${first}`),
    arn(`${first}-2`),
    arn(swapCase(first)),
    arn(first.slice(0, -1)),
    arn(first, resourceType === 'user' ? 'role' : 'user'),
    `arn:${partition}:iam::210987654321:${resourceType}/${first}`,
  ];
  const possible = [...new Set(candidates)].filter(isPossible);
  const pick = (matching: boolean) =>
    possible
      .filter((one) => matchesPrincipal(principal.principalArn, one) === matching)
      .slice(0, MOST_EXAMPLES);
  return { matching: pick(true), notMatching: pick(false) };
}

const MOST_NAMES = 2;

/** Without account and partition, such as `role/Deployer-Example`. */
export function exampleNames(parts: PrincipalParts): readonly string[] {
  const { partition, accountId, resourceType, resourceId } = parts;
  const principalArn = `arn:${partition}:iam::${accountId}:${resourceType}/${resourceId}`;
  const { matching } = examplePrincipals({ principalArn, principalType: 'IAM_PATTERN', ...parts });
  return matching.slice(0, MOST_NAMES).map((arn) => arn.replace(/^.*::\d+:/, ''));
}

interface Filling {
  readonly name: string;
  readonly path: string;
  /** What the question marks spell, one after the other. */
  readonly marks: string;
}

const FILLINGS: readonly Filling[] = [
  { name: 'Example', path: 'team', marks: '123456789' },
  { name: '', path: '', marks: '' },
  { name: 'X', path: 'team/dev', marks: '987654321' },
  { name: 'Admin', path: 'ops', marks: '1' },
];

const SINGLE_SIGN_ON_FILLINGS: readonly Filling[] = [
  { name: '0123456789abcdef', path: 'eu-west-1', marks: '0123456789abcdef' },
  { name: 'fedcba9876543210', path: 'us-east-2', marks: 'fedcba9876543210' },
  { name: '0123456789abcdef', path: '', marks: '0123456789abcdef' },
  { name: 'Admin_0123456789abcdef', path: 'eu-west-1', marks: '0123456789abcdef' },
];

function fill(resourceId: string, { name, path, marks }: Filling): string {
  const nameAt = resourceId.lastIndexOf('/');
  let mark = 0;
  return resourceId.replace(/[*?]/g, (sign, at: number) => {
    if (sign === '*' && at > nameAt) return name;
    if (sign === '*') return path === '' || at === 0 || resourceId[at - 1] === '/' ? path : `/${path}`;
    return marks[mark++ % Math.max(marks.length, 1)] ?? '';
  });
}

function swapCase(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
}

function isPossible(arn: string): boolean {
  const parts = splitPrincipalArn(arn);
  if (!parts || parts.resourceId.endsWith('/') || parts.resourceId.includes('//')) return false;
  return impossibleName(parts.resourceType, parts.resourceId) === undefined;
}
