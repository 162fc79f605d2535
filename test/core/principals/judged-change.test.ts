import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RiskInput, RiskShare } from '../../../core/principals/risk-input.ts';
import { compareSeverity, type Severity, worstSeverity } from '../../../core/principals/severity.ts';
import { weighRisk } from '../../../core/principals/weigh-risk.ts';
import type { RequestedPrincipal } from '../../../core/request/share-request.ts';
import { ORGANIZATION, pattern, risk, UNIT } from './risk-of.ts';

const RISKY = pattern('role/Deployer-*');
const HARMLESS = pattern('role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Developer_????????????????');
const OTHER: RiskShare = { ...UNIT, value: 'ou-ab12-00000000' };

/** One request after the other, as Service Catalog would then list them. */
interface Step {
  readonly node: number;
  readonly names: boolean;
  readonly patterns: readonly number[];
}

const NODES = [UNIT, OTHER, { ...UNIT, value: 'ou-ab12-11111111' }, ORGANIZATION];
const PATTERNS = [
  RISKY,
  HARMLESS,
  pattern('role/exact'),
  pattern('role/platform/x'),
  ...['e', 'a', '0', '1', '2', '3'].map((letter) =>
    pattern(`role/aws-reserved/sso.amazonaws.com/*_*${letter}*`),
  ),
];

const steps = fc.array(
  fc.record({
    node: fc.nat(NODES.length - 1),
    names: fc.boolean(),
    patterns: fc.uniqueArray(fc.nat(PATTERNS.length - 1), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 8 },
);

it('no series of requests reaches what one alone would be judged worse for', () => {
  fc.assert(
    fc.property(steps, (series) => {
      const named = new Map<string, RiskShare>();
      let existing: RequestedPrincipal[] = [];
      const judged: Severity[] = [];
      for (const step of series) {
        const input = inputOf(step, named, existing);
        judged.push(judgedSeverity(input));
        if (step.names) named.set(input.share.value, input.share);
        else named.delete(input.share.value);
        existing = [...new Set([...existing, ...input.requested])];
      }
      const [share = { ...UNIT, willSharePrincipals: false }, ...otherShares] = named.values();
      const atOnce = judgedSeverity(
        risk({
          existing: [],
          requested: existing,
          share,
          otherShares: otherShares.map((one) => ({ ...one, sharesPrincipalsNow: false })),
        }),
      );

      expect(compareSeverity(worstSeverity(judged), atOnce)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 150 },
  );
});

function inputOf(
  { node, names, patterns }: Step,
  named: ReadonlyMap<string, RiskShare>,
  existing: readonly RequestedPrincipal[],
): RiskInput {
  const { value, ...rest } = NODES[node] ?? UNIT;
  const share = { ...rest, value, sharesPrincipalsNow: named.has(value), willSharePrincipals: names };
  const others = [...named.values()].filter((other) => other.value !== value);
  return risk({
    existing,
    requested: patterns.flatMap((index) => PATTERNS[index] ?? []),
    share,
    otherShares: others.map((other) => ({ ...other, sharesPrincipalsNow: true, willSharePrincipals: true })),
  });
}

function judgedSeverity(input: RiskInput): Severity {
  return worstSeverity(weighRisk(input).flatMap(({ standing, severity }) => (standing ? [] : [severity])));
}
