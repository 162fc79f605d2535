import { predict } from '../../core/prediction/predict.ts';
import { type ExamplePrincipals, examplePrincipals } from '../../core/principals/example-principals.ts';
import { type Finding, overallSeverity } from '../../core/principals/finding.ts';
import { parsePrincipal } from '../../core/principals/parse-principal.ts';
import type { PrincipalType } from '../../core/principals/principal.ts';
import type { Decision, PrincipalPolicy } from '../../core/principals/principal-policy.ts';
import type { PrincipalProblem } from '../../core/principals/principal-problem.ts';
import type { Severity } from '../../core/principals/severity.ts';
import { recipientOfNode } from '../../core/share/recipient.ts';
import { assumed } from './assumed.ts';
import type { ExplainOptions } from './explain-options.ts';

export type Explanation = InvalidPrincipal | WeighedPrincipal;

interface Asked {
  readonly principalArn: string;
  readonly principalType: PrincipalType;
}

interface InvalidPrincipal extends Asked {
  readonly verdict: 'INVALID';
  readonly problem: PrincipalProblem;
}

export interface WeighedPrincipal extends Asked {
  readonly verdict: Decision;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
  readonly share: {
    readonly organizationNode: ExplainOptions['node'];
    readonly sharePrincipals: boolean;
    /** Assumed: a share with the whole organization does, one with a unit or an account does not. */
    readonly reachesManagementAccount: boolean;
    readonly launchConstraint: boolean;
  };
  /** The verdict on the same principal under other circumstances, if it differs. */
  readonly otherwise: readonly Otherwise[];
  readonly examples: ExamplePrincipals;
}

export interface Otherwise {
  readonly when: 'SHARE_PRINCIPALS' | 'LAUNCH_CONSTRAINT' | 'ORGANIZATION';
  readonly verdict: Decision;
  readonly severity: Severity;
}

/** What Foliocast would make of one principal on a portfolio that has no other. */
export function explain(options: ExplainOptions, policy: PrincipalPolicy): Explanation {
  const { principalArn, principalType, node, sharePrincipals, launchConstraint } = options;
  const parsed = parsePrincipal({ principalArn, principalType }, options.partition);
  if (!parsed.ok) return { principalArn, principalType, verdict: 'INVALID', problem: parsed.problem };
  const weighed = weigh(options, policy);
  const shared = { ...options, sharePrincipals: true };
  const changes: [Otherwise['when'], ExplainOptions | undefined][] = [
    ['SHARE_PRINCIPALS', node.type === 'ACCOUNT' ? undefined : shared],
    ['LAUNCH_CONSTRAINT', sharePrincipals ? { ...options, launchConstraint: true } : undefined],
    ['ORGANIZATION', sharePrincipals ? { ...options, node: { type: 'ORGANIZATION' } } : undefined],
  ];
  return {
    principalArn,
    principalType,
    ...weighed,
    share: {
      organizationNode: node,
      sharePrincipals,
      reachesManagementAccount: node.type === 'ORGANIZATION',
      launchConstraint,
    },
    otherwise: changes.flatMap(([when, changed]) => {
      if (!changed) return [];
      const { verdict, severity } = weigh(changed, policy);
      return severity === weighed.severity && verdict === weighed.verdict
        ? []
        : [{ when, verdict, severity }];
    }),
    examples: examplePrincipals(parsed.principal),
  };
}

function weigh(options: ExplainOptions, policy: PrincipalPolicy) {
  const { principalArn, principalType, node, sharePrincipals, launchConstraint } = options;
  const recipient = recipientOfNode({ type: node.type, value: node.id ?? '' });
  const wish = {
    action: 'SHARE',
    portfolioId: '',
    recipient,
    shareTagOptions: false,
    sharePrincipals,
    principals: [{ principalArn, principalType }],
  } as const;
  const { decision, findings } = predict(wish, assumed(recipient, launchConstraint, policy));
  return { verdict: decision, severity: overallSeverity(findings), findings };
}
