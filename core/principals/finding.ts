import { FINDINGS, type FindingId, type WeightId } from './finding-catalogue.ts';
import { nameSome } from './name-some.ts';
import { compareSeverity, type Severity, worstSeverity } from './severity.ts';

export interface Finding {
  readonly id: FindingId;
  readonly severity: Severity;
  /** The principal it is about; absent where it is about the portfolio. */
  readonly principalArn?: string;
  readonly why: string;
  readonly whatToDo: string;
  /** Why this finding decides nothing: the pattern of `principals.alwaysAllow`, or the account that a rule names. */
  readonly waivedBy?: string;
  /** Why policy does not decide by it: the request exposes nothing more of it, or somebody approved just this before. */
  readonly standing?: Standing;
}

export type Standing = 'EXPOSED_BEFORE' | 'APPROVED_BEFORE';

interface About {
  readonly principalArn?: string;
  /** What varies, put behind the reason. */
  readonly detail?: string | undefined;
  /** Names in place of a detail, in any order. */
  readonly names?: readonly string[] | undefined;
  readonly waivedBy?: string | undefined;
  readonly standing?: Standing | undefined;
}

/** A finding with the severity that the catalogue gives it. */
export function makeFinding(id: WeightId, about: About = {}): Finding {
  return makeFindingOf(id, FINDINGS[id].severity, about);
}

/** A finding as severe as the principal that it is about. */
export function makeFindingOf(id: FindingId, severity: Severity, about: About): Finding {
  const { principalArn, waivedBy, standing } = about;
  const names = about.names?.toSorted(compareText);
  const detail = names ? nameSome(names) : about.detail;
  const { why, whatToDo } = FINDINGS[id];
  return {
    id,
    severity,
    ...(principalArn !== undefined && { principalArn }),
    why: detail === undefined ? `${why}.` : `${why}: ${detail}.`,
    whatToDo,
    ...(waivedBy !== undefined && { waivedBy }),
    ...(standing !== undefined && { standing }),
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
export function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
