import { readOrganizationsAccess } from '../../aws/service-catalog/read-portfolio.ts';
import { FoliocastError, rejected } from '../../core/foliocast-error.ts';

/** AWS names neither the error nor its sentence; the sentence is the API reference's. */
const SENTENCE = /AWS ?Organizations ?access/i;

/** Names under which a precondition that does not hold may be refused. */
const MAY_MEAN_ACCESS = ['OperationNotSupportedException', 'InvalidParametersException', 'RefusedByAws'];

/**
 * Service Catalog's access to AWS Organizations is needed to create a share with a node. What is reported of it is no
 * proof: with trusted access alone shares were created too. So it is asked for only once a creation is refused.
 * @throws ORGANIZATIONS_ACCESS_DISABLED; InvalidStateException while it is changing, which takes seconds; else the
 * refusal itself
 */
export async function explainRefusal(refusal: unknown): Promise<never> {
  if (!(refusal instanceof FoliocastError)) throw refusal;
  const isSaid = SENTENCE.test(refusal.message);
  if (!isSaid && !MAY_MEAN_ACCESS.includes(refusal.name)) throw refusal;
  const access = await readOrganizationsAccess().catch(() => undefined);
  if (!isSaid && (access === undefined || access === 'ENABLED')) throw refusal;
  const sentence = `Service Catalog's access to AWS Organizations is ${access ?? 'not readable'}: ${refusal.message}`;
  if (access === 'UNDER_CHANGE') {
    throw new FoliocastError('InvalidStateException', sentence, { cause: refusal });
  }
  throw rejected('ORGANIZATIONS_ACCESS_DISABLED', sentence, { cause: refusal });
}
