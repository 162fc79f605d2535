import { readRequest } from '../../aws/ledger/requests.ts';
import { disassociatePrincipal, listPrincipals } from '../../aws/service-catalog/principals.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { listedByUniqueId, listedIdentity } from '../../core/principals/listed-identity.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { taskHandler } from '../task/task-handler.ts';
import { type PrincipalsTurn, writePrincipals } from './write-principals.ts';

/**
 * After a share is gone, takes its principals off the portfolio, where the request named any: as the portfolio lists
 * them, which may be without their path or by a unique id. The listing lags behind, so what it lacks is taken off
 * by name. A repeated attempt lists again and skips what is gone.
 */
export const handler = taskHandler(async (turn: PrincipalsTurn, task): Promise<void> => {
  const { request, share, principals: before } = await readRequest(turn.requestKey);
  // Nobody knows what is left of a share that did not go: who has it keeps what it needs.
  if (request.principals.length === 0 || share?.status === 'ERROR' || share?.isOtherwise) return;
  const listed = await listPrincipals(request.portfolioId);
  const isListed = (asked: RequestedPrincipal) =>
    listed.some((one) => listedIdentity(one) === listedIdentity(asked));
  const unlisted = request.principals.filter((asked) => !isListed(asked));
  const asked = new Set(request.principals.map(listedIdentity));
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
      if (present.includes(principal)) await disassociatePrincipal(request.portfolioId, principal);
      else if (!(await disassociateUnlisted(request.portfolioId, principal))) return;
      else toDisassociate += 1;
      disassociated += 1;
      task.logger.info('Disassociated a principal', { ...principal, isListed: present.includes(principal) });
    },
    () => ({ associated: 0, alreadyAssociated: 0, disassociated, toDisassociate }),
    task,
  );
});

/** Whether it was associated: only a call that finds nothing says that there is nothing. */
async function disassociateUnlisted(portfolioId: string, principal: RequestedPrincipal): Promise<boolean> {
  try {
    await disassociatePrincipal(portfolioId, principal);
    return true;
  } catch (error) {
    const isAbsent = error instanceof FoliocastError && ABSENT.includes(error.name);
    if (!isAbsent) throw error;
    return false;
  }
}

/** The second, should Service Catalog look for a principal that is gone, as it does when one is associated. */
const ABSENT = ['ResourceNotFoundException', 'InvalidParametersException'];
