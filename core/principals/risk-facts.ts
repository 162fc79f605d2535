import { digestOf } from '../digest.ts';
import { compareText, type Finding } from './finding.ts';
import type { FindingId } from './finding-catalogue.ts';
import { nameSome } from './name-some.ts';
import { lendingConstraints, limitingConstraints } from './portfolio-power.ts';
import type { RiskInput } from './risk-input.ts';
import { exposedPatterns, exposingShares } from './weigh-risk.ts';

/**
 * Everything that an approval was given for. It describes the end of the request. So the facts stay the same while
 * the request itself is half done.
 */
export interface RiskFacts {
  /** With whom principal names are shared. */
  readonly recipients: readonly string[];
  readonly patterns: readonly string[];
  /** Constraints that lend rights to everybody who launches a product. */
  readonly constraints: readonly string[];
  /** Constraints that keep whoever launches to some parameters. Absent if there are none. */
  readonly limits?: readonly string[];
  /** The accounts in which the patterns have effect: their number, and a digest of their ids. Absent if Foliocast may not read them. */
  readonly accounts?: { readonly count: number; readonly digest: string };
  readonly findings: readonly string[];
}

/** These findings describe the change. The progress of the request changes them too, so they are no facts. */
const OF_THE_CHANGE: readonly FindingId[] = ['newly-shared-pattern', 'shared-elsewhere-already'];

export function riskFacts(
  input: RiskInput,
  findings: readonly Finding[],
  accounts: readonly string[] | undefined,
): RiskFacts {
  const told = findings.filter(({ id, severity }) => severity !== 'NONE' && !OF_THE_CHANGE.includes(id));
  const limits = limitingConstraints(input.power);
  return {
    recipients: exposingShares(input)
      .map(({ value }) => value)
      .sort(compareText),
    patterns: exposedPatterns(input).toSorted(compareText),
    constraints: lendingConstraints(input.power),
    ...(limits.length > 0 && { limits }),
    ...(accounts && { accounts: { count: accounts.length, digest: digestOf(accounts) } }),
    findings: told
      .map(({ id, severity, principalArn = 'the portfolio', waivedBy }) =>
        [severity, id, principalArn, ...(waivedBy === undefined ? [] : [`allowed by ${waivedBy}`])].join(' '),
      )
      .sort(compareText),
  };
}

/** SHA-256 in hexadecimal. An approval given for one digest says nothing about another. */
export function factsDigest(facts: RiskFacts | readonly Finding[]): string {
  return digestOf(facts);
}

/** Says, in sentences, what has changed since somebody was asked. */
export function changesOfFacts(before: RiskFacts, after: RiskFacts): string[] {
  const changes = LISTS.flatMap(([list, what]) => {
    const [then, now] = [before[list] ?? [], after[list] ?? []];
    const added = now.filter((one) => !then.includes(one));
    const gone = then.filter((one) => !now.includes(one));
    return [
      ...(added.length > 0 ? [`${what} added: ${nameSome(added)}.`] : []),
      ...(gone.length > 0 ? [`${what} gone: ${nameSome(gone)}.`] : []),
    ];
  });
  const isOther = before.accounts?.digest !== after.accounts?.digest;
  const counts = `${before.accounts?.count ?? 'an unknown number'} then, ${after.accounts?.count ?? 'an unknown number'} now`;
  return isOther ? [...changes, `The patterns have effect in other accounts: ${counts}.`] : changes;
}

const LISTS = [
  ['recipients', 'Recipients with whom principal names are shared'],
  ['patterns', 'Patterns'],
  ['constraints', 'Constraints that lend rights'],
  ['limits', 'Constraints that limit parameters'],
  ['findings', 'Findings'],
] as const;
