import type { LeaseSettings } from '../lease/lease-section.ts';
import type { PrincipalQuotas } from '../principals/add-principals.ts';
import { type Problem, problemAt } from '../problem.ts';
import { type PollDelays, pollDelaySeconds } from '../share/poll-delay.ts';
import type { ShareSettings } from '../share/share-section.ts';
import type { VendingPolicy } from '../vending/vending-section.ts';

interface Settings {
  readonly principals: { readonly quotas: PrincipalQuotas };
  readonly share: ShareSettings;
  readonly lease: LeaseSettings;
  readonly vending: VendingPolicy;
  readonly reconciliation: { readonly maxRepairsPerRun: number };
  readonly verification: { readonly deadlineSeconds: number; readonly poll: PollDelays };
}

/**
 * Step Functions ends an execution after 25,000 events of its history. Everything but looks, retries included, needs
 * less than the rest.
 */
const MOST_EVENTS_OF_LOOKS = 18_000;
/** One look makes so many events: its Wait, Task and Choice. */
const EVENTS_OF_A_LOOK = 10;

/** Settings that are each within their bounds, but together cannot work or never have an effect. */
export function checkTogether(settings: Settings): Problem[] {
  return [
    ...patternsBeyondAll(settings),
    ...pollsInVain(settings),
    ...tooManyLooks(settings),
    ...queueTooLong(settings),
    ...tooManyRepairs(settings),
    ...shadowedRules(settings.vending),
    ...tooMuchForOneAccount(settings.vending),
  ];
}

function patternsBeyondAll({ principals: { quotas } }: Settings): Problem[] {
  if (quotas.iamPatterns <= quotas.principals) return [];
  const expected = `at most ${quotas.principals}, which is principals.quotas.principals: patterns count among them`;
  return [problemAt('principals.quotas.iamPatterns', quotas.iamPatterns, expected)];
}

/** The first delay is the shortest, and a share is looked at before its time is over. */
function pollsInVain({ share, verification }: Settings): Problem[] {
  const polls = { 'share.poll': share.poll, 'verification.poll': verification.poll };
  const beyondMost = Object.entries(polls).flatMap(([field, { firstSeconds, mostSeconds }]) => {
    const expected = `at most ${mostSeconds}, which is ${field}.mostSeconds: no delay is longer`;
    return firstSeconds > mostSeconds ? [problemAt(`${field}.firstSeconds`, firstSeconds, expected)] : [];
  });
  const { poll, deadlineSeconds } = share;
  if (beyondMost.length > 0 || poll.firstSeconds <= deadlineSeconds) return beyondMost;
  const expected = `at least ${poll.firstSeconds}, which is share.poll.firstSeconds: no share is looked at before`;
  return [problemAt('share.deadlineSeconds', deadlineSeconds, expected)];
}

function tooManyLooks({ share, verification }: Settings): Problem[] {
  // What is half remade at the deadline is finished, which may take as long again.
  const shareSeconds = share.deadlineSeconds * (share.heal === 'never' ? 1 : 2);
  const ofShare = looksWithin(shareSeconds, share.poll);
  const ofVerification = looksWithin(verification.deadlineSeconds, verification.poll);
  const events = (ofShare + ofVerification) * EVENTS_OF_A_LOOK;
  if (events <= MOST_EVENTS_OF_LOOKS) return [];
  const section = ofShare >= ofVerification ? 'share' : 'verification';
  const twice = share.heal === 'never' ? '' : ' (by share.heal a share may take twice as long)';
  const counts = `${ofShare} looks by share.poll within share.deadlineSeconds${twice} and ${ofVerification} by verification.poll within verification.deadlineSeconds`;
  const expected = `longer delays or a shorter ${section}.deadlineSeconds: ${counts} make ${events} events of history, and Step Functions ends an execution after 25000`;
  return [problemAt(`${section}.poll`, (section === 'share' ? share : verification).poll, expected)];
}

function looksWithin(deadlineSeconds: number, poll: PollDelays): number {
  let looks = 0;
  for (let elapsed = 0; elapsed < deadlineSeconds; looks++) {
    const delay = pollDelaySeconds(looks, poll);
    // From here on all delays are the same.
    if (delay === poll.mostSeconds || poll.factor === 1) {
      return looks + Math.ceil((deadlineSeconds - elapsed) / delay);
    }
    elapsed += delay;
  }
  return looks;
}

