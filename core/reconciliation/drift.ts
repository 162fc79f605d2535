import type { Finding } from '../principals/finding.ts';
import type { Severity } from '../principals/severity.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import type { Recipient } from '../share/recipient.ts';
import type { ShareFlags } from '../share/share-plan.ts';

export const DRIFT_KINDS = [
  'SHARE_MISSING',
  'FLAGS_DIFFER',
  'PRINCIPAL_MISSING',
  'ACCESS_MISSING',
  'SHARE_NOT_ASKED_FOR',
  'PRINCIPAL_NOT_ASKED_FOR',
  'PRINCIPAL_LEFT_BEHIND',
  'ACCOUNT_SHARE',
  'RISK_RISEN',
  'ACCESS_WITHOUT_SHARE',
] as const;

export type DriftKind = (typeof DRIFT_KINDS)[number];

/** What was expected of the subject, or what is found there. */
export type DriftState =
  | ({ readonly shared: true } & ShareFlags)
  | { readonly shared: false }
  | { readonly associated: boolean }
  | { readonly access: boolean; readonly accounts?: readonly string[] }
  | { readonly severity: Severity };

/** One difference between what was asked for and what is. */
export interface Difference {
  readonly kind: DriftKind;
  readonly portfolioId: string;
  /** The share that it is about; of a missing principal, one of the shares that need it. */
  readonly recipient?: Recipient;
  readonly principal?: RequestedPrincipal;
  readonly accountId?: string;
  /** The request that it was last asked for by, or that brought what nobody asks for any more. */
  readonly askedBy?: string;
  /** Of the wanted share; 0 where nothing was asked for. */
  readonly generation: number;
  readonly expected: DriftState;
  readonly actual: DriftState;
  readonly findings: readonly Finding[];
}
