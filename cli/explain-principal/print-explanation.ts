import type { Finding } from '../../core/principals/finding.ts';
import type { Decision } from '../../core/principals/principal-policy.ts';
import { describeProblem } from '../../core/problem.ts';
import type { Explanation, Otherwise, WeighedPrincipal } from './explanation.ts';

const WIDTH = 96;

/** The explanation for a terminal: the verdict first, then why, then what it would look like in an account. */
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
    'Decided by config.yml (principals). All findings, and what is assumed about AWS: docs/principals.md',
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
  return `on a portfolio shared with ${node}, ${names}${launchConstraint ? ', with launch constraints' : ''}`;
}

function printFinding({ id, severity, why, whatToDo, waivedBy }: Finding): string[] {
  const waiver = waivedBy === undefined ? '' : ` (allowed by ${waivedBy} in principals.alwaysAllow)`;
  return [`${severity.padEnd(8)} ${id}${waiver}`, ...indent(why), ...indent(`To do: ${whatToDo}`)];
}

function examples(title: string, arns: readonly string[]): string[] {
  return arns.length === 0 ? [] : ['', title, ...arns.map((arn) => `  ${arn}`)];
}

/** Broken at spaces; an ARN is never broken. */
function indent(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= WIDTH) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