/** A share takes at least the time until it is first looked at. */
function queueTooLong({ share, lease }: Settings): Problem[] {
  const seconds = lease.longestQueue * share.poll.firstSeconds;
  if (lease.scope === 'portfolio' || seconds <= share.oldestSeconds) return [];
  if (share.oldestSeconds < share.poll.firstSeconds) {
    const expected = `at least ${share.poll.firstSeconds}, which is share.poll.firstSeconds: whoever waits for one share would expire`;
    return [problemAt('share.oldestSeconds', share.oldestSeconds, expected)];
  }
  const most = longestThatFits(share);
  const expected = `at most ${most}, or a longer share.oldestSeconds: the last of ${lease.longestQueue} would wait ${seconds} s or more (share.poll.firstSeconds each), and expires after ${share.oldestSeconds} s`;
  return [problemAt('lease.longestQueue', lease.longestQueue, expected)];
}

/** The queue refuses what is beyond its length, so that a run with more repairs would ask for some in vain. */
function tooManyRepairs({ lease, reconciliation: { maxRepairsPerRun } }: Settings): Problem[] {
  if (lease.scope === 'portfolio' || maxRepairsPerRun <= lease.longestQueue) return [];
  const expected = `at most ${lease.longestQueue}, which is lease.longestQueue (by default what share.oldestSeconds and share.poll.firstSeconds leave): the queue refuses what is beyond`;
  return [problemAt('reconciliation.maxRepairsPerRun', maxRepairsPerRun, expected)];
}

export function longestThatFits({ oldestSeconds, poll }: ShareSettings): number {
  return Math.max(1, Math.floor(oldestSeconds / poll.firstSeconds));
}

/**
 * All that an account is to get stands in one item of the ledger until it was asked for: an item holds 400 KB, and the
 * expression that writes it 4 KB.
 */
const MOST_PORTFOLIOS_OF_ACCOUNT = 150;
const MOST_BYTES_OF_ACCOUNT = 300_000;
const BYTES_OF_REQUEST = 500;

/** An account in a unit gets what rules for this unit name, and those for any. Which units are below others is not known. */
function tooMuchForOneAccount({ rules }: VendingPolicy): Problem[] {
  for (const [at, { unit, portfolios, principals }] of rules.entries()) {
    const together = rules.filter((one) => one.unit === unit || one.unit === 'any');
    const sizes = new Map(
      together.flatMap((one) => {
        const bytes = BYTES_OF_REQUEST + Buffer.byteLength(JSON.stringify(one.principals));
        return one.portfolios.map((portfolioId) => [portfolioId, bytes]);
      }),
    );
    const where = `an account in ${unit === 'any' ? 'any unit' : unit}`;
    if (sizes.size > MOST_PORTFOLIOS_OF_ACCOUNT) {
      const expected = `rules by which ${where} gets ${MOST_PORTFOLIOS_OF_ACCOUNT} portfolios at most, not ${sizes.size}`;
      return [problemAt(`vending.rules[${at}].portfolios`, portfolios.length, expected)];
    }
    const bytes = [...sizes.values()].reduce((sum, one) => sum + one, 0);
    if (bytes > MOST_BYTES_OF_ACCOUNT) {
      const expected = `fewer: all that ${where} gets, each portfolio with its principals, is ${bytes} bytes, and the ledger takes ${MOST_BYTES_OF_ACCOUNT}`;
      return [problemAt(`vending.rules[${at}].principals`, principals.length, expected)];
    }
  }
  return [];
}

/** The first rule that fits decides for a portfolio: so a rule behind one that fits everything never decides. */
function shadowedRules({ rules }: VendingPolicy): Problem[] {
  return rules.flatMap((rule, at) =>
    rule.portfolios.flatMap((portfolioId, index) => {
      const before = rules.slice(0, at).findIndex((earlier) => {
        if (!earlier.portfolios.includes(portfolioId)) return false;
        // In the root nobody fits a rule for `any` without a node of its own.
        const isForAll =
          earlier.unit === 'any' && (earlier.organizationNode !== undefined || rule.unit !== 'any');
        const isSame = earlier.unit === rule.unit && (earlier.includeChildren || !rule.includeChildren);
        return isForAll || (isSame && (rule.unit !== 'any' || rule.organizationNode === undefined));
      });
      if (before === -1) return [];
      const expected = `a place before vending.rules[${before}], which fits wherever this rule does: the first that fits decides`;
      return [problemAt(`vending.rules[${at}].portfolios[${index}]`, portfolioId, expected)];
    }),
  );
}
