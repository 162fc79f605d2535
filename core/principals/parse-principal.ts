import { showValue } from '../problem.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import { parseAssumedRole } from './assumed-role.ts';
import { impossibleName } from './iam-name.ts';
import { hasWildcard, type Principal, type PrincipalType, RESOURCE_TYPES } from './principal.ts';
import type { PrincipalProblem } from './principal-problem.ts';

export type ParsedPrincipal =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly problem: PrincipalProblem };

/** PrincipalARN, AssociatePrincipalWithPortfolio. */
const MOST_CHARACTERS = 1000;

/**
 * Decides a principal by the grammar that AssociatePrincipalWithPortfolio documents, and by what IAM can hold.
 * `partition` is the stack's own. Never throws; the first thing wrong is told.
 */
export function parsePrincipal(given: RequestedPrincipal, partition: string): ParsedPrincipal {
  const { principalArn, principalType } = given;
  if (principalType !== 'IAM' && principalType !== 'IAM_PATTERN') {
    return refuse('principalType', principalType, 'PRINCIPAL_TYPE_UNKNOWN', 'IAM or IAM_PATTERN');
  }
  const parsed = parseAs(principalArn, principalType, partition);
  if (parsed.ok) return parsed;
  const otherType = principalType === 'IAM' ? 'IAM_PATTERN' : 'IAM';
  if (!parseAs(principalArn, otherType, partition).ok) return parsed;
  const why = otherType === 'IAM' ? 'it names an account' : 'it names no account';
  const problem = wrong(
    'principalType',
    principalType,
    'TYPE_CONTRADICTS',
    `${otherType} for this ARN, since ${why}`,
  );
  return { ok: false, problem: { ...problem, fittingType: otherType } };
}

function parseAs(principalArn: unknown, principalType: PrincipalType, partition: string): ParsedPrincipal {
  const no = (code: PrincipalProblem['code'], expected: string) =>
    refuse('principalArn', principalArn, code, expected);
  if (typeof principalArn !== 'string' || principalArn === '' || principalArn.length > MOST_CHARACTERS) {
    return no('LENGTH', `an ARN of 1 to ${MOST_CHARACTERS} characters`);
  }
  if (!/^[!-~]+$/.test(principalArn))
    return no('CHARACTERS', 'printable ASCII without spaces, as IAM paths and names are');
  const session = parseAssumedRole(principalArn);
  if (session) {
    const problem = wrong('principalArn', principalArn, 'ASSUMED_ROLE_SESSION', session.expected);
    return { ok: false, problem: { ...problem, roleArn: session.roleArn } };
  }
  if (principalArn.includes('${')) {
    const fitting =
      principalType === 'IAM' ? principalArn.replace(/\$\{[^}]*\}/, '111122223333') : FORM.IAM_PATTERN;
    return no(
      'ACCOUNT_ID',
      `the value itself in place of \${…}, which only CloudFormation fills in: ${fitting}`,
    );
  }
  const [arn, itsPartition, service, region, accountId, ...rest] = principalArn.split(':');
  if (arn !== 'arn' || accountId === undefined || rest.length === 0)
    return no('NOT_AN_ARN', FORM[principalType]);
  if (service !== 'iam') return no('NOT_IAM', 'an ARN of the service iam');
  if (itsPartition !== partition) return no('PARTITION', `the partition of this stack, ${partition}`);
  if (region !== '') return no('REGION', 'no Region: IAM principals are global');
  if (principalType === 'IAM' && !/^\d{12}$/.test(accountId))
    return no('ACCOUNT_ID', 'an account id of twelve digits');
  if (principalType === 'IAM_PATTERN' && accountId !== '')
    return no('ACCOUNT_ID', `no account id: ${fittingPattern(principalArn, accountId)}`);
  const resource = rest.join(':');
  const resourceType = RESOURCE_TYPES.find((type) => resource.startsWith(`${type}/`));
  if (!resourceType) return no('RESOURCE_TYPE', 'role/, user/ or group/ as resource type, without wildcards');
  const resourceId = resource.slice(resourceType.length + 1);
  if (resourceId === '' || resourceId.endsWith('/'))
    return no('RESOURCE_ID', `a name at the end, after ${resourceType}/ and its path`);
  if (principalType === 'IAM') {
    if (hasWildcard(resourceId))
      return no('WILDCARD', `no * or ?, or type IAM_PATTERN and no account id: ${FORM.IAM_PATTERN}`);
    const expected = impossibleName(resourceType, resourceId);
    if (expected !== undefined) return no('RESOURCE_ID', expected);
  }
  return {
    ok: true,
    principal: { principalArn, principalType, partition, accountId, resourceType, resourceId },
  };
}

const FORM = {
  IAM: 'arn:PARTITION:iam::ACCOUNT-ID:role/NAME, or user/ or group/',
  IAM_PATTERN: 'arn:PARTITION:iam:::role/NAME, or user/ or group/, with * and ? in NAME only',
} as const satisfies Record<PrincipalType, string>;

/** In place of the form, what was meant where a star stands for every account. */
function fittingPattern(principalArn: string, accountId: string): string {
  return accountId === '*' ? principalArn.replace('::*:', ':::') : FORM.IAM_PATTERN;
}

function wrong(
  field: 'principalArn' | 'principalType',
  value: unknown,
  code: PrincipalProblem['code'],
  expected: string,
): PrincipalProblem {
  return { field, value: showValue(value), expected, code };
}

function refuse(...problem: Parameters<typeof wrong>): ParsedPrincipal {
  return { ok: false, problem: wrong(...problem) };
}
