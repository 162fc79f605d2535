import type { Finding } from '../../core/principals/finding.ts';
import type { Decision } from '../../core/principals/principal-policy.ts';
import { describeProblem } from '../../core/problem.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { columns, wrapped } from '../command/print.ts';
import { describeRecipient } from '../requests/describe-request.ts';
import type { Together } from './explain-together.ts';
import type { Explanation, Otherwise, WeighedPrincipal } from './explanation.ts';

/** The explanation for a terminal: first the verdict, then the reasons, then examples of principals. */
export function printExplanation(explanation: Explanation): string {
  const head = `${explanation.principalArn} as ${explanation.principalType}`;
  if (explanation.verdict === 'INVALID') {
    return [head, '', 'REFUSED before any call', ...indent(describeProblem(explanation.problem))].join('\n');
  }
  return [
    head,
    sharedWith(explanation.share),
    '',
    verdict(explanation),
    ...explanation.otherwise.map((other) => `  ${WHEN[other.when]}: ${verdict(other)}`),
    ...explanation.findings.flatMap((finding) => ['', ...printFinding(finding)]),
    ...examples('Would match', explanation.examples.matching),
    ...examples('Would not match', explanation.examples.notMatching),
    '',
    'Decided by config.yml (principals). All findings: docs/findings.md',
  ].join('\n');
}

const DECIDED = {
  ALLOW: 'allowed',
  APPROVE: 'needs approval',
  REFUSE: 'REFUSED',
} as const satisfies Record<Decision, string>;

function verdict({ verdict: decision, severity }: Pick<WeighedPrincipal, 'verdict' | 'severity'>): string {
  return `risk ${severity}, ${DECIDED[decision]}`;
}

const WHEN = {
  SHARE_PRINCIPALS: 'with principal names shared (--share-principals)',
  LAUNCH_CONSTRAINT: 'with a launch constraint (--launch-constraint)',
  ORGANIZATION: 'with the whole organization (--node ORGANIZATION)',
} as const satisfies Record<Otherwise['when'], string>;

const NODES = {
  ORGANIZATION: 'the whole organization, the management account included',
  ORGANIZATIONAL_UNIT: 'an organizational unit',
  ACCOUNT: 'a member account',
} as const;

function sharedWith({
  organizationNode,
  sharePrincipals,
  launchConstraint,
}: WeighedPrincipal['share']): string {
  const node = organizationNode.id ?? NODES[organizationNode.type];
  const names = sharePrincipals ? 'with principal names' : 'without principal names (no --share-principals)';
  const lent = launchConstraint ? ', with launch constraints' : '';
  return wrapped(`on a portfolio shared with ${node}, ${names}${lent}`, columns());
}

function printFinding({ id, severity, principalArn, why, whatToDo, waivedBy }: Finding): string[] {
  const where = principalArn === undefined ? 'requests.allow' : 'principals.alwaysAllow';
  const waiver = waivedBy === undefined ? '' : ` (allowed by ${waivedBy} in ${where})`;
  return [`${severity.padEnd(8)} ${id}${waiver}`, ...indent(why), ...indent(`To do: ${whatToDo}`)];
}

function examples(title: string, arns: readonly string[]): string[] {
  return arns.length === 0 ? [] : ['', title, ...arns.map((arn) => `  ${arn}`)];
}

/** Broken at spaces; an ARN is never broken. */
function indent(text: string): string[] {
  return wrapped(`  ${text}`, columns()).split('\n');
}

/** What policy makes of a whole request. */
export function printTogether(
  { requestId, portfolioId, recipient, principals, sharePrincipals }: ShareRequest,
  together: Together,
): string {
  const names = sharePrincipals ? 'with principal names' : 'without principal names';
  const head = [
    `${requestId}: ${portfolioId} with ${describeRecipient(recipient)}, ${names}`,
    ...principals.map(({ principalArn, principalType }) => `  ${principalArn} as ${principalType}`),
    '',
  ];
  if (together.verdict === 'INVALID')
    return [
      ...head,
      'REFUSED before any call',
      ...together.problems.flatMap((one) => indent(describeProblem(one))),
    ].join('\n');
  return [
    ...head,
    verdict(together),
    ...(together.quotaProblem === undefined ? [] : indent(together.quotaProblem)),
    ...together.findings.flatMap((finding) => ['', ...printFinding(finding)]),
    '',
    ...indent(
      'This counts only what the request names. The service also counts the other principals and shares of the portfolio.',
    ).map((line) => line.trimStart()),
  ].join('\n');
}
