import type { Finding } from '../principals/finding.ts';
import { constraintMarks } from '../principals/portfolio-power.ts';
import type { ApprovedExposure, RiskInput, RiskShare } from '../principals/risk-input.ts';
import { worstSeverity } from '../principals/severity.ts';
import { newExposures } from '../principals/weigh-risk.ts';

/**
 * What is kept of a yes to a request, with each share that it was given for: each pattern, how severe it was, and the
 * constraints. What was approved there before is kept too.
 */
export function approvedExposures(
  findings: readonly Finding[],
  input: RiskInput,
): readonly { readonly share: RiskShare; readonly approved: readonly ApprovedExposure[] }[] {
  // A repeated attempt finds its own yes: it must not keep a milder one in its place.
  const asked = findings.filter(
    ({ standing, waivedBy }) => standing !== 'EXPOSED_BEFORE' && waivedBy === undefined,
  );
  const marks = constraintMarks(input.power);
  if (!marks) return [];
  const { lending: constraints, limiting: limits } = marks;
  return newExposures(input).map(({ share, exposed }) => {
    const before = (share.approved ?? []).filter((one) => !exposed.includes(one.exposed));
    const now = exposed.map((one) => {
      const severity = worstSeverity(asked.filter(isAbout(one, share)).map((finding) => finding.severity));
      return { exposed: one, severity, constraints, ...(limits.length > 0 && { limits }) };
    });
    return { share, approved: [...before, ...now] };
  });
}

/** A finding about the whole portfolio counts for each of its patterns. */
function isAbout(exposed: string, { value }: RiskShare): (finding: Finding) => boolean {
  return ({ id, principalArn }) =>
    id === 'account-outside-organization'
      ? exposed === value
      : principalArn === exposed || (principalArn === undefined && exposed !== value);
}
