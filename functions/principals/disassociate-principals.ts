import { readRequest } from '../../aws/ledger/requests.ts';
import { disassociatePrincipal, listPrincipals } from '../../aws/service-catalog/principals.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { listedByUniqueId, listedIdentity } from '../../core/principals/listed-identity.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { taskHandler } from '../task/task-handler.ts';
import { type PrincipalsTurn, writePrincipals } from './write-principals.ts';

/**
 * After a share is gone, or alone, takes principals off the portfolio, where the request named any: as the portfolio lists
 * them, which may be without their path or by a unique id. The listing lags behind, so what it lacks is taken off
 * by name. A repeated attempt lists again, and skips what an earlier one had an answer for, listed or not.
 */
export const handler = taskHandler(async (turn: PrincipalsTurn, task): Promise<void> => {
  const { request, share, principals: before } = await readRequest(turn.requestKey);
  // Nobody knows what is left of a share that did not go: who has it keeps what it needs.
  if (request.principals.length === 0 || share?.status === 'ERROR' || share?.isOtherwise) return;
  const settled = new Set(before?.settled);
  const open = request.principals.filter((_, nth) => !settled.has(nth));
  const listed = await listPrincipals(request.portfolioId);
  const isListed = (asked: RequestedPrincipal) =>
    listed.some((one) => listedIdentity(one) === listedIdentity(asked));
  const unlisted = open.filter((asked) => !isListed(asked));
  const asked = new Set(open.map(listedIdentity));
  const byUniqueId = listedByUniqueId(listed, unlisted);
  if (byUniqueId.length > 0)
    task.logger.warn('Principals are listed by their unique ids', { byUniqueId, unlisted });
  const present = [...listed.filter((one) => asked.has(listedIdentity(one))), ...byUniqueId];
  let toDisassociate = before?.toDisassociate ?? present.length;
  // Counts over all attempts: what is gone since the first, an earlier one took off, whatever answer it had.
  let disassociated = toDisassociate - present.length;
  await writePrincipals(
    turn,
    [...present, ...unlisted],
    async (principal) => {
      const isListed = present.includes(principal);
      const absent = byUniqueId.includes(principal) ? [] : isListed ? GONE : ABSENT;
      const wasThere = await takeOff(request.portfolioId, principal, absent);
      request.principals.forEach((one, nth) => {
        if (listedIdentity(one) === listedIdentity(principal)) settled.add(nth);
      });
      // Of what was listed and is gone, an earlier attempt had no answer, if there was one.
      const isCounted = wasThere || (isListed && before !== undefined);
      if (isCounted && !isListed) toDisassociate += 1;
      if (!isCounted && isListed) toDisassociate -= 1;
      if (isCounted) disassociated += 1;
      task.logger.info('Disassociated a principal', { ...principal, isListed, wasThere });
    },
    () => ({ associated: 0, alreadyAssociated: 0, disassociated, toDisassociate, settled: [...settled] }),
    task,
  );
});

/** Whether it was associated: only a call that finds nothing says that there is nothing. */
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

/** Listed a moment ago, and gone. */
const GONE = ['ResourceNotFoundException'];
/** The second, should Service Catalog look for a principal that is gone, as it does when one is associated. */
const ABSENT = [...GONE, 'InvalidParametersException'];
