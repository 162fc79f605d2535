import { expect, test } from 'vitest';
import { parseConfig } from '../../../core/config/config.ts';
import type { Config } from '../../../core/config/config-schema.ts';
import { bySize } from '../../size.ts';
import { type Bound, boundsOfSettings, configOf } from './bounds-of-settings.ts';

const BOUNDS = boundsOfSettings();
const describe = ({ field, value }: Bound) => `${field} ${JSON.stringify(value)}`;
const isAccepted = (refusal: string) => refusal.startsWith('accepted');
/** All of them take two seconds. */
const EVERY = bySize({ quick: 5, prove: 1, whole: 1 });

/** What is refused of a config that says these alone: the sentences, which name settings. */
function refusals(...bounds: readonly Bound[]): string[] {
  const parsed = parseConfig(configOf(bounds));
  return parsed.ok
    ? faultsOf(parsed.config).map((fault) => `accepted, but ${fault}`)
    : parsed.problems.map(({ field, expected }) => `${field}: ${expected}`);
}

test('every setting at its bounds is accepted and can work, or is refused', () => {
  expect(BOUNDS.length).toBeGreaterThan(60);
  expect(BOUNDS.flatMap((bound) => refusals(bound)).filter(isAccepted)).toEqual([]);
});

test('every pair of settings at their bounds is accepted and can work, or is refused by the names of both', () => {
  const alone = new Map(BOUNDS.map((bound) => [bound, refusals(bound)]));
  const pairs = BOUNDS.flatMap((one, at) =>
    BOUNDS.slice(at + 1).flatMap((other) => (one.field === other.field ? [] : [[one, other] as const])),
  );

  const tried = pairs.filter((_, at) => at % EVERY === 0);
  const wrong = tried.flatMap(([one, other]) => {
    const isRefusedAlone = [one, other].some((bound) => alone.get(bound)?.length);
    return refusals(one, other)
      .filter((refusal) => {
        if (isAccepted(refusal)) return true;
        return !isRefusedAlone && ![one, other].every(({ field }) => isNamedIn(refusal, field));
      })
      .map((refusal) => `${describe(one)}, ${describe(other)}: ${refusal}`);
  });

  expect(pairs.length).toBeGreaterThan(2_000);
  expect(wrong).toEqual([]);
});

/** A sentence names a setting, or the section whose part it is. */
function isNamedIn(sentence: string, field: string): boolean {
  const parts = field.split('.');
  return parts.some((_, at) => at > 0 && sentence.includes(parts.slice(0, at + 1).join('.')));
}

/** What cannot work, told otherwise than core/config tells it. */
function faultsOf({ share, verification, lease, principals, reconciliation }: Config): string[] {
  const events =
    10 * looksWithin(share.deadlineSeconds * (share.heal === 'never' ? 1 : 2), share.poll) +
    10 * looksWithin(verification.deadlineSeconds, verification.poll);
  const isOne = lease.scope === 'account-and-region';
  return [
    ...(events > 20_000 ? [`its looks make ${events} events`] : []),
    ...(share.poll.firstSeconds > share.deadlineSeconds ? ['no share is looked at in time'] : []),
    ...(isOne && lease.longestQueue * share.poll.firstSeconds > share.oldestSeconds
      ? ['the last of the queue expires']
      : []),
    ...(isOne && reconciliation.maxRepairsPerRun > lease.longestQueue ? ['repairs fill the queue'] : []),
    ...(principals.quotas.iamPatterns > principals.quotas.principals
      ? ['patterns are beyond all principals']
      : []),
  ];
}

function looksWithin(
  seconds: number,
  { firstSeconds, factor, mostSeconds }: Config['share']['poll'],
): number {
  let looks = 0;
  for (let elapsed = 0; elapsed < seconds; looks++) {
    const grown = Math.max(firstSeconds, Math.round(elapsed * (factor - 1)));
    elapsed += Math.max(1, Math.min(mostSeconds, grown));
  }
  return looks;
}
