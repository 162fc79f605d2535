import { readRequest } from '../../aws/ledger/requests.ts';
import { associatePrincipal, listPrincipals } from '../../aws/service-catalog/principals.ts';
import { listedIdentity } from '../../core/principals/listed-identity.ts';
import { refuseCancelled } from '../lease/refuse-cancelled.ts';
import { refuseTooLate } from '../lease/refuse-expired.ts';
import { taskHandler } from '../task/task-handler.ts';
import { type PrincipalsTurn, writePrincipals } from './write-principals.ts';

/**
 * Associates the principals that the portfolio lacks. This needs the lease: if the portfolio's principals are shared
 * by name, a new one has effect everywhere at once. The list may lag behind, so what was taken off a moment ago is
 * associated, listed or not. A repeated attempt lists again, and skips those that are there, or that it has associated.
 */
export const handler = taskHandler(async (turn: PrincipalsTurn, task): Promise<void> => {
  const record = await readRequest(turn.requestKey);
  refuseCancelled(record);
  const { request, principals: before, takenOffLately = [] } = record;
  if (request.action !== 'SHARE' || request.principals.length === 0) return;
  refuseTooLate(record, task.now);
  const present = new Set((await listPrincipals(request.portfolioId)).map(listedIdentity));
  const settled = new Set(before?.settled);
  const missing = request.principals.filter(
    (principal, nth) =>
      !present.has(listedIdentity(principal)) || (takenOffLately.includes(nth) && !settled.has(nth)),
  );
  const found = request.principals.length - missing.length;
  // Counts over all attempts: a principal that an earlier attempt associated is not "already associated".
  const alreadyAssociated = before?.alreadyAssociated ?? found;
  let associated = found - alreadyAssociated;
  const toAssociate =
    before?.toAssociate ?? missing.map((principal) => request.principals.indexOf(principal));
  await writePrincipals(
    turn,
    record,
    missing,
    async (principal) => {
      await associatePrincipal(request.portfolioId, principal);
      associated += 1;
      settled.add(request.principals.indexOf(principal));
      task.logger.info('Associated a principal', { ...principal });
    },
    () => ({
      associated,
      alreadyAssociated,
      toAssociate,
      ...(settled.size > 0 && { settled: [...settled] }),
    }),
    task,
  );
});
