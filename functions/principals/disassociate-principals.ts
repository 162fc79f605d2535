import { readRequest } from '../../aws/ledger/requests.ts';
import { listShareEntries } from '../../aws/ledger/shares.ts';
import { recordTakenOff } from '../../aws/ledger/taken-off.ts';
import { disassociatePrincipal, listPrincipals } from '../../aws/service-catalog/principals.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { latePrincipals } from '../../core/prediction/late-principals.ts';
import {
  listedByUniqueId,
  listedIdentity,
  listedInOtherCase,
} from '../../core/principals/listed-identity.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { assertHoldsLease } from '../lease/hold-lease.ts';
import { refuseCancelled } from '../lease/refuse-cancelled.ts';
import { refuseTooLate } from '../lease/refuse-expired.ts';
import { keptUntil } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import { forgetApproval } from './forget-approval.ts';
import { forgetLeftBehind } from './forget-left-behind.ts';
import { type PrincipalsTurn, writePrincipals } from './write-principals.ts';

/**
 * Takes the principals that the request names off the portfolio, after its share was removed or by DISASSOCIATE. It
 * names them as the portfolio lists them, which may be without their path or by a unique id. The list may lag behind, so
 * principals that are not listed are taken off by name, and so is what is listed in other letter case. A repeated
 * attempt lists again, and skips those that an earlier one had an answer for.
 */
export const handler = taskHandler(async (turn: PrincipalsTurn, task): Promise<void> => {
  const record = await readRequest(turn.requestKey);
  const { request, share, principals: before } = record;
  // The share may still be there: then whoever has it keeps the principals.
  if (request.principals.length === 0 || share?.status === 'ERROR' || share?.isOtherwise) return;
  const settled = new Set(before?.settled);
  const open = request.principals.filter((_, nth) => !settled.has(nth));
  if (open.length > 0) refuseCancelled(record);
  // What an UNSHARE has begun with its deletion is finished.
  if (open.length > 0 && request.action === 'DISASSOCIATE') refuseTooLate(record, task.now);
  // A deletion that was refused before this takes nothing off: what was approved stands.
  await forgetApproval(request, turn.lease.grantedAt);
  // Once more, since a deletion may have taken long: what is taken off a moment ago counts from now.
  if (open.length > 0) await recordTakenOff(record, task.now, keptUntil(task.now));
  const listed = await listPrincipals(request.portfolioId);
  const isListed = (asked: RequestedPrincipal) =>
    listed.some((one) => listedIdentity(one) === listedIdentity(asked));
  const unlisted = open.filter((asked) => !isListed(asked));
  const asked = new Set(open.map(listedIdentity));
  const entries = await listShareEntries(request.portfolioId);
  const byUniqueId = listedByUniqueId(listed, unlisted, latePrincipals(entries, Date.parse(task.now)));
  if (byUniqueId.length > 0)
    task.logger.warn('Principals are listed by their unique ids', { byUniqueId, unlisted });
  const wanted = entries.flatMap((entry) => entry.wanted?.principals ?? []);
  const inOtherCase = listedInOtherCase(listed, unlisted, [...request.principals, ...wanted]);
  const present = [...listed.filter((one) => asked.has(listedIdentity(one))), ...byUniqueId, ...inOtherCase];
  let toDisassociate = before?.toDisassociate ?? present.length;
  // Counts over all attempts: an earlier one took off what is gone since the first, whatever answer it got.
  let disassociated = toDisassociate - present.length;
  const counted = () => ({
    associated: 0,
    alreadyAssociated: 0,
    disassociated,
    toDisassociate,
    settled: [...settled],
  });
  const forget = async () => {
    // An attempt that thaws after its turn knows nothing of what came since.
    task.signal.throwIfAborted();
    await assertHoldsLease(turn);
    await forgetLeftBehind({ ...record, principals: counted() }, task.now);
  };
  try {
    await writePrincipals(
      turn,
      record,
      [...present, ...unlisted],
      async (principal) => {
        const isListed = present.includes(principal);
        const absent = byUniqueId.includes(principal) ? [] : isListed ? GONE : ABSENT;
        const wasThere = await takeOff(request.portfolioId, principal, absent);
        request.principals.forEach((one, nth) => {
          if (listedIdentity(one) === listedIdentity(principal)) settled.add(nth);
        });
        // It was listed and is gone: an earlier attempt took it off and got no answer, if there was one.
        const isCounted = wasThere || (isListed && before !== undefined);
        if (isCounted && !isListed) toDisassociate += 1;
        if (!isCounted && isListed) toDisassociate -= 1;
        if (isCounted) disassociated += 1;
        task.logger.info('Disassociated a principal', { ...principal, isListed, wasThere });
      },
      counted,
      task,
    );
  } catch (error) {
    await forget().catch((failure) => task.logger.warn('What was left behind is as it was', failure));
    throw error;
  }
  await forget();
});

/** @returns whether the principal was associated: only a call that finds nothing proves that it was not */
async function takeOff(
  portfolioId: string,
  principal: RequestedPrincipal,
  absent: readonly string[],
): Promise<boolean> {
  try {
    await disassociatePrincipal(portfolioId, principal);
    return true;
  } catch (error) {
    const isAbsent = error instanceof FoliocastError && absent.includes(error.name);
    if (!isAbsent) throw error;
    return false;
  }
}

/** Answers for a principal that was listed a moment ago and is gone. */
const GONE = ['ResourceNotFoundException'];
/**
 * Answers for one that was not listed. InvalidParameters, in case Service Catalog looks for the principal in IAM, as
 * it does when it associates.
 */
const ABSENT = [...GONE, 'InvalidParametersException'];
