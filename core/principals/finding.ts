import { FINDINGS, type FindingId } from './finding-catalogue.ts';
import { compareSeverity, type Severity, worstSeverity } from './severity.ts';

export interface Finding {
  readonly id: FindingId;
  readonly severity: Severity;
  /** The principal it is about; absent where it is about the portfolio. */
  readonly principalArn?: string;
  readonly why: string;
  readonly whatToDo: string;
  /** The pattern of `principals.alwaysAllow` because of which this finding decides nothing. */
  readonly waivedBy?: string;
}

interface About {
  readonly principalArn?: string;
  /** Severity of the principal, for findings that explain it. */
  readonly severity?: Severity;
  /** What varies, put behind the reason. */
  readonly detail?: string;
  readonly waivedBy?: string | undefined;
}

export function makeFinding(
  id: FindingId,
  { principalArn, severity, detail, waivedBy }: About = {},
): Finding {
  const entry = FINDINGS[id];
  return {
    id,
    severity: severity ?? (entry.severity === 'AS_PRINCIPAL' ? 'NONE' : entry.severity),
    ...(principalArn !== undefined && { principalArn }),
    why: detail === undefined ? `${entry.why}.` : `${entry.why}: ${detail}.`,
    whatToDo: entry.whatToDo,
    ...(waivedBy !== undefined && { waivedBy }),
  };
}

/** The risk itself. What policy makes of it, waivers included, is `decideByPolicy`. */
export function overallSeverity(findings: readonly Finding[]): Severity {
  return worstSeverity(findings.map(({ severity }) => severity));
}

/** Worst first, so that whoever shows only some shows those that matter. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      compareSeverity(b.severity, a.severity) ||
      compareText(a.principalArn ?? '', b.principalArn ?? '') ||
      IDS.indexOf(a.id) - IDS.indexOf(b.id),
  );
}

/** The catalogue has the weights first, then what explains them. */
const IDS = Object.keys(FINDINGS);

/** By code unit: `localeCompare` depends on the machine's language. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
