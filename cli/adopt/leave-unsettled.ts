import { listAllFlights } from '../../aws/ledger/flights.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import { stillThere } from '../../aws/ledger/taken-off.ts';
import { isLately } from '../../core/ledger/lately.ts';
import type { ShareEntry } from '../../core/ledger/wanted-share.ts';
import { listedIdentity } from '../../core/principals/listed-identity.ts';
import type { Reality, RealShare } from '../../core/reconciliation/reality.ts';
import { UnderWay } from '../../core/reconciliation/under-way.ts';
import { isSameRecipient, type Recipient } from '../../core/share/recipient.ts';
import { areEqual } from '../../core/share/share-plan.ts';
import { allOf, ITEMS_AT_ONCE } from '../command/some-at-once.ts';

interface Found {
  readonly entries: readonly ShareEntry[];
  readonly reality: Reality;
}

/**
 * Leaves out what a list may show wrongly: what requests under way are about, and what others decided or took off a
 * moment ago.
 * @param found entries that were read before the reality: what is decided in between changes their generation
 * @param onLeft is told a sentence about each that is left out
 */
export async function leaveUnsettled(
  portfolioId: string,
  { entries, reality }: Found,
  nowMs: number,
  onLeft: (sentence: string) => void,
): Promise<Found> {
  const flights = [...entries.flatMap(({ inFlight }) => inFlight), ...(await listAllFlights(portfolioId))];
  const requests = await allOf([...new Set(flights)], ITEMS_AT_ONCE, findRequest);
  const underWay = new UnderWay(requests.filter((one) => one !== undefined));
  const decided = await allOf(entries, ITEMS_AT_ONCE, async (entry) =>
    (await isDecidedLately(entry, nowMs)) ? [entry.recipient] : [],
  );
  const lately = decided.flat();
  const isSettled = (recipient: Recipient, share?: RealShare) =>
    !underWay.hasShare(recipient) &&
    (isAgreed(entries, recipient, share) || !lately.some((one) => isSameRecipient(one, recipient)));
  const say = (what: string) =>
    onLeft(
      `${portfolioId}: ${what} is asked for otherwise, or was in the last five minutes, and is left out. Take it over once more later.`,
    );
  const ofType = (shares: readonly RealShare[]) =>
    shares.filter((share) => {
      if (!isSettled(share.recipient, share)) say(`the share with ${share.recipient.value}`);
      return isSettled(share.recipient, share);
    });
  const types = Object.entries(reality.shares).map(([type, shares]) => [type, ofType(shares)] as const);
  const { principals: all = [] } = reality;
  const on = new Set((await stillThere(portfolioId, all, nowMs)).map(listedIdentity));
  const settled = entries.filter(({ recipient }) => isSettled(recipient, realOf(reality, recipient)));
  // What a share is wanted with is not taken off by a request for another.
  const kept = new Set(settled.flatMap(({ wanted }) => wanted?.principals ?? []).map(listedIdentity));
  const principals = all.filter((one) => {
    const isSure = on.has(listedIdentity(one)) && !underWay.hasPrincipal(one);
    const isLeft = !isSure && !kept.has(listedIdentity(one));
    if (isLeft) say(`principal ${one.principalArn}`);
    return !isLeft;
  });
  return {
    entries: settled,
    reality: { ...reality, shares: Object.fromEntries(types), principals },
  };
}

/** The ledger wants the share as it is listed. */
function isAgreed(
  entries: readonly ShareEntry[],
  recipient: Recipient,
  share: RealShare | undefined,
): boolean {
  const wanted = entries.find((one) => isSameRecipient(one.recipient, recipient))?.wanted;
  return wanted !== undefined && share !== undefined && areEqual(wanted, share);
}

function realOf({ shares }: Reality, recipient: Recipient): RealShare | undefined {
  return shares[recipient.type]?.find((one) => isSameRecipient(one.recipient, recipient));
}

async function isDecidedLately({ decidedBy }: ShareEntry, nowMs: number): Promise<boolean> {
  if (decidedBy === undefined) return false;
  const { outcome } = (await findRequest(decidedBy)) ?? {};
  return isLately(outcome?.detail.timing.decidedAt, nowMs);
}
