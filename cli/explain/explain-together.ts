import { predict } from '../../core/prediction/predict.ts';
import { type Finding, overallSeverity } from '../../core/principals/finding.ts';
import { parsePrincipals } from '../../core/principals/parse-principals.ts';
import type { Decision, PrincipalPolicy } from '../../core/principals/principal-policy.ts';
import type { PrincipalProblem } from '../../core/principals/principal-problem.ts';
import type { Severity } from '../../core/principals/severity.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { assumed } from './assumed.ts';

export type Together =
  | { readonly verdict: 'INVALID'; readonly problems: readonly PrincipalProblem[] }
  | {
      readonly verdict: Decision;
      readonly severity: Severity;
      readonly findings: readonly Finding[];
      /** One sentence, where the request alone is more than a quota of a portfolio. */
      readonly quotaProblem?: string;
    };

/**
 * A whole request, predicted as the service does, on a portfolio that has no principals and is shared with nobody. The
 * service also weighs what the real portfolio has, so its verdict can be stricter.
 */
export function explainTogether(
  request: ShareRequest,
  launchConstraint: boolean,
  partition: string,
  policy: PrincipalPolicy,
): Together {
  const parsed = parsePrincipals(request.principals, partition);
  if (!parsed.ok) return { verdict: 'INVALID', problems: parsed.problems };
  const known = assumed(request.recipient, launchConstraint, policy);
  const { decision, findings, quotaProblem } = predict(request, known);
  return {
    verdict: quotaProblem === undefined ? decision : 'REFUSE',
    severity: overallSeverity(findings),
    findings,
    ...(quotaProblem !== undefined && { quotaProblem }),
  };
}
