import type { PrincipalPolicy } from '../principals/principal-policy.ts';
import type { RiskShare } from '../principals/risk-input.ts';
import { type Reality, sharesOf } from './reality.ts';

/** What risk is weighed by. */
export interface RiskPolicy {
  readonly policy: PrincipalPolicy;
  /** Nodes above the management account, itself included; `undefined` where they could not be read. */
  readonly managementNodes: ReadonlySet<string> | undefined;
}

/** The shares as they are: nothing is about to change. */
export function riskSharesOf(reality: Reality, { managementNodes }: RiskPolicy): RiskShare[] {
  return sharesOf(reality).map(({ recipient, sharePrincipals }) => ({
    ...recipient,
    sharesPrincipalsNow: sharePrincipals,
    willSharePrincipals: sharePrincipals,
    reachesManagementAccount: managementNodes?.has(recipient.value) ?? true,
  }));
}
